import { deriveId, type Level, type RequesterKind, type SubstanceClass } from '@handrail/domain';
import type { CareContext } from '@handrail/contracts';
import { day, eventId, PERSON, source, type Reported } from './case-story.js';

export interface InstrumentOptions {
  readonly instrument?: string;
  readonly level?: string | null;
  readonly composite?: number | null;
  readonly recordedOn?: number;
  /** Tells the same result by another way, as an event of its own. */
  readonly again?: string;
}

/** What another instrument said on a day. */
export function instrumentReported(
  on: number,
  { instrument = 'continuum', level = '3.5', ...more }: InstrumentOptions = {},
): Reported {
  const { composite = null, recordedOn = on, again = '' } = more;
  const name = `${instrument} ${on}${again}`;
  const from = source(name, on, recordedOn, 'intake.instrument-result-recorded');
  const result = { instrument, level, composite, assessedAt: day(on) };
  return { on: recordedOn, fact: { kind: 'instrument-reported', source: from, ...result } };
}

export interface PlanOverOptions {
  readonly level?: Level;
  /** The end of detox whose reassessment asked for the place, and its day. */
  readonly after?: readonly [name: string, on: number];
  readonly recordedOn?: number;
}

/** All planned sessions of a placement are over on a day. */
export function planRanOut(
  on: number,
  { level = 'IOP', after: [name, asked] = ['stay', 6], recordedOn = on }: PlanOverOptions = {},
): Reported {
  const from = source(`plan until ${on}`, on, recordedOn, 'scheduling.placement-completed');
  const parts = ['reassessment', PERSON, eventId(`end of ${name}`), '0'] as const;
  const reassessmentId = deriveId(Date.parse(day(asked)), ...parts);
  const about = { placementId: eventId('iop'), reassessmentId, level, endedAt: day(on) };
  return { on: recordedOn, fact: { kind: 'plan-ran-out', source: from, ...about } };
}

export interface RequestOptions {
  readonly requestedBy?: RequesterKind;
  readonly level?: Level | null;
  readonly context?: CareContext;
  readonly recordedOn?: number;
  readonly name?: string;
}

/** Somebody asks for care on a day. */
export function careRequested(
  on: number,
  { requestedBy = 'family', level = null, context = {}, ...more }: RequestOptions = {},
): Reported {
  const { recordedOn = on, name = `request ${on}` } = more;
  const from = source(name, on, recordedOn, 'intake.care-requested');
  return {
    on: recordedOn,
    fact: { kind: 'care-requested', source: from, requestedBy, level, context },
  };
}

/** A drug test of a day found these substances, or none. */
export function drugTested(on: number, ...substances: readonly SubstanceClass[]): Reported {
  const from = source(`drug test ${on}`, on, on, 'intake.drug-test-recorded');
  const result = substances.length > 0 ? 'positive' : 'negative';
  return {
    on,
    fact: { kind: 'drug-tested', source: from, result, substances, placementId: null },
  };
}
