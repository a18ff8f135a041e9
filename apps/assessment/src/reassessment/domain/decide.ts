import { deriveId, happened, ignored, superseded, type Decision } from '@handrail/domain';
import type { CaseEvent } from './case-event.js';
import { byLead, placementOf, sharedWith } from './crisis.js';
import { decisionLives, evaluateChanged } from './evaluate.js';
import type { Fact, LastingFact } from './facts.js';
import { instantMs, plusMinutes } from './instants.js';
import { newReassessment } from './new-reassessment.js';
import { diedAt, isLive, isWaiting } from './person-case.js';
import type { PersonCase, Reassessment, Trigger } from './person-case.js';
import { knownEvent } from './record-fact.js';
import { passTime } from './pass-time.js';
import { Unfolding, type Circumstances } from './rules.js';
import { standingTriggers } from './standing-triggers.js';

/**
 * What a fact means for a person's case. The fact is added to what is known, the reasons that stand
 * are worked out anew from all facts, and the reassessments are brought in line with them: opened,
 * joined, decided, decided again, withdrawn. Because nothing depends on the order in which facts of
 * different topics arrived, either order ends in the same decision.
 */
export function decide(state: PersonCase, fact: Fact, at: Circumstances): Decision<CaseEvent> {
  const refusal = refusalOf(state, fact);
  if (refusal) return refusal;
  const work = new Unfolding(state, at);
  if (fact.kind === 'fact-retracted') work.add({ kind: 'fact-taken-back', fact });
  else if (fact.kind !== 'time-passed') work.add({ kind: 'fact-recorded', fact });
  align(work);
  if (changesInstruments(fact, state)) showToWhoWaits(work);
  if (fact.kind === 'time-passed') passTime(work);
  return work.events.length > 0 ? happened(...work.events) : ignored('nothing-due');
}

/** A result of another instrument came, or one that is known was taken back. */
const changesInstruments = (fact: Fact, { instruments }: PersonCase): boolean =>
  fact.kind === 'instrument-reported' ||
  (fact.kind === 'fact-retracted' &&
    instruments.some(({ source }) => source.eventId === fact.retractedEventId));

/** What another instrument said decides nothing; whoever works on a reassessment sees it there. */
function showToWhoWaits(work: Unfolding): void {
  for (const { id, triggers, shared, fallen } of work.state.reassessments.filter(isWaiting))
    work.add({ kind: 'evidence-changed', id, triggers, shared, fallen, at: work.at.now });
}

function refusalOf(state: PersonCase, fact: Fact): Decision<CaseEvent> | null {
  if (fact.kind === 'time-passed') return null;
  if (fact.kind === 'fact-retracted') {
    return state.retracted.includes(fact.retractedEventId) ? ignored('already-retracted') : null;
  }
  if (state.retracted.includes(fact.source.eventId)) return superseded('retracted');
  if (knownEvent(state, fact.source.eventId)) return ignored('already-known');
  return refusalOfStay(state, fact);
}

/** An end that was told twice is corrected, not ended again: only a cancel in between reopens it. */
function refusalOfStay(state: PersonCase, fact: LastingFact): Decision<CaseEvent> | null {
  if (!('stayId' in fact)) return null;
  const stay = state.stays.find(({ stayId }) => stayId === fact.stayId);
  if (fact.kind === 'stay-ended' && stay?.end) return ignored('stay-already-ended');
  if (fact.kind === 'step-down-planned' && stay?.end) return superseded('stay-already-ended');
  return null;
}

/** Brings reassessments in line with the reasons that stand. Running it twice changes nothing. */
export function align(work: Unfolding): void {
  const died = diedAt(work.state);
  if (died !== null) {
    withdrawOpen(work);
    return;
  }
  const standing = standingTriggers(work.state, work.at.policy, work.at.now);
  withdrawFallen(work, standing);
  // Ends of stays first: what happened during a stay looks for the reassessment of its end.
  for (const trigger of [...standing].sort(byLead)) place(trigger, standing, work);
  for (const one of work.state.reassessments.filter(isLive)) refreshEvidence(one, standing, work);
  evaluateChanged(work);
}

/**
 * Nobody needs a place any more: what waits falls, and so does what was decided and may still be acted
 * on, such as a place that was given before the death was told. What is long past stays history.
 */
function withdrawOpen(work: Unfolding): void {
  const live = work.state.reassessments.filter(isLive);
  const newest = live.toSorted(byLastReason).at(-1);
  for (const one of live)
    if (isWaiting(one) || one === newest || decisionLives(one, work.at.now))
      work.add({ kind: 'withdrawn', id: one.id, at: work.at.now, reason: 'died' });
}

const lastReasonMs = ({ triggers }: Reassessment): number =>
  Math.max(...triggers.map(({ occurredAt }) => instantMs(occurredAt)));

const byLastReason = (a: Reassessment, b: Reassessment): number =>
  lastReasonMs(a) - lastReasonMs(b);

/** A reassessment is withdrawn only when none of its own reasons is left that stands. */
function withdrawFallen(work: Unfolding, standing: readonly Trigger[]): void {
  const stands = ({ eventId }: Trigger) => standing.some((one) => one.eventId === eventId);
  for (const one of work.state.reassessments.filter(isLive)) {
    if (one.triggers.some(stands)) continue;
    if (standing.some((trigger) => replacesPlan(trigger, one))) continue;
    const reason = 'trigger-retracted';
    work.add({ kind: 'withdrawn', id: one.id, at: work.at.now, reason });
  }
}

/** A new plan, or the end itself, for the stay whose planned step-down opened the reassessment. */
const replacesPlan = (trigger: Trigger, one: Reassessment): boolean =>
  trigger.stayId !== null &&
  one.triggers.some(({ planned, stayId }) => planned && stayId === trigger.stayId);

function place(trigger: Trigger, standing: readonly Trigger[], work: Unfolding): void {
  const attached = work.state.reassessments
    .filter(isLive)
    .some(({ triggers }) => triggers.some(({ eventId }) => eventId === trigger.eventId));
  if (attached) return;
  const placement = placementOf(trigger, work.state, standing, work.at.policy);
  switch (placement.kind) {
    case 'waits':
      return;
    case 'opens':
      work.add({ kind: 'reassessment-opened', reassessment: opened(trigger, work) });
      return;
    case 'joins': {
      const one = work.state.reassessments.find(({ id }) => id === placement.reassessmentId)!;
      const triggers = [...one.triggers, trigger].sort(byLead);
      const { shared, fallen } = one;
      work.add({ kind: 'evidence-changed', id: one.id, triggers, shared, fallen, at: work.at.now });
      return;
    }
    default:
      placement satisfies never;
  }
}

function opened(trigger: Trigger, { state, at }: Unfolding): Reassessment {
  const before = state.reassessments.filter((one) =>
    [...one.triggers, ...one.fallen].some(({ eventId }) => eventId === trigger.eventId),
  ).length;
  const occurredMs = instantMs(trigger.occurredAt);
  const parts = [state.personId, trigger.eventId, String(before)];
  return newReassessment(deriveId(occurredMs, 'reassessment', ...parts), trigger, {
    openedAt: at.now,
    dueAt: plusMinutes(at.now, at.policy.triggers[trigger.kind].dueMinutes),
  });
}

/** Takes out reasons that fell, and finds those that lie in the same days but belong elsewhere. */
function refreshEvidence(one: Reassessment, standing: readonly Trigger[], work: Unfolding): void {
  const now = (trigger: Trigger) => standing.find(({ eventId }) => eventId === trigger.eventId);
  const triggers = one.triggers.flatMap((trigger) => now(trigger) ?? []).sort(byLead);
  const fallen = [...one.fallen, ...one.triggers.filter((trigger) => !now(trigger))];
  const shared = sharedWith({ ...one, triggers }, work.state, standing, work.at.policy);
  if (sameReasons(one.triggers, triggers) && sameReasons(one.shared, shared)) return;
  work.add({ kind: 'evidence-changed', id: one.id, triggers, shared, fallen, at: work.at.now });
}

const sameReasons = (a: readonly Trigger[], b: readonly Trigger[]): boolean =>
  a.length === b.length && a.every(({ eventId }, at) => eventId === b[at]!.eventId);
