import {
  contentHash,
  isRoundTheClock,
  LEVEL_OF_SETTING,
  OPIOID_CLASSES,
  type Level,
} from '@handrail/domain';
import type { CareContext, Ratings } from '@handrail/contracts';
import type { Policy } from '../../policy/domain/policy.js';
import type { DrugTested, RatingsRecorded } from './facts.js';
import { instantMs, plusHours } from './instants.js';
import type { PersonCase, Reassessment, Trigger, UsedInputs } from './person-case.js';
import { isEndOfStay } from './plan-end.js';
import { statedWithRequests, type Stated } from './stated.js';

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
export function countedTriggers({ triggers, shared }: Reassessment): Trigger[] {
  const plans = triggers.filter(({ planned }) => planned);
  const asPlanned = (trigger: Trigger) =>
    !trigger.planned &&
    plans.some(({ stayId, kind }) => stayId === trigger.stayId && kind === trigger.kind);
  const all = [...triggers, ...shared];
  return all
    .filter((trigger) => !asPlanned(trigger) && !isEndOfStay(trigger, all))
    .sort((a, b) => instantMs(a.occurredAt) - instantMs(b.occurredAt));
}

/** The time up to which facts count by themselves: when the last reason was recorded at the source. */
export function cutOf(triggers: readonly Trigger[]): string {
  return triggers.map(({ recordedAt }) => recordedAt).sort()[triggers.length - 1] ?? '';
}

/**
 * Whether a rating counts from the start: it was recorded when the last reason was, or it was made before
 * that reason happened and its message came late. Feeds deliver in any order, so a rating that was true
 * at the time corrects the decision whenever it arrives; one that was made afterwards does not.
 */
export function countsAtOnce(
  { ratedAt, source }: Pick<RatingsRecorded, 'ratedAt' | 'source'>,
  triggers: readonly Trigger[],
): boolean {
  if (source.recordedAt <= cutOf(triggers)) return true;
  return triggers.some(({ occurredAt }) => instantMs(ratedAt) <= instantMs(occurredAt));
}

/** Ratings in the order intake recorded them: the same in whatever order topics are read. */
export function ratingsAsRecorded(state: PersonCase): RatingsRecorded[] {
  return [...state.ratings].sort((a, b) =>
    byText(a.source.recordedAt, b.source.recordedAt, a.source.eventId, b.source.eventId),
  );
}

/** Inputs of an evaluation that knows these ratings. The newest count, also when after the trigger. */
export function inputsFor(
  reassessment: Reassessment,
  state: PersonCase,
  known: readonly RatingsRecorded[],
  policy: Policy,
): UsedInputs {
  const triggers = countedTriggers(reassessment);
  const lead = reassessment.triggers[0]!;
  const byAge = [...known].sort((a, b) =>
    byText(a.ratedAt, b.ratedAt, a.source.recordedAt, b.source.recordedAt),
  );
  const newest = byAge.at(-1);
  const stale = newest
    ? MUST_BE_FRESH.filter(
        (dimension) =>
          newest.ratings[dimension] !== 'unknown' && isStale(newest.ratedAt, triggers, policy),
      )
    : [];
  const ratings: Ratings = { ...UNRATED, ...newest?.ratings };
  for (const dimension of stale) ratings[dimension] = 'unknown';
  const context = contextOf([...known, ...requestsThatCount(state, triggers)]);
  const currentLevel = levelHeld(triggers, state);
  const opioidUse = opioidsUpTo(cutOf(triggers), state).length > 0;
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

/** Requests count as ratings do: those that were known or made when the last reason arose. */
const requestsThatCount = (state: PersonCase, triggers: readonly Trigger[]): Stated[] =>
  statedWithRequests(state).filter((request) => countsAtOnce(request, triggers));

/** What is known about the person's life, the newest statement of each fact. */
const contextOf = (statements: readonly Stated[]): CareContext =>
  statements
    .toSorted((a, b) => byText(a.ratedAt, b.ratedAt, a.source.recordedAt, b.source.recordedAt))
    .reduce<CareContext>((all, { context }) => ({ ...all, ...context }), {});

/** What was true long before the trigger says nothing about the time of it. */
function isStale(ratedAt: string, triggers: readonly Trigger[], policy: Policy): boolean {
  return triggers.some(({ kind, freshAt }) => {
    const oldest = plusHours(freshAt, -policy.triggers[kind].ratingsFreshHours);
    return instantMs(ratedAt) < instantMs(oldest);
  });
}

/** The level held when the reasons were recorded: a repetition says it itself, a stay tells it. */
function levelHeld(triggers: readonly Trigger[], state: PersonCase): Level | null {
  const naming = triggers.filter(({ currentLevel }) => currentLevel !== null);
  const repetition = naming.filter(({ repetition }) => repetition !== null).at(-1);
  const last = repetition ?? naming.at(-1);
  if (last) return last.currentLevel;
  const cut = cutOf(triggers);
  const held = state.stays.filter(
    ({ setting, start, end }) =>
      !isRoundTheClock(setting) &&
      start !== null &&
      start.recordedAt <= cut &&
      (end === null || end.source.recordedAt > cut),
  );
  const levels = held.map(({ setting }) => LEVEL_OF_SETTING[setting]);
  return (['PHP', 'IOP', 'OP'] as const).find((level) => levels.includes(level)) ?? null;
}

const opioidsUpTo = (cut: string, { opioidNamed, signals, drugTests }: PersonCase) =>
  [
    ...opioidNamed,
    ...signals.filter(({ opioid }) => opioid),
    ...drugTests.filter(foundOpioid),
  ].filter(({ source }) => source.recordedAt <= cut);

const foundOpioid = ({ result, substances }: DrugTested): boolean =>
  result === 'positive' && substances.some((substance) => OPIOID_CLASSES.includes(substance));

/**
 * Fingerprint of what a decision rests on. While it is the same nothing is decided again, so ratings
 * of next month do not reopen what was decided with those of today.
 */
export function basisOf(reassessment: Reassessment, state: PersonCase, waiting: boolean): string {
  const triggers = countedTriggers(reassessment);
  const cut = cutOf(triggers);
  const ratings = ratingsAsRecorded(state).filter(
    (rating) =>
      waiting || countsAtOnce(rating, triggers) || isUsed(reassessment, rating.source.eventId),
  );
  return contentHash({
    triggers: triggers.map(({ eventId, kind, freshAt }) => [eventId, kind, freshAt]),
    placeFrom: reassessment.triggers[0]?.placeFrom ?? null,
    currentLevel: levelHeld(triggers, state),
    ratings: ratings.map(({ source }) => source.eventId),
    opioids: opioidsUpTo(cut, state).length > 0,
    ...requestsIn(state, triggers),
  });
}

/** Left out where there are none, so that decisions from before there were any keep their fingerprint. */
function requestsIn(state: PersonCase, triggers: readonly Trigger[]): { requests?: string[] } {
  const ids = requestsThatCount(state, triggers).map(({ source }) => source.eventId);
  return ids.length > 0 ? { requests: ids.sort() } : {};
}

const isUsed = (reassessment: Reassessment, eventId: string): boolean =>
  reassessment.decision?.used.ratingsEventId === eventId;

/** By the first pair of texts, then by the second. */
function byText(a1: string, b1: string, a2: string, b2: string): number {
  if (a1 !== b1) return a1 < b1 ? -1 : 1;
  return a2 === b2 ? 0 : a2 < b2 ? -1 : 1;
}
