import { changesOf, type StayChange } from './changes.js';
import { withoutReport, withReport, type Visit } from './visit.js';

export interface Rehoming {
  /** What was told under the wrong person, to be taken back there. */
  readonly retractions: ReadonlyArray<Extract<StayChange, { kind: 'fact-retracted' }>>;
  /** The visit as if nothing of it had been told. */
  readonly visit: Visit;
  /** What is to be told under the right person. */
  readonly changes: readonly StayChange[];
}

/** What was told of a visit, as taken back. */
const retractionsOf = (visit: Visit): Rehoming['retractions'] =>
  Object.entries(visit.published).flatMap(([stayId, published]) => {
    const taken = (fact: 'start' | 'end' | 'plan', eventId: string | null) =>
      eventId ? [{ kind: 'fact-retracted' as const, stayId, fact, eventId }] : [];
    return [
      ...taken('end', published.endEventId),
      ...published.planEventIds.flatMap((eventId) => taken('plan', eventId)),
      ...taken('start', published.startEventId),
    ];
  });

/**
 * Two visits turn out to be one: it has the reports of both. What was told of the other one is taken back;
 * what there is to tell of the one that stays follows from its reports. Facts that are no stays are the
 * caller's.
 */
export function decideAbsorption(
  visit: Visit,
  other: Visit,
): Pick<Rehoming, 'retractions' | 'visit'> {
  const union = (field: 'retracted' | 'waiting') => [
    ...new Set([...visit[field], ...other[field]]),
  ];
  return {
    retractions: retractionsOf(other),
    visit: {
      ...other.reports.reduce(withReport, visit),
      retracted: union('retracted'),
      waiting: union('waiting'),
    },
  };
}

/** Moves a visit to another person: everything standing is taken back, and told again as it is now. */
export function decideRehoming(visit: Visit): Rehoming {
  const untold = { ...visit, published: {} };
  return { retractions: retractionsOf(visit), visit: untold, changes: changesOf(untold) };
}

/** Takes a report out of a visit, because it is about the visit of somebody else. */
export function decideRemoval(visit: Visit, reportId: string): Pick<Rehoming, 'visit' | 'changes'> {
  const waiting = visit.waiting.filter((id) => id !== reportId);
  const without = { ...withoutReport(visit, reportId), waiting };
  return { visit: without, changes: changesOf(without) };
}
