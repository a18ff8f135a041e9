import type { Decision } from '@handrail/domain';
import { applied, type Outcome, type Outgoing, type TimerChange } from '@handrail/messaging';
import { evolve } from './domain/evolve.js';
import { placementOf, type PersonPlacements } from './domain/placement.js';
import type { PlacementEvent } from './domain/placement-event.js';
import { toContractEvents } from './placement.publish.js';
import { timerChanges } from './placement.timers.js';

/** A person's placements after events, with what is published and which timers change. */
export interface Published {
  readonly person: PersonPlacements;
  readonly publish: readonly Outgoing[];
  readonly timers: readonly TimerChange[];
}

/** Answers a consumer's decision to the engine. */
export function toOutcome(
  person: PersonPlacements,
  decision: Decision<PlacementEvent>,
  now: string,
): Outcome<PersonPlacements> {
  if (decision.kind !== 'happened') return decision;
  const { person: after, publish, timers } = applyAndPublish(person, decision.events, now);
  return applied(after, publish, timers);
}

/** Applies events one after the other, each with its contract events and its timers. */
export function applyAndPublish(
  person: PersonPlacements,
  events: readonly PlacementEvent[],
  now: string,
): Published {
  const publish: Outgoing[] = [];
  const timers: TimerChange[] = [];
  let state = person;
  for (const event of events) {
    const id = event.kind === 'placement-requested' ? event.placement.id : event.placementId;
    const before = placementOf(state, id);
    state = evolve(state, [event]);
    const after = placementOf(state, id);
    if (!after) throw new Error('an event names a placement the person does not have');
    publish.push(...toContractEvents(person.personId, event, { before, after }, now));
    timers.push(...timerChanges(before, after));
  }
  return { person: state, publish, timers };
}
