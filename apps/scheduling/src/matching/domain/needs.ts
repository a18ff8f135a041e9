import type { CareContext } from '@handrail/contracts';
import type { ProgramLevel } from '@handrail/domain';
import type { Weekday } from '../../program/domain/program.js';

/** Hours a person can attend on some weekdays, wall-clock time. */
export interface AvailableHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  readonly to: string;
}

/** What is known about a person that bears on a place. What is not known filters nothing. */
export interface Needs {
  readonly level: ProgramLevel;
  readonly region: string | null;
  readonly payer: string | null;
  readonly modality: 'on-site' | 'virtual' | null;
  /** Null when nothing was said about hours. */
  readonly availability: readonly AvailableHours[] | null;
  /** Capabilities a program must have. */
  readonly capabilities: readonly string[];
  /** Capabilities that make a program a better fit, such as recovery housing. */
  readonly welcome: readonly string[];
}

/** Capability of a program that watches over people day and night. */
export const ROUND_THE_CLOCK = '24-hour';

/** What the determination says beside the level. */
interface Known {
  readonly supports: readonly string[];
  readonly withdrawalSetting: 'ambulatory' | '24-hour' | null;
}

export function needsOf(level: ProgramLevel, context: CareContext, known: Known): Needs {
  return {
    level,
    region: context.region ?? null,
    payer: context.payer ?? null,
    modality: !context.modality || context.modality === 'either' ? null : context.modality,
    availability: context.availability?.length ? context.availability : null,
    capabilities: [
      ...(context.pregnant ? ['pregnancy'] : []),
      ...(context.coOccurring ? ['co-occurring'] : []),
      ...(takesMedication(context.moud) ? ['moud'] : []),
      ...(known.withdrawalSetting === '24-hour' ? [ROUND_THE_CLOCK] : []),
      ...known.supports.filter((support) => UNSAFE_WITHOUT.has(support)),
      ...(context.wheelchair ? ['wheelchair'] : []),
      // Whoever speaks English is understood everywhere.
      ...(context.language && context.language !== 'en' ? [`language:${context.language}`] : []),
    ],
    welcome: [
      ...known.supports.filter((support) => !UNSAFE_WITHOUT.has(support)),
      ...(context.traumaInformed ? ['trauma-informed'] : []),
      ...(context.familyServices && !known.supports.includes(FAMILY) ? [FAMILY] : []),
    ],
  };
}

const FAMILY = 'family-services';

/** Supports of a determination that a level is not safe without; the others make a program a better fit. */
const UNSAFE_WITHOUT: ReadonlySet<string> = new Set(['medically-managed', 'co-occurring-enhanced']);

const NO_MEDICATION = new Set(['', 'none', 'no', 'unknown', 'declined']);

const takesMedication = (moud: string | undefined): boolean =>
  moud !== undefined && !NO_MEDICATION.has(moud.trim().toLowerCase());
