import { type Decision, happened, ignored, superseded } from '@handrail/domain';
import type { CaseEvent } from './case-event.js';
import { byLead, sharedWith, spanOf } from './crisis.js';
import { standingBy } from './second-detox.js';
import { decisionLives, evaluateChanged } from './evaluate.js';
import { rememberWay } from './evolve.js';
import type { Fact, LastingFact } from './facts.js';
import { instantMs } from './instants.js';
import { alignedWith, isNowhere, movedSpan, overlap, spanWith } from './moved-reasons.js';
import { passTime } from './pass-time.js';
import {
  diedAt,
  isLive,
  isWaiting,
  type PersonCase,
  type Reassessment,
  type Trigger,
} from './person-case.js';
import { changeEvidence, placeHomeless } from './place-homeless.js';
import { knownEvent } from './record-fact.js';
import { type Circumstances, Unfolding } from './rules.js';
import { standingTriggers } from './standing-triggers.js';

/**
 * What a fact means for a person's case. The fact is added to what is known, the reasons that stand
 * are worked out anew from all facts, and the reassessments are brought in line with them: opened,
 * joined, decided, decided again, withdrawn. Because nothing depends on the order in which facts of
 * different topics arrived, either order ends in the same decision.
 */
export function decide(
  state: PersonCase,
  fact: Fact,
  circumstances: Circumstances,
): Decision<CaseEvent> {
  const refusal = refusalOf(state, fact);
  if (refusal) return refusal;
  const unfolding = new Unfolding(state, circumstances);
  if (fact.kind === 'fact-retracted') unfolding.add({ kind: 'fact-taken-back', fact });
  else if (fact.kind !== 'time-passed') unfolding.add({ kind: 'fact-recorded', fact });
  align(unfolding);
  if (changesWhatIsShown(fact, state)) showToWhoWaits(unfolding);
  if (fact.kind === 'time-passed') passTime(unfolding);
  rememberWay(state, unfolding.events, unfolding.state);
  return unfolding.events.length > 0 ? happened(...unfolding.events) : ignored('nothing-due');
}

/** A result of another instrument or a drug test came, or one that is known was taken back. */
const changesWhatIsShown = (fact: Fact, { instruments, drugTests }: PersonCase): boolean =>
  fact.kind === 'instrument-reported' ||
  fact.kind === 'drug-tested' ||
  (fact.kind === 'fact-retracted' &&
    [...instruments, ...drugTests].some(({ source }) => source.eventId === fact.retractedEventId));

/** What another instrument or a test said decides nothing; whoever works on a reassessment sees it there. */
function showToWhoWaits(unfolding: Unfolding): void {
  for (const reassessment of unfolding.state.reassessments.filter(isWaiting))
    changeEvidence(unfolding, reassessment);
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
export function align(unfolding: Unfolding): void {
  const died = diedAt(unfolding.state);
  if (died !== null) {
    withdrawOpen(unfolding);
    return;
  }
  const { policy, now } = unfolding.circumstances;
  const before = alignedWith.get(unfolding.state.reassessments);
  const found = standingTriggers(unfolding.state, policy, now);
  const moved = movedSpan(before, { standing: found, policy });
  // Where no reason is another than before, what was worked out from them still holds.
  const standing = before && isNowhere(moved) ? before.standing : found;
  const known = new Set(unfolding.state.reassessments);
  withdrawFallen(unfolding, standing);
  const placed = placeHomeless(unfolding, standing);
  const inQuestion = spanWith(moved, placed);
  for (const reassessment of unfolding.state.reassessments.filter(isLive))
    if (!known.has(reassessment) || overlap(inQuestion, spanOf(reassessment, policy)))
      refreshEvidence(reassessment, standing, unfolding);
  evaluateChanged(unfolding);
  alignedWith.set(unfolding.state.reassessments, { standing, policy });
}

/**
 * Nobody needs a place any more: what waits falls, and so does what was decided and may still be acted
 * on, such as a place that was given before the death was told. What is long past stays history.
 */
function withdrawOpen(unfolding: Unfolding): void {
  const live = unfolding.state.reassessments.filter(isLive);
  const newest = live.toSorted(byLastReason).at(-1);
  for (const reassessment of live)
    if (
      isWaiting(reassessment) ||
      reassessment === newest ||
      decisionLives(reassessment, unfolding.circumstances.now)
    )
      unfolding.add({
        kind: 'withdrawn',
        id: reassessment.id,
        at: unfolding.circumstances.now,
        reason: 'died',
      });
}

const lastReasonMs = ({ triggers }: Reassessment): number =>
  Math.max(...triggers.map(({ occurredAt }) => instantMs(occurredAt)));

const byLastReason = (a: Reassessment, b: Reassessment): number =>
  lastReasonMs(a) - lastReasonMs(b);

/** A reassessment is withdrawn only when none of its own reasons is left that stands. */
function withdrawFallen(unfolding: Unfolding, standing: readonly Trigger[]): void {
  const stands = ({ eventId }: Trigger) => standingBy(standing).has(eventId);
  for (const reassessment of unfolding.state.reassessments.filter(isLive)) {
    if (reassessment.triggers.some(stands)) continue;
    if (standing.some((trigger) => replacesPlan(trigger, reassessment))) continue;
    const reason = 'trigger-retracted';
    unfolding.add({
      kind: 'withdrawn',
      id: reassessment.id,
      at: unfolding.circumstances.now,
      reason,
    });
  }
}

/** A new plan, or the end itself, for the stay whose planned step-down opened the reassessment. */
const replacesPlan = (trigger: Trigger, reassessment: Reassessment): boolean =>
  trigger.stayId !== null &&
  reassessment.triggers.some(({ planned, stayId }) => planned && stayId === trigger.stayId);

/** Takes out reasons that fell, and finds those that lie in the same days but belong elsewhere. */
function refreshEvidence(
  reassessment: Reassessment,
  standing: readonly Trigger[],
  unfolding: Unfolding,
): void {
  const triggers = presentOf(reassessment, standing);
  const { state, circumstances } = unfolding;
  const shared = sharedWith({ triggers }, state, standing, circumstances.policy);
  if (sameReasons(reassessment.triggers, triggers) && sameReasons(reassessment.shared, shared))
    return;
  const fallen = [
    ...reassessment.fallen,
    ...reassessment.triggers.filter(({ eventId }) => !standingBy(standing).has(eventId)),
  ];
  changeEvidence(unfolding, { ...reassessment, triggers, shared, fallen });
}

/** The reasons of a reassessment as they stand now, in order; where nothing moved they are in order. */
function presentOf({ triggers }: Reassessment, standing: readonly Trigger[]): readonly Trigger[] {
  const present = triggers.flatMap(({ eventId }) => standingBy(standing).get(eventId) ?? []);
  const unmoved =
    present.length === triggers.length &&
    present.every(({ occurredAt, stayId, planned }, at) => {
      const before = triggers[at]!;
      return (
        occurredAt === before.occurredAt && stayId === before.stayId && planned === before.planned
      );
    });
  return unmoved ? present : present.sort(byLead);
}

const sameReasons = (a: readonly Trigger[], b: readonly Trigger[]): boolean =>
  a.length === b.length && a.every(({ eventId }, index) => eventId === b[index]!.eventId);
