import { deriveId, type Level } from '@handrail/domain';
import { day, eventId, PERSON, source, type Told } from './case-story.js';

export interface InstrumentOptions {
  readonly instrument?: string;
  readonly level?: string | null;
  readonly composite?: number | null;
  readonly told?: number;
  /** Tells the same result by another way, as an event of its own. */
  readonly again?: string;
}

/** What another instrument said on a day. */
export function instrumentSaid(
  on: number,
  { instrument = 'continuum', level = '3.5', ...more }: InstrumentOptions = {},
): Told {
  const { composite = null, told = on, again = '' } = more;
  const name = `${instrument} ${on}${again}`;
  const from = source(name, on, told, 'intake.instrument-result-recorded');
  const said = { instrument, level, composite, assessedAt: day(on) };
  return { on: told, fact: { kind: 'instrument-reported', source: from, ...said } };
}

export interface PlanOverOptions {
  readonly level?: Level;
  /** The end of detox whose reassessment asked for the place, and its day. */
  readonly after?: readonly [name: string, on: number];
  readonly told?: number;
}

/** All planned sessions of a placement are over on a day. */
export function planRanOut(
  on: number,
  { level = 'IOP', after: [name, asked] = ['stay', 6], told = on }: PlanOverOptions = {},
): Told {
  const from = source(`plan until ${on}`, on, told, 'scheduling.placement-completed');
  const parts = ['reassessment', PERSON, eventId(`end of ${name}`), '0'] as const;
  const reassessmentId = deriveId(Date.parse(day(asked)), ...parts);
  const about = { placementId: eventId('iop'), reassessmentId, level, endedAt: day(on) };
  return { on: told, fact: { kind: 'plan-ran-out', source: from, ...about } };
}
