import { overdoseReported } from '@handrail/contracts';
import type { Cause, UnitOfWork } from '@handrail/messaging';
import {
  changesOf,
  decideAbsorption,
  isRepeatedFact,
  withPublished,
  type StayChange,
} from './domain/index.js';
import { factTakenBack, toEvent } from './stay.publish.js';
import { dropVisits, loadVisitsOf, saveVisits, type OwnedVisit } from './visit.store.js';

/** Visits of one person under one number: they are one visit. */
export interface Folding {
  readonly kept: OwnedVisit;
  readonly dropped: readonly string[];
  /** What was told of the others is taken back first; then comes what there is to tell of the one that stays. */
  readonly retractions: readonly StayChange[];
  readonly changes: readonly StayChange[];
  /** Facts of the others that the one that stays has told already. */
  readonly facts: readonly string[];
}

/**
 * What there is to do about a person's visits after a merge: where both told of one visit number, their
 * reports are about one visit, whichever of the two it was told of first.
 */
export function decideFolding(visits: readonly OwnedVisit[]): Folding[] {
  const byNumber = new Map<string, OwnedVisit[]>();
  for (const visit of visits)
    byNumber.set(visit.numberKey, [...(byNumber.get(visit.numberKey) ?? []), visit]);
  return [...byNumber].flatMap(([numberKey, all]) => {
    if (all.length < 2) return [];
    const sorted = [...all].sort((a, b) => (a.visit.key < b.visit.key ? -1 : 1));
    const first = sorted.find(({ visit }) => visit.key === numberKey) ?? sorted[0]!;
    return [
      fold(
        first,
        sorted.filter((each) => each !== first),
      ),
    ];
  });
}

function fold(first: OwnedVisit, others: readonly OwnedVisit[]): Folding {
  let { visit } = first;
  const retractions: StayChange[] = [];
  const again: string[] = [];
  for (const { visit: other } of others) {
    const taken = decideAbsorption(visit, other);
    retractions.push(...taken.retractions);
    const published = other.facts ?? [];
    const known = visit;
    const isAgain = ({ occurredAt }: { occurredAt: string }) => isRepeatedFact(known, occurredAt);
    again.push(...published.filter(isAgain).map(({ eventId }) => eventId));
    const facts = [...(visit.facts ?? []), ...published.filter((fact) => !isAgain(fact))];
    visit = { ...taken.visit, ...(facts.length > 0 ? { facts } : {}) };
  }
  return {
    kept: { ...first, visit },
    dropped: others.map(({ visit: { key } }) => key),
    retractions,
    changes: changesOf(visit),
    facts: again,
  };
}

const REASON = 'persons-merged';

/** Folds the visits of a person who has just been merged, and tells what changes by it. */
export async function foldVisits(
  unit: UnitOfWork,
  cause: Cause,
  personId: string,
): Promise<string[]> {
  const published: string[] = [];
  for (const { kept, dropped, retractions, changes, facts } of decideFolding(
    await loadVisitsOf(unit.tx, personId),
  )) {
    const ids = await unit.publish(cause, [
      ...retractions.map((change) => toEvent(personId, change, REASON)),
      ...facts.map((eventId) =>
        factTakenBack(personId, { eventId, type: overdoseReported.type }, REASON),
      ),
      ...changes.map((change) => toEvent(personId, change)),
    ]);
    published.push(...ids);
    const visit = withPublished(kept.visit, changes, ids.slice(retractions.length + facts.length));
    await saveVisits(unit.tx, [{ ...kept, visit }]);
    await dropVisits(
      unit.tx,
      dropped.map((key) => ({ key, into: visit.key })),
    );
  }
  return published;
}
