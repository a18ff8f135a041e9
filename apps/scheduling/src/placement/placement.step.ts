import { PLACEMENT_REASONS, type Decision } from '@handrail/domain';
import { applied, type Outcome, type Outgoing, type TimerChange } from '@handrail/messaging';
import { evolve } from './domain/evolve.js';
import { consentTimer } from './consent.timers.js';
import { followConsents } from './domain/follow-consents.js';
import { followStays } from './domain/follow-stays.js';
import { placementOf, type PersonPlacements } from './domain/placement.js';
import type { PlacementEvent } from './domain/placement-event.js';
import { clockTimers } from './clock.timers.js';
import { toContractEvents } from './placement.publish.js';
import { timerChanges } from './placement.timers.js';
import { waitingEvents } from './waiting.publish.js';

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
  return outcomeOf(applyAndPublish(person, decision.events, now));
}

/** What follows from the time alone; null when nothing does. */
export function followOnly(
  person: PersonPlacements,
  now: string,
): Outcome<PersonPlacements> | null {
  const published = applyAndPublish(person, [], now);
  return published.person === person ? null : outcomeOf(published);
}

const outcomeOf = ({ person, publish, timers }: Published): Outcome<PersonPlacements> =>
  applied(person, publish, timers);

/**
 * Applies events one after the other, each with its contract events and its timers, and then what
 * follows from the person's stays: whatever changes a person, their places are in line with where they
 * are before anybody reads them.
 */
export function applyAndPublish(
  person: PersonPlacements,
  events: readonly PlacementEvent[],
  now: string,
): Published {
  const apply = (from: Published, more: readonly PlacementEvent[]) =>
    applyAll(from, more, { before: person, now });
  const changed = apply({ person, publish: [], timers: [] }, events);
  const placed = apply(changed, followStays(changed.person, now));
  const followed = apply(placed, followConsents(placed.person, now));
  const clocks = clockTimers(person, followed.person, now);
  return clocks.length === 0 ? followed : { ...followed, timers: [...followed.timers, ...clocks] };
}

interface Step {
  readonly before: PersonPlacements;
  readonly now: string;
}

function applyAll(
  from: Published,
  events: readonly PlacementEvent[],
  { before: origin, now }: Step,
): Published {
  const [publish, timers] = [[...from.publish], [...from.timers]];
  let { person } = from;
  for (const event of events) {
    const id = placementIdOf(event);
    const before = id === null ? undefined : placementOf(person, id);
    const personBefore = person;
    person = evolve(person, [event]);
    if (event.kind === 'waiting-noted')
      publish.push(...waitingEvents(event, { before: personBefore, after: person }, now));
    if (event.kind === 'consents-known') timers.push(consentTimer(person, now));
    if (id === null || event.kind === 'waiting-noted') continue;
    const after = placementOf(person, id);
    if (!after) throw new Error('an event names a placement the person does not have');
    if (!isKnownEnd(origin, event))
      publish.push(...toContractEvents(person.personId, event, { before, after }, now));
    timers.push(...timerChanges(before, after));
  }
  return { person, publish, timers };
}

/** Whoever is dead does not die again: the end of a place with a death that was told is no news. */
function isKnownEnd({ placements }: PersonPlacements, event: PlacementEvent): boolean {
  if (event.kind !== 'placement-withdrawn' && event.kind !== 'placement-completed') return false;
  const reason = event.kind === 'placement-withdrawn' ? event.reason : event.endReason;
  return (
    reason === PLACEMENT_REASONS.died &&
    placements.some((each) => each.id === event.placementId && each.endReason === reason)
  );
}

function placementIdOf(event: PlacementEvent): string | null {
  if (event.kind === 'history-known' || event.kind === 'consents-known') return null;
  if (event.kind === 'waiting-noted') return null;
  return event.kind === 'placement-requested' ? event.placement.id : event.placementId;
}
