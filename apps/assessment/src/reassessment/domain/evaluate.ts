import { contentHash, deriveId } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import { determine } from '../../policy/domain/determine.js';
import { basisOf, countedTriggers, countsAtOnce, inputsFor, ratingsAsRecorded } from './basis.js';
import { instantMs, plusDays, plusMinutes } from './instants.js';
import {
  isHeld,
  isWaiting,
  type Decision,
  type Reassessment,
  type UsedInputs,
} from './person-case.js';
import type { Circumstances, Unfolding } from './rules.js';

/** Decisions older than this are history: only the fall of every reason still changes them. */
const DECISION_LIVES_DAYS = 60;

/** Asks the policy again wherever something changed that a decision rests on. */
export function evaluateChanged(work: Unfolding): void {
  for (const { id } of work.state.reassessments) {
    const one = work.state.reassessments.find((candidate) => candidate.id === id)!;
    if (one.triggers.length === 0 || !mayChange(one, work.at)) continue;
    if (basisOf(one, work.state, isWaiting(one)) === one.basis) continue;
    evaluate(one, work);
  }
}

/** What a person decided stands until its reasons fall; so does what is long past. */
function mayChange(one: Reassessment, { now }: Circumstances): boolean {
  if (isWaiting(one)) return true;
  return one.decision?.decidedBy === 'policy' && decisionLives(one, now);
}

/** Whether somebody may still act on what was decided. */
export function decisionLives({ status, decision }: Reassessment, now: string): boolean {
  if (status !== 'determined' || !decision) return false;
  return instantMs(now) <= instantMs(plusDays(decision.determinedAt, DECISION_LIVES_DAYS));
}

function evaluate(one: Reassessment, work: Unfolding): void {
  const attempts = attemptsFor(one, work);
  const automatic = isHeld(one)
    ? undefined
    : attempts.find(({ determination }) => determination.mode === 'automatic');
  if (!automatic) {
    propose(one, attempts.at(-1)!, work);
    return;
  }
  const { determination, used } = automatic;
  if (one.status === 'determined' && sameDecision(one.decision!, determination, used)) {
    const basis = basisOf(one, work.state, false);
    work.add({ kind: 'basis-confirmed', id: one.id, basis });
    return;
  }
  decide(one, { determination, used, decidedBy: 'policy', override: null }, work);
}

interface Attempt {
  readonly used: UsedInputs;
  readonly determination: DeterminationData;
}

/**
 * Answers of the policy as ratings became known: first with all that count from the start, then with
 * one more at a time. Taking the first that may act makes the outcome depend on what was recorded when,
 * and not on which topic was read first.
 */
function attemptsFor(one: Reassessment, work: Unfolding): Attempt[] {
  const triggers = countedTriggers(one);
  const ratings = ratingsAsRecorded(work.state);
  const known = ratings.filter((rating) => countsAtOnce(rating, triggers));
  const later = ratings.filter((rating) => !known.includes(rating));
  const attempts: Attempt[] = [];
  for (let more = 0; more <= later.length; more += 1) {
    const ratingsKnown = [...known, ...later.slice(0, more)];
    const used = inputsFor(one, work.state, ratingsKnown, work.at.policy);
    const determination = determine(work.at.policy, used.inputs, work.at.permissions);
    attempts.push({ used, determination });
    if (determination.mode === 'automatic' && !isHeld(one)) break;
  }
  return attempts;
}

function propose(one: Reassessment, { used, determination }: Attempt, work: Unfolding): void {
  const status = isWaiting(one) ? one.status : ('open' as const);
  const dueAt = dueAtOf(one, determination, work.at);
  const basis = basisOf({ ...one, status }, work.state, true);
  const { now } = work.at;
  work.add({
    ...{ kind: 'proposal-made', id: one.id, proposal: determination, used, dueAt, basis, at: now },
  });
}

/**
 * The earliest of what its reasons ask for, counted from when each was known. An emergency is due from
 * the moment it is seen, not from the day of opening.
 */
function dueAtOf(
  one: Reassessment,
  { level }: DeterminationData,
  { now, policy }: Circumstances,
): string {
  const minutes = one.triggers.map(({ kind }) => policy.triggers[kind].dueMinutes);
  const asked = [plusMinutes(now, Math.min(...minutes))];
  if (isWaiting(one)) asked.push(one.dueAt);
  if (level === 'ACUTE' && one.proposal?.level !== 'ACUTE')
    asked.push(plusMinutes(now, policy.limits['acute-due-minutes']));
  return asked.sort((a, b) => instantMs(a) - instantMs(b))[0]!;
}

/** Makes a decision of a reassessment; ids depend on how many it had, so a replay finds the same. */
export function decide(
  one: Reassessment,
  made: Pick<Decision, 'determination' | 'used' | 'decidedBy' | 'override' | 'by' | 'role'>,
  work: Unfolding,
): void {
  const { now } = work.at;
  const number = String(one.decisions + 1);
  const determinationId = deriveId(instantMs(now), 'determination', one.id, number);
  const policyHash = work.at.policy.contentHash;
  const decision: Decision = { ...made, determinationId, determinedAt: now, policyHash };
  const basis = basisOf({ ...one, decision }, work.state, false);
  work.add({ kind: 'level-determined', id: one.id, decision, basis });
}

/** Whether acting on both would come to the same. */
function sameDecision(before: Decision, after: DeterminationData, used: UsedInputs): boolean {
  const actedOn = (determination: DeterminationData, from: UsedInputs) => ({
    level: determination.level,
    supports: determination.supports,
    withdrawalSetting: determination.withdrawalSetting,
    placeFrom: from.placeFrom,
    context: from.context,
    currentLevel: from.currentLevel,
  });
  return (
    contentHash(actedOn(before.determination, before.used)) === contentHash(actedOn(after, used))
  );
}
