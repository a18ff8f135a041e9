import type { Level } from '@handrail/domain';
import { day, eventId, source, type Reported } from './case-story.js';

export interface PlaceOptions {
  readonly name?: string;
  readonly level?: Level;
  /** First day of the place. */
  readonly from?: number;
  /** Tells another of the same, as an event of its own. */
  readonly again?: string;
}

const aboutOf = ({ name = 'iop', level = 'IOP' }: PlaceOptions) => ({
  placementId: eventId(name),
  reassessmentId: eventId(`reassessment for ${name}`),
  level,
});

const dayOnly = (on: number): string => day(on).slice(0, 10);

/** Scheduling gives a place on a day, or moves its first day. */
export function placeGiven(on: number, options: PlaceOptions = {}): Reported {
  const { name = 'iop', from = on, again = '' } = options;
  const from_ = source(`place ${name}${again}`, on, on, 'scheduling.placement-confirmed');
  const startsOn = dayOnly(from);
  return { on, fact: { kind: 'place-given', source: from_, ...aboutOf(options), startsOn } };
}

/** Scheduling plans sessions from one day to another. */
export function sessionsPlanned(
  on: number,
  [first, last]: readonly [number, number],
  { name = 'iop', again = '' }: PlaceOptions = {},
): Reported {
  const from = source(`sessions ${name}${again}`, on, on, 'scheduling.sessions-scheduled');
  const placementId = eventId(name);
  const plan = { firstSessionAt: day(first), lastSessionAt: day(last) };
  return { on, fact: { kind: 'sessions-planned', source: from, placementId, ...plan } };
}

/** Scheduling notices that nobody came to the first day. */
export function notStarted(on: number, options: PlaceOptions = {}): Reported {
  const { name = 'iop', from = on - 7 } = options;
  const from_ = source(`${name} not started`, on, on, 'scheduling.placement-not-started');
  const startsOn = dayOnly(from);
  return { on, fact: { kind: 'place-not-started', source: from_, ...aboutOf(options), startsOn } };
}

/** A place ends, otherwise than with its plan. */
export function placeEnds(on: number, endReason: string, options: PlaceOptions = {}): Reported {
  const { name = 'iop', again = '' } = options;
  const from = source(`end of place ${name}${again}`, on, on, 'scheduling.placement-completed');
  const end = { endReason, endedAt: day(on) };
  return { on, fact: { kind: 'place-ended', source: from, ...aboutOf(options), ...end } };
}
