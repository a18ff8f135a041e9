import {
  changeOfList,
  countLeading,
  HOUR_MS,
  isFromHome,
  isRoundTheClock,
  type Level,
  LEVEL_OF_SETTING,
  oncePer,
  oncePerWith,
  type Setting,
  type TriggerKind,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import { instantMs, laterOf, plusDays, plusHours } from './instants.js';
import { triggerOf } from './new-trigger.js';
import type { CaseStay, PersonCase, StayEnd, StayPlan, Trigger } from './person-case.js';

/** When a planned end of a stay begins to ask for a level of care. */
export const planOpensAt = oncePerWith(({ setting, plannedFor }: StayPlan, policy: Policy) =>
  setting === 'withdrawal-management'
    ? plusHours(plannedFor, -policy.limits['detox-plan-ahead-hours'])
    : plusDays(plannedFor, -policy.limits['step-down-ahead-days']),
);

const KIND_OF_COMPLETED: Readonly<Partial<Record<Setting, TriggerKind>>> = {
  'withdrawal-management': 'detox-completed',
  residential: 'residential-step-down',
  inpatient: 'residential-step-down',
  'partial-hospitalization': 'program-completed',
  'intensive-outpatient': 'program-completed',
  outpatient: 'program-completed',
};

interface ReasonsOfStay {
  /** The step-down that is planned, and from when on it asks for a level of care. */
  readonly planned: { readonly trigger: Trigger; readonly opensMs: number } | null;
  readonly end: EndOfStay | null;
  /** The same lists whenever they are asked for. */
  readonly both: Readonly<Record<'planned' | 'ended' | 'all', readonly Trigger[]>>;
}

/** What each stay asks for from one moment until before another. */
interface ReasonsThen {
  readonly stays: PersonCase['stays'];
  readonly policy: Policy;
  readonly fromMs: number;
  readonly untilMs: number;
  /** One of them asks only if no other stay followed it. */
  readonly isOfOthers: boolean;
  readonly ofEach: ReadonlyArray<readonly Trigger[]>;
}

const lastReasons = new WeakMap<CaseStay, ReasonsThen>();

/** What each of the stays asks for now, worked out anew only for those that are others than the last time. */
export function reasonsOfStays(
  state: PersonCase,
  policy: Policy,
  nowMs: number,
): ReadonlyArray<readonly Trigger[]> {
  const { stays } = state;
  const first = stays[0];
  if (!first) return [];
  const known = lastReasons.get(first);
  const last =
    known?.policy === policy && known.fromMs <= nowMs && nowMs < known.untilMs ? known : undefined;
  if (last?.stays === stays) return last.ofEach;
  const reasons = last && !last.isOfOthers ? moved(last, state, nowMs) : undefined;
  const now = reasons ?? reasonsNow({ ...state, stays }, policy, nowMs);
  lastReasons.set(first, now);
  return now.ofEach;
}

function moved(last: ReasonsThen, state: PersonCase, nowMs: number): ReasonsThen | undefined {
  const { from, gone, come } = changeOfList(last.stays, state.stays);
  const added = reasonsNow({ ...state, stays: come }, last.policy, nowMs);
  if (added.isOfOthers) return undefined;
  const ofEach = [...last.ofEach];
  ofEach.splice(from, gone.length, ...added.ofEach);
  return {
    ...{ ...added, stays: state.stays, ofEach },
    fromMs: Math.max(last.fromMs, added.fromMs),
    untilMs: Math.min(last.untilMs, added.untilMs),
  };
}

function reasonsNow(state: PersonCase, policy: Policy, nowMs: number): ReasonsThen {
  let [fromMs, untilMs, isOfOthers] = [-Infinity, Infinity, false];
  const isFrom = (ms: number): boolean => {
    if (ms <= nowMs) fromMs = Math.max(fromMs, ms);
    else untilMs = Math.min(untilMs, ms);
    return ms <= nowMs;
  };
  const graceMs = policy.limits['transfer-grace-hours'] * HOUR_MS;
  const ofEach = state.stays.map((stay): readonly Trigger[] => {
    const { planned, end, both } = reasonsOfStay(stay, policy);
    const isPlanned = planned !== null && isFrom(planned.opensMs);
    let isEnded = end !== null;
    if (end?.ifNeverArrived) {
      isOfOthers = true;
      isEnded = isFrom(end.endedMs + graceMs) && neverArrived(end.endedMs, state, graceMs);
    }
    return isPlanned ? both[isEnded ? 'all' : 'planned'] : isEnded ? both.ended : NONE;
  });
  return { stays: state.stays, policy, fromMs, untilMs, isOfOthers, ofEach };
}

const NONE: readonly Trigger[] = [];

interface EndOfStay {
  readonly trigger: Trigger;
  readonly endedMs: number;
  /** Only if nobody saw the person arrive where they were sent. */
  readonly ifNeverArrived: boolean;
}

/** What a stay asks for at one time or another, whatever else is known of the person. */
const reasonsOfStay = oncePerWith((stay: CaseStay, policy: Policy): ReasonsOfStay => {
  const [planned, end] = [plannedStepDown(stay, policy), endOfStay(stay)];
  const [ofPlan, ofEnd] = [planned ? [planned.trigger] : NONE, end ? [end.trigger] : NONE];
  return { planned, end, both: { planned: ofPlan, ended: ofEnd, all: [...ofPlan, ...ofEnd] } };
});

function plannedStepDown(stay: CaseStay, policy: Policy): ReasonsOfStay['planned'] {
  const { plan, end } = stay;
  const kind = plan && isRoundTheClock(plan.setting) ? KIND_OF_COMPLETED[plan.setting] : undefined;
  if (!plan || !kind) return null;
  const opensAt = planOpensAt(plan, policy);
  // A plan whose day had not come when the stay ended never asked for anything.
  if (end && instantMs(opensAt) > instantMs(end.endedAt)) return null;
  const occurredAt = laterOf(opensAt, plan.source.occurredAt);
  const trigger = {
    ...triggerOf(kind, plan.source, occurredAt),
    freshAt: kind === 'detox-completed' ? plan.plannedFor : occurredAt,
    stayId: stay.stayId,
    since: stay.startedAt,
    placeFrom: plan.plannedFor,
    currentLevel: heldBy(plan.setting),
    planned: true,
  };
  return { trigger, opensMs: instantMs(opensAt) };
}

function endOfStay(stay: CaseStay): EndOfStay | null {
  const { end } = stay;
  const kind = end && kindOfEnd(end);
  if (!end || !kind) return null;
  const trigger = {
    ...triggerOf(kind, end.source, end.endedAt),
    stayId: stay.stayId,
    since: sinceOfCrisis(kind, stay, end),
    placeFrom: end.endedAt,
    currentLevel: kind === 'left-early' ? null : heldBy(end.setting),
    setting: end.setting,
  };
  const ifNeverArrived = end.disposition === 'transferred';
  return { trigger, endedMs: instantMs(end.endedAt), ifNeverArrived };
}

/** Months in a program are no crisis of their own: what happened then was acted on then. */
const sinceOfCrisis = (kind: TriggerKind, { startedAt }: CaseStay, { setting }: StayEnd) =>
  kind === 'left-early' && isFromHome(setting) ? null : startedAt;

/** Withdrawal management is not a level of treatment one can step up or down from. */
const heldBy = (setting: Setting): Level | null =>
  setting === 'withdrawal-management' ? null : LEVEL_OF_SETTING[setting];

function kindOfEnd({ setting, disposition }: StayEnd): TriggerKind | null {
  switch (disposition) {
    case 'completed':
      return KIND_OF_COMPLETED[setting] ?? null;
    case 'against-advice':
    case 'administrative':
    case 'other':
      return isRoundTheClock(setting) || isFromHome(setting) ? 'left-early' : null;
    case 'incarcerated':
      return isRoundTheClock(setting) ? 'left-early' : null;
    case 'transferred':
      return isRoundTheClock(setting) ? 'lost-contact' : null;
    case 'died':
      return null;
    default:
      return disposition satisfies never;
  }
}

/** Transferred, and no other stay began in time: nobody saw the person arrive. */
function neverArrived(endedMs: number, state: PersonCase, graceMs: number): boolean {
  const begun = staysInOrder(state.stays);
  const first = countLeading(begun, ({ startedMs }) => startedMs <= endedMs - graceMs);
  const after = countLeading(begun, ({ startedMs }) => startedMs <= endedMs + graceMs);
  // The last ones first: who has many stays has most of them behind them.
  for (let at = after - 1; at >= first; at -= 1) if (begun[at]!.endedMs > endedMs) return false;
  return true;
}

/** Stays whose beginning is known, in the order in which they began. */
const staysInOrder = oncePer((stays: readonly CaseStay[]) =>
  stays
    .filter(({ startedAt }) => startedAt !== null)
    .map(({ startedAt, end }) => ({
      startedMs: instantMs(startedAt!),
      endedMs: end ? instantMs(end.endedAt) : Infinity,
    }))
    .sort((a, b) => a.startedMs - b.startedMs),
);
