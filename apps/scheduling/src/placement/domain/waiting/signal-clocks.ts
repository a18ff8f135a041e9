import { happened, ignored, type Decision } from '@handrail/domain';
import { isPending, placementOf, type PersonPlacements, type Placement } from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';
import { signalsAhead } from '../../../waiting/domain/clocks.js';
import { edgesAfter } from '../../../waiting/domain/pauses.js';
import { knownOf, pregnancyEnds } from '../../../waiting/domain/priority-facts.js';
import type { WaitingRecord } from '../../../waiting/domain/record.js';

/** Reports what has fallen due on the clocks of a placement, each warning and each miss once. */
export function signalClocks(
  person: PersonPlacements,
  placementId: string,
  now: string,
): Decision<PlacementEvent> {
  const placement = placementOf(person, placementId);
  const due = placement
    ? signalsAhead(placement, person.waiting, beside(placement, person)).filter(
        ({ at }) => Date.parse(at) <= Date.parse(now),
      )
    : [];
  if (due.length === 0) return ignored('no-clock-is-due');
  return happened(
    ...due.map(({ clock, startedAt, kind, dueAt }): PlacementEvent => {
      const signal = { clock, startedAt, kind, at: now };
      return { kind: 'waiting-noted', placementId, note: { what: 'signalled', signal, dueAt } };
    }),
  );
}

/**
 * When a placement has to be looked at next without any news: a clock warns or runs out, a pause begins or
 * ends, a pregnancy counts no longer. Null when never, and before the allocator has looked at it.
 */
export function lookAtClocks(
  placement: Placement,
  person: Pick<PersonPlacements, 'waiting' | 'placements'>,
  now: string,
): string | null {
  if (placement.status === 'requested') return null;
  const { waiting: record } = person;
  const [signal] = signalsAhead(placement, record, beside(placement, person));
  const times = [
    ...(signal ? [signal.at] : []),
    ...(isPending(placement) ? edgesAfter(record.pauses, now) : []),
    ...classEndsAt(placement, record),
  ];
  return times.reduce<string | null>(
    (first, at) => (first === null || Date.parse(at) < Date.parse(first) ? at : first),
    null,
  );
}

const beside = (
  placement: Placement,
  { placements }: Pick<PersonPlacements, 'placements'>,
): readonly Placement[] => placements.filter((other) => other !== placement);

/** When a pregnancy that gives somebody their class counts no longer. */
function classEndsAt(placement: Placement, { facts }: WaitingRecord): string[] {
  if (!isPending(placement) || placement.priorityClass > 2) return [];
  const known = knownOf(facts, 'pregnant', placement.requestedAt);
  return known?.value ? [pregnancyEnds(known.at)] : [];
}
