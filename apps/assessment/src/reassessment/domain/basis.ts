import { contentHash, OPIOID_CLASSES, type Level, oncePer } from '@handrail/domain';
import type { CareContext, Ratings } from '@handrail/contracts';
import type { Policy } from '../../policy/domain/policy.js';
import type { DrugTested, FactSource, OpioidNamed, RatingsRecorded, SignalSeen } from './facts.js';
import { levelHeldAt } from './held-level.js';
import { instantMs, plusHours } from './instants.js';
import { contextOf, type KnownRatings } from './known-ratings.js';
import type { PersonCase, Reassessment, Trigger, UsedInputs } from './person-case.js';
import { isEndOfStay } from './plan-end.js';
import { statedWithRequests, type Stated } from './stated.js';
import {
  indexOf,
  markWithin,
  noMark,
  placesWithin,
  ratingsInOrder,
  type Mark,
  type Reach,
} from './stated-index.js';

const UNRATED: Ratings = {
  d1: 'unknown',
  d2: 'unknown',
  d3: 'unknown',
  d4: 'unknown',
  d5: 'unknown',
  d6: 'unknown',
};
const MUST_BE_FRESH = ['d1', 'd2', 'd3'] as const;

/**
 * The reasons whose floors and freshness count, in the order they happened. A completed stay whose
 * planned step-down is among them adds nothing: the place was decided for that day. Nor does a plan that
 * ran out where the program itself told the end.
 */
const countedTriggers = oncePer(({ triggers, shared }: Reassessment): Trigger[] => {
  const nameOf = ({ stayId, kind }: Trigger) => `${stayId} ${kind}`;
  const plans = new Set(triggers.filter(({ planned }) => planned).map(nameOf));
  const asPlanned = (trigger: Trigger) => !trigger.planned && plans.has(nameOf(trigger));
  const all = [...triggers, ...shared];
  return all
    .filter((trigger) => !asPlanned(trigger) && !isEndOfStay(trigger, all))
    .sort((a, b) => instantMs(a.occurredAt) - instantMs(b.occurredAt));
});

/** The time up to which facts count by themselves: when the last reason was recorded at the source. */
export const cutOf = (triggers: readonly Trigger[]): string =>
  triggers.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), '');

/**
 * How far the reasons of a reassessment reach. A rating counts from the start when it was recorded when the last
 * reason was, or when it was made before that reason happened and its message came late. Feeds deliver in
 * any order, so a rating that was true at the time corrects the decision whenever it arrives; one that
 * was made afterwards does not.
 */
export const reachOf = oncePer((reassessment: Reassessment): Reach => {
  const triggers = countedTriggers(reassessment);
  const last = triggers.at(-1);
  return {
    recordedUntil: cutOf(triggers),
    madeUntilMs: last ? instantMs(last.occurredAt) : -Infinity,
  };
});

/** Ratings in the order intake recorded them: the same in whatever order topics are read. */
export const ratingsAsRecorded = ({ ratings }: PersonCase): readonly RatingsRecorded[] =>
  ratingsInOrder(ratings).ordered;

/** Inputs of an evaluation that knows these ratings. The newest count, also when after the trigger. */
export function inputsFor(
  reassessment: Reassessment,
  state: PersonCase,
  known: KnownRatings,
  policy: Policy,
): UsedInputs {
  const triggers = countedTriggers(reassessment);
  const lead = reassessment.triggers[0]!;
  const { newest } = known;
  const stale = newest
    ? MUST_BE_FRESH.filter(
        (dimension) =>
          newest.ratings[dimension] !== 'unknown' && isStale(newest.ratedAt, triggers, policy),
      )
    : [];
  const ratings: Ratings = { ...UNRATED, ...newest?.ratings };
  for (const dimension of stale) ratings[dimension] = 'unknown';
  const requests = requestsThatCount(state, reachOf(reassessment));
  const context = requests.length === 0 ? known.context : contextOf([...known.all(), ...requests]);
  const currentLevel = levelHeld(reassessment, state);
  const opioidUse = opioidBy(reachOf(reassessment).recordedUntil, state);
  return {
    inputs: {
      ratings,
      triggers: triggers.map(({ kind }) => kind),
      currentLevel,
      context,
      ...(opioidUse ? { opioidUse } : {}),
    },
    ratings,
    context,
    currentLevel,
    ratedAt: newest?.ratedAt ?? null,
    ratingsEventId: newest?.source.eventId ?? null,
    stale,
    placeFrom: lead.placeFrom,
    requestedAt: requestedAtOf(context, lead, triggers),
  };
}

/**
 * Since when the person waits. A request that was made before this reason arose was for another need: who
 * asked years ago does not stand before who needs a place today. One that is a reason itself counts from
 * when it was made.
 */
function requestedAtOf(
  { requestedAt }: CareContext,
  { occurredAt }: Trigger,
  triggers: readonly Trigger[],
): string {
  const needed =
    requestedAt && instantMs(requestedAt) > instantMs(occurredAt) ? requestedAt : occurredAt;
  const asked = triggers.find(({ kind }) => kind === 'care-requested');
  return asked && instantMs(asked.occurredAt) < instantMs(needed) ? asked.occurredAt : needed;
}

const requestsInOrder = oncePer(indexOf<Stated>);

/** Requests count as ratings do: those that were known or made when the last reason arose. */
function requestsThatCount(state: PersonCase, reach: Reach): Stated[] {
  const index = requestsInOrder(statedWithRequests(state));
  const { first, late } = placesWithin(index, reach);
  return [...index.ordered.slice(0, first), ...late.map((at) => index.ordered[at]!)];
}

/** What was true long before the trigger says nothing about the time of it. */
function isStale(ratedAt: string, triggers: readonly Trigger[], policy: Policy): boolean {
  return triggers.some(({ kind, freshAt }) => {
    const oldest = plusHours(freshAt, -policy.triggers[kind].ratingsFreshHours);
    return instantMs(ratedAt) < instantMs(oldest);
  });
}

/** The level held when the reasons were recorded: a repetition says it itself, a stay tells it. */
const levelHeld = (reassessment: Reassessment, { stays }: PersonCase): Level | null =>
  levelNamed(reassessment) ?? levelHeldAt(stays, reachOf(reassessment).recordedUntil);

/** The level that the last of the reasons names; a repetition knows it better. */
const levelNamed = oncePer((reassessment: Reassessment): Level | null => {
  const naming = countedTriggers(reassessment).filter(({ currentLevel }) => currentLevel !== null);
  const last = naming.findLast(({ repetition }) => repetition !== null) ?? naming.at(-1);
  return last?.currentLevel ?? null;
});

const earliestOf = (facts: ReadonlyArray<{ readonly source: FactSource }>): string | null =>
  facts.reduce<string | null>(
    (earliest, { source: { recordedAt } }) =>
      earliest === null || recordedAt < earliest ? recordedAt : earliest,
    null,
  );
const firstNamed = oncePer((named: readonly OpioidNamed[]) => earliestOf(named));
const firstSignalled = oncePer((signals: readonly SignalSeen[]) =>
  earliestOf(signals.filter(({ opioid }) => opioid)),
);
const firstTested = oncePer((tests: readonly DrugTested[]) =>
  earliestOf(tests.filter(foundOpioid)),
);

const foundOpioid = ({ result, substances }: DrugTested): boolean =>
  result === 'positive' && substances.some((substance) => OPIOID_CLASSES.includes(substance));

/** Whether an opioid was named by what was recorded up to a time. */
const opioidBy = (cut: string, { opioidNamed, signals, drugTests }: PersonCase): boolean =>
  [firstNamed(opioidNamed), firstSignalled(signals), firstTested(drugTests)].some(
    (recordedAt) => recordedAt !== null && recordedAt <= cut,
  );

/**
 * Fingerprint of what a decision rests on. While it is the same nothing is decided again, so ratings
 * of next month do not reopen what was decided with those of today.
 */
export function basisOf(reassessment: Reassessment, state: PersonCase, waiting: boolean): string {
  const reach = reachOf(reassessment);
  const ratings = ratingsInOrder(state.ratings);
  const used = reassessment.decision?.used.ratingsEventId ?? undefined;
  const rests: Rests = {
    ...restsOf(reassessment, state),
    // Who waits is decided by all of them, else those of its time count and the one it was decided by.
    ratings: waiting ? (ratings.marks.at(-1) ?? noMark) : markWithin(ratings, reach, used),
  };
  const before = lastBasis.get(reassessment);
  if (before && sameRests(before.rests, rests)) return before.basis;
  const basis = contentHash({
    triggers: countedTriggers(reassessment).map(({ eventId, kind, freshAt }) => [
      eventId,
      kind,
      freshAt,
    ]),
    placeFrom: reassessment.triggers[0]?.placeFrom ?? null,
    ...rests,
  });
  lastBasis.set(reassessment, { rests, basis });
  return basis;
}

/** What a reassessment rests on beside its reasons and the ratings. */
export const restsOf = (reassessment: Reassessment, state: PersonCase): Omit<Rests, 'ratings'> => {
  const reach = reachOf(reassessment);
  return {
    currentLevel: levelHeld(reassessment, state),
    requests: markWithin(requestsInOrder(statedWithRequests(state)), reach),
    opioids: opioidBy(reach.recordedUntil, state),
  };
};

/** What a basis says beside the reasons, which a reassessment never changes without being another. */
export interface Rests {
  readonly currentLevel: Level | null;
  readonly ratings: Mark;
  readonly requests: Mark;
  readonly opioids: boolean;
}

const lastBasis = new WeakMap<Reassessment, { readonly rests: Rests; readonly basis: string }>();

const sameMark = (a: Mark, b: Mark): boolean => a.every((part, at) => part === b[at]);

export const sameRests = (a: Rests, b: Rests): boolean =>
  a.currentLevel === b.currentLevel &&
  a.opioids === b.opioids &&
  sameMark(a.ratings, b.ratings) &&
  sameMark(a.requests, b.requests);
