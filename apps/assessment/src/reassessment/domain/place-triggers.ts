import {
  deriveId,
  LEVEL_OF_SETTING,
  LEVELS_WITH_AN_END,
  PLACEMENT_REASONS,
  type DischargeDisposition,
  type Level,
  type Setting,
  oncePer,
  countLeading,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { AttendanceReported } from './facts.js';
import { instantMs, laterOf, plusDays } from './instants.js';
import { triggerOf } from './new-trigger.js';
import { comesFromMs, endOf, goneMs, type Place, type PlaceEnd } from './place.js';
import { beganAfter, endsAbout, endsByLevel } from './plan-end.js';
import type { CaseStay, PersonCase, Trigger } from './person-case.js';

const LEFT: readonly string[] = [PLACEMENT_REASONS.left, PLACEMENT_REASONS.discharged];
const LEFT_BY_STAY: readonly DischargeDisposition[] = ['against-advice', 'administrative', 'other'];

const SETTING_OF_LEVEL: Readonly<Partial<Record<Level, Setting>>> = {
  WM: 'withdrawal-management',
  RES: 'residential',
  PHP: 'partial-hospitalization',
  IOP: 'intensive-outpatient',
  OP: 'outpatient',
  LTS: 'outpatient',
};

/**
 * What scheduling tells of places and somebody has to act on: nobody came (T6), the person left (T4), or
 * the plan ends soon (T11 ahead of time).
 */
export const placeTriggers = (state: PersonCase, policy: Policy, now: string): Trigger[] =>
  state.places.flatMap((place) => [
    ...nobodyCame(place, state),
    ...leftPlace(place, state, policy),
    ...endsSoon(place, policy, now),
  ]);

/** Nobody came to the first day of a place, or it was given away for that, and nothing says otherwise. */
function nobodyCame(place: Place, state: PersonCase): Trigger[] {
  const { placementId, notStarted, given } = place;
  const moved = notStarted && given && given.startsOn !== notStarted.startsOn;
  const end = endOf(place);
  const facts = [
    ...(notStarted && !moved ? [notStarted.source] : []),
    ...(end?.reason === PLACEMENT_REASONS.neverCame ? [end.source] : []),
  ];
  if (facts.length === 0 || hasCome(place, state)) return [];
  return facts.map((source) => ({
    ...triggerOf('missed-sessions', source, source.occurredAt),
    placementId,
  }));
}

/** The person was at a session, or a stay of the level began around the first day. */
function hasCome(place: Place, { attendance, stays }: PersonCase): boolean {
  if (attendedPlaces(attendance).has(place.placementId)) return true;
  const begun = beginningsByLevel(stays).get(place.level) ?? [];
  const fromMs = comesFromMs(place);
  const next = begun[countLeading(begun, (ms) => !(ms >= fromMs))];
  return next !== undefined && next < goneMs(place);
}

const attendedPlaces = oncePer(
  (sessions: readonly AttendanceReported[]): ReadonlySet<string> =>
    new Set(
      sessions
        .filter(({ attendance }) => attendance === 'attended')
        .map(({ placementId }) => placementId),
    ),
);

/** When stays began, in order, by the level they give. */
const beginningsByLevel = oncePer((stays: readonly CaseStay[]) => {
  const begun = new Map<Level | null, number[]>();
  for (const { setting, startedAt } of stays) {
    if (startedAt === null) continue;
    const level = LEVEL_OF_SETTING[setting];
    const ofLevel = begun.get(level) ?? [];
    begun.set(level, ofLevel);
    ofLevel.push(instantMs(startedAt));
  }
  for (const ofLevel of begun.values()) ofLevel.sort((a, b) => a - b);
  return begun;
});

/** The person left the place, or was told to. A stay that tells the same end says how it was. */
function leftPlace(place: Place, state: PersonCase, policy: Policy): Trigger[] {
  const end = endOf(place);
  if (!end || !LEFT.includes(end.reason)) return [];
  const setting = place.level ? SETTING_OF_LEVEL[place.level] : undefined;
  if (setting === undefined || endedOtherwise(place, end, state, policy)) return [];
  return [
    {
      ...triggerOf('left-early', end.source, end.endedAt),
      ...{ placementId: place.placementId, placeFrom: end.endedAt, setting },
      planSince: sinceOf(place, end, state, policy),
    },
  ];
}

const sinceOf = (place: Place, { endedAt }: PlaceEnd, state: PersonCase, policy: Policy): string =>
  place.given?.source.occurredAt ??
  beganAfter({ reassessmentId: place.reassessmentId ?? '', endedAt }, state, policy);

const endedOtherwise = (place: Place, end: PlaceEnd, state: PersonCase, policy: Policy): boolean =>
  endsAbout(
    otherEnds(state.stays).get(place.level) ?? [],
    { since: sinceOf(place, end, state, policy), planEndedAt: end.endedAt },
    policy,
  );

/** When stays ended in another way than that somebody left, by the level they gave. */
const otherEnds = oncePer((stays: readonly CaseStay[]) =>
  endsByLevel(
    stays,
    ({ disposition }) => !LEFT_BY_STAY.includes(disposition),
    ({ setting }) => LEVEL_OF_SETTING[setting],
  ),
);

/**
 * Some time before the last session of a plan somebody reviews whether the stay goes on, while the place is
 * still held. What was asked stands when the plan is extended for it; the longer plan asks again.
 */
function endsSoon(place: Place, policy: Policy, now: string): Trigger[] {
  const { placementId, level, plans } = place;
  if (level === null || !LEVELS_WITH_AN_END.includes(level)) return [];
  return plans.flatMap((plan, index) => {
    const at = reviewedFrom(plan, policy);
    const replacedMs = instantMs(plans[index + 1]?.source.occurredAt ?? now);
    const lastMs = Math.min(replacedMs, instantMs(now), goneMs(place) - 1);
    if (instantMs(at) > lastMs) return [];
    const eventId = reviewIdOf(place, plan, at);
    return [
      {
        ...triggerOf('review-due', plan.source, at),
        ...{ eventId, recordedAt: at, placementId, currentLevel: level },
      },
    ];
  });
}

const reviewedFrom = ({ source, lastSessionAt }: Place['plans'][number], policy: Policy): string =>
  laterOf(plusDays(lastSessionAt, -policy.limits['plan-ahead-days']), source.occurredAt);

/** When somebody has to be asked whether the stay goes on; null when the place has no end in sight. */
export function reviewOfPlan(place: Place, policy: Policy): { at: string; eventId: string } | null {
  const plan = place.plans.at(-1);
  if (!plan || goneMs(place) < Infinity) return null;
  if (place.level === null || !LEVELS_WITH_AN_END.includes(place.level)) return null;
  const at = reviewedFrom(plan, policy);
  return { at, eventId: reviewIdOf(place, plan, at) };
}

/** The id of the review of a plan, as if it were an event of its own. */
const reviewIdOf = ({ placementId }: Place, plan: Place['plans'][number], at: string): string => {
  const ids = reviewIds(plan);
  const eventId =
    ids.get(at) ?? deriveId(instantMs(at), 'plan-ends', placementId, plan.source.eventId);
  ids.set(at, eventId);
  return eventId;
};

const reviewIds = oncePer((_plan: Place['plans'][number]) => new Map<string, string>());
