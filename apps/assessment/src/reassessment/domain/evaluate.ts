import { changeOfList, contentHash, DAY_MS, deriveId } from '@handrail/domain';
import type { DeterminationData } from '@handrail/contracts';
import { determine } from '../../policy/domain/determine.js';
import { basisOf, inputsFor, reachOf, restsOf, sameRests, type Rests } from './basis.js';
import type { RatingsRecorded } from './facts.js';
import { instantMs, plusMinutes } from './instants.js';
import { knownRatings, withOneMore, type KnownRatings } from './known-ratings.js';
import { dueMinutesOf } from './left-early.js';
import {
  isHeld,
  isWaiting,
  type LevelDecision,
  type Reassessment,
  type UsedInputs,
} from './person-case.js';
import type { Circumstances, Unfolding } from './rules.js';
import { noMark, placesWithin, ratingsInOrder } from './stated-index.js';

/** Decisions older than this are history: only the fall of every reason still changes them. */
const DECISION_LIVES_DAYS = 60;

/** Asks the policy again wherever something changed that a decision rests on. */
export function evaluateChanged(unfolding: Unfolding): void {
  for (const reassessment of unfolding.state.reassessments) {
    if (reassessment.triggers.length === 0 || !mayChange(reassessment, unfolding.circumstances))
      continue;
    if (basisOf(reassessment, unfolding.state, isWaiting(reassessment)) === reassessment.basis)
      continue;
    evaluate(reassessment, unfolding);
  }
}

/** What a person decided stands until its reasons fall; so does what is long past. */
function mayChange(reassessment: Reassessment, { now }: Circumstances): boolean {
  if (isWaiting(reassessment)) return true;
  return reassessment.decision?.decidedBy === 'policy' && decisionLives(reassessment, now);
}

/** Whether somebody may still act on what was decided. */
export function decisionLives({ status, decision }: Reassessment, now: string): boolean {
  if (status !== 'determined' || !decision) return false;
  return instantMs(now) <= instantMs(decision.determinedAt) + DECISION_LIVES_DAYS * DAY_MS;
}

function evaluate(reassessment: Reassessment, unfolding: Unfolding): void {
  const attempt = attemptFor(reassessment, unfolding);
  const { determination, used } = attempt;
  if (isHeld(reassessment) || determination.mode !== 'automatic') {
    propose(reassessment, attempt, unfolding);
    return;
  }
  if (
    reassessment.status === 'determined' &&
    sameDecision(reassessment.decision!, determination, used)
  ) {
    const basis = basisOf(reassessment, unfolding.state, false);
    unfolding.add({ kind: 'basis-confirmed', id: reassessment.id, basis });
    return;
  }
  decide(reassessment, { determination, used, decidedBy: 'policy', override: null }, unfolding);
}

interface Attempt {
  readonly used: UsedInputs;
  readonly determination: DeterminationData;
}

/**
 * The answer of the policy as ratings became known: first with all that count from the start, then with
 * one more at a time. Taking the first that may act makes the outcome depend on what was recorded when,
 * and not on which topic was read first. Where none may, and under the hands of a person, the last counts.
 */
function attemptFor(reassessment: Reassessment, unfolding: Unfolding): Attempt {
  const index = ratingsInOrder(unfolding.state.ratings);
  if (isHeld(reassessment)) return answerTo(knownRatings(index.ordered), reassessment, unfolding);
  const asked = placesWithin(index, reachOf(reassessment));
  const late = new Set(asked.late);
  const behind = index.ordered.slice(asked.first);
  const first = [
    ...index.ordered.slice(0, asked.first),
    ...asked.late.map((at) => index.ordered[at]!),
  ];
  const later = late.size === 0 ? behind : behind.filter((_, at) => !late.has(asked.first + at));
  return firstThatMayAct({ first, later }, reassessment, unfolding);
}

interface InTurn {
  /** Ratings that count from the start. */
  readonly first: readonly RatingsRecorded[];
  /** Those that became known after them, in order. */
  readonly later: readonly RatingsRecorded[];
}

function firstThatMayAct(
  { first, later }: InTurn,
  reassessment: Reassessment,
  unfolding: Unfolding,
): Attempt {
  const before = inVain(reassessment, { first, later }, unfolding);
  let known = before?.known ?? knownRatings(first);
  let last = before?.last ?? answerTo(known, reassessment, unfolding);
  for (let at = before?.count ?? 0; at < later.length && !mayAct(last); at += 1) {
    known = withOneMore(known, first, later, at);
    last = answerTo(known, reassessment, unfolding);
  }
  if (!mayAct(last))
    triedInVain.set(reassessment.triggers, {
      ...{ first, later, known, last, shared: reassessment.shared },
      grounds: groundsOf(reassessment, unfolding),
    });
  return last;
}

const mayAct = ({ determination }: Attempt): boolean => determination.mode === 'automatic';

/** What was asked with these ratings, one after the other, and none of the answers may act. */
interface Tried extends InTurn {
  readonly known: KnownRatings;
  readonly last: Attempt;
  readonly shared: Reassessment['shared'];
  readonly grounds: Grounds;
}

/** Of who waits for a person while thousands of ratings come, each asks the policy once and not again with the next. */
const triedInVain = new WeakMap<Reassessment['triggers'], Tried>();

/** What was asked in vain with the first ones of these ratings; where one was taken back, up to that one. */
function inVain(
  reassessment: Reassessment,
  { first, later }: InTurn,
  unfolding: Unfolding,
): (Pick<Tried, 'known' | 'last'> & { readonly count: number }) | undefined {
  const tried = triedInVain.get(reassessment.triggers);
  if (
    tried?.shared !== reassessment.shared ||
    tried.first.length !== first.length ||
    changeOfList(tried.first, first).from < first.length ||
    !sameGrounds(tried.grounds, groundsOf(reassessment, unfolding))
  )
    return undefined;
  const count = changeOfList(tried.later, later).from;
  if (count === tried.later.length) return { ...tried, count };
  const known = knownRatings([...first, ...later.slice(0, count)]);
  return { known, last: answerTo(known, reassessment, unfolding), count };
}

/** What an answer rests on beside the reasons and the ratings. */
interface Grounds extends Pick<Circumstances, 'policy' | 'permissions'> {
  readonly rests: Rests;
}

const groundsOf = (reassessment: Reassessment, { state, circumstances }: Unfolding): Grounds => ({
  policy: circumstances.policy,
  permissions: circumstances.permissions,
  rests: { ...restsOf(reassessment, state), ratings: noMark },
});

const sameGrounds = (a: Grounds, b: Grounds): boolean =>
  a.policy === b.policy && a.permissions === b.permissions && sameRests(a.rests, b.rests);

function answerTo(
  known: KnownRatings,
  reassessment: Reassessment,
  { state, circumstances: { policy, permissions } }: Unfolding,
): Attempt {
  const used = inputsFor(reassessment, state, known, policy);
  return { used, determination: determine(policy, used.inputs, permissions) };
}

function propose(
  reassessment: Reassessment,
  { used, determination }: Attempt,
  unfolding: Unfolding,
): void {
  const status = isWaiting(reassessment) ? reassessment.status : ('open' as const);
  const dueAt = dueAtOf(reassessment, determination, unfolding.circumstances);
  const basis = basisOf({ ...reassessment, status }, unfolding.state, true);
  const { now } = unfolding.circumstances;
  unfolding.add({
    ...{
      kind: 'proposal-made',
      id: reassessment.id,
      proposal: determination,
      used,
      dueAt,
      basis,
      at: now,
    },
  });
}

/**
 * The earliest of what its reasons ask for, counted from when each was known. An emergency is due from
 * the moment it is seen, not from the day of opening.
 */
function dueAtOf(
  reassessment: Reassessment,
  { level }: DeterminationData,
  { now, policy }: Circumstances,
): string {
  const minutes = reassessment.triggers.map((trigger) => dueMinutesOf(trigger, policy));
  const asked = [plusMinutes(now, Math.min(...minutes))];
  if (isWaiting(reassessment)) asked.push(reassessment.dueAt);
  if (level === 'ACUTE' && reassessment.proposal?.level !== 'ACUTE')
    asked.push(plusMinutes(now, policy.limits['acute-due-minutes']));
  return asked.sort((a, b) => instantMs(a) - instantMs(b))[0]!;
}

/** Makes a decision of a reassessment; ids depend on how many it had, so a replay finds the same. */
export function decide(
  reassessment: Reassessment,
  made: Pick<LevelDecision, 'determination' | 'used' | 'decidedBy' | 'override' | 'by' | 'role'>,
  unfolding: Unfolding,
): void {
  const { now } = unfolding.circumstances;
  const number = String(reassessment.decisions + 1);
  const determinationId = deriveId(instantMs(now), 'determination', reassessment.id, number);
  const policyHash = unfolding.circumstances.policy.contentHash;
  const decision: LevelDecision = { ...made, determinationId, determinedAt: now, policyHash };
  const basis = basisOf({ ...reassessment, decision }, unfolding.state, false);
  unfolding.add({ kind: 'level-determined', id: reassessment.id, decision, basis });
}

/** Whether acting on both would come to the same. */
function sameDecision(before: LevelDecision, after: DeterminationData, used: UsedInputs): boolean {
  const actedOn = (determination: DeterminationData, from: UsedInputs) => ({
    level: determination.level,
    supports: determination.supports,
    withdrawalSetting: determination.withdrawalSetting,
    placeFrom: from.placeFrom,
    context: from.context,
    currentLevel: from.currentLevel,
    // Who asked earlier than was known stands before others in the line.
    ...(from.inputs.triggers.includes('care-requested') ? { requestedAt: from.requestedAt } : {}),
  });
  return (
    contentHash(actedOn(before.determination, before.used)) === contentHash(actedOn(after, used))
  );
}
