import {
  DAY_MS,
  HOUR_MS,
  isFromHome,
  isHistory,
  isRoundTheClock,
  type Level,
  LEVEL_OF_SETTING,
  type Setting,
  TRIGGER_KINDS,
  type TriggerKind,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { AttendanceReported, CareAskedFor, SignalSeen } from './facts.js';
import { instantMs, laterOf, plusDays, plusHours } from './instants.js';
import { missesThatCount } from './missed-sessions.js';
import { occurredMsOf, triggerOf } from './new-trigger.js';
import { placeTriggers } from './place-triggers.js';
import { silencesOf, type Silence } from './silence.js';
import { oncePer, oncePerWith } from './once-per.js';
import type { CaseStay, PersonCase, StayEnd, StayPlan, Trigger } from './person-case.js';
import { plansThatCount, type PlanEnd } from './plan-end.js';
import { countLeading } from './sorted.js';

/** Type under which a silence stands among the evidence. */
const CONTACT_LOST = 'handrail.assessment.contact-lost';

/** A person lives in: nothing is placed but the step-down planned for the stay itself. */
export const isOpenRoundTheClock = ({ setting, start, plan, end }: CaseStay): boolean =>
  isRoundTheClock(setting) && end === null && (start !== null || plan !== null);

type ReasonsIn = (state: PersonCase, policy: Policy, now: string) => Trigger[];

/** The reasons for a reassessment by the kind of fact they follow from. */
const REASONS = {
  stays: (state, policy, now) => {
    const nowMs = instantMs(now);
    return state.stays.flatMap((stay) => {
      const { planned, end } = reasonsOfStay(stay, policy);
      const ended = end && (!end.ifNeverArrived || neverArrived(end.endedMs, state, policy, nowMs));
      if (!planned || planned.opensMs > nowMs) return ended ? end.trigger : [];
      return ended ? [planned.trigger, end.trigger] : planned.trigger;
    });
  },
  requests: ({ requests }) => requests.map(byRequest),
  signals: (state, policy) => signalsThatCount(state, policy).map(bySignal),
  plans: (state, policy) => plansThatCount(state, policy).map(byPlan),
  misses: (state, policy) => missesThatCount(state, policy).map(byMiss),
  places: placeTriggers,
  silences: (state, policy, now) =>
    silencesOf(state, policy)
      .filter(({ at }) => instantMs(at) <= instantMs(now))
      .filter((silence) => !isPastSilence(silence, policy))
      .map(bySilence),
} satisfies Record<string, ReasonsIn>;

export type ReasonKind = keyof typeof REASONS;
const ALL_REASONS = Object.keys(REASONS) as ReasonKind[];

/**
 * Every reason for a reassessment that stands now, worked out from the facts alone. The order in
 * which facts arrived plays no part, so a fact taken back leaves no trace here. Whoever compares two
 * policies asks only for kinds in which they can differ.
 */
export function standingTriggers(
  state: PersonCase,
  policy: Policy,
  now: string,
  kinds: readonly ReasonKind[] = ALL_REASONS,
): Trigger[] {
  return kinds
    .flatMap((kind) => REASONS[kind](state, policy, now))
    .filter((trigger) => !isPastReason(trigger, policy))
    .sort(inOrder);
}

const isPastReason = oncePerWith(({ occurredAt, recordedAt }: Trigger, policy: Policy): boolean =>
  isPast(occurredAt, recordedAt, policy),
);

/** History opens nothing: a network that goes live reports years of it at once. */
export const isPast = (occurredAt: string, recordedAt: string, policy: Policy): boolean =>
  isHistory(occurredAt, recordedAt, policy.limits['history-after-days']);

/** A silence is recorded with the last contact before it: one of long ago ended long ago. */
export const isPastSilence = ({ at, lastContact }: Silence, policy: Policy): boolean =>
  isPast(at, lastContact.recordedAt, policy);

/** As they happened; at the same moment ends of stays first. */
export function inOrder(a: Trigger, b: Trigger): number {
  return (
    occurredMsOf(a) - occurredMsOf(b) ||
    TRIGGER_KINDS.indexOf(a.kind) - TRIGGER_KINDS.indexOf(b.kind) ||
    (a.eventId < b.eventId ? -1 : 1)
  );
}

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
}

interface EndOfStay {
  readonly trigger: Trigger;
  readonly endedMs: number;
  /** Only if nobody saw the person arrive where they were sent. */
  readonly ifNeverArrived: boolean;
}

/** What a stay asks for at one time or another, whatever else is known of the person. */
const reasonsOfStay = oncePerWith((stay: CaseStay, policy: Policy): ReasonsOfStay => ({
  planned: plannedStepDown(stay, policy),
  end: endOfStay(stay),
}));

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
function neverArrived(endedMs: number, state: PersonCase, policy: Policy, nowMs: number): boolean {
  const graceMs = policy.limits['transfer-grace-hours'] * HOUR_MS;
  if (nowMs < endedMs + graceMs) return false;
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

/**
 * Repetitions inside the cool-down of another do not count; a second detox always does. What was
 * acted on stays counted, whichever report turns up later.
 */
function signalsThatCount(state: PersonCase, policy: Policy): SignalSeen[] {
  const coolDownMs = policy.limits['step-up-cool-down-days'] * DAY_MS;
  const actedOn = new Set(
    state.reassessments.flatMap(({ triggers }) => triggers.map(({ eventId }) => eventId)),
  );
  // A repetition that is history must not keep the next one, which is not, from counting.
  const candidates = state.signals
    .filter((signal) => !isPastReason(bySignal(signal), policy))
    .map((signal) => ({ signal, atMs: occurredMsOf(bySignal(signal)) }))
    .sort((a, b) => a.atMs - b.atMs);
  const kept = candidates.filter(({ signal }) => actedOn.has(signal.source.eventId));
  const keptMs = kept.filter(({ signal }) => signal.repetition).map(({ atMs }) => atMs);
  let lastNewMs = -Infinity;
  const added = candidates.filter(({ signal: { source, repetition }, atMs }) => {
    if (actedOn.has(source.eventId)) return false;
    const nearest = keptMs[countLeading(keptMs, (ms) => ms <= atMs - coolDownMs)] ?? Infinity;
    const cooling = nearest < atMs + coolDownMs || lastNewMs > atMs - coolDownMs;
    if (repetition?.pattern === 'returns-in-window' && cooling) return false;
    if (repetition) lastNewMs = atMs;
    return true;
  });
  return [...kept, ...added].map(({ signal }) => signal);
}

const bySignal = oncePer(({ trigger, source, currentLevel, repetition }: SignalSeen): Trigger => ({
  ...triggerOf(trigger, source, source.occurredAt),
  ...{ currentLevel, repetition },
}));

const byRequest = oncePer(({ source, requestedBy, level }: CareAskedFor): Trigger => ({
  ...triggerOf('care-requested', source, source.occurredAt),
  request: { requestedBy, level },
}));

const byMiss = oncePer(({ source, sessionStartsAt }: AttendanceReported): Trigger =>
  triggerOf('missed-sessions', source, sessionStartsAt),
);

const byPlan = ({ fact, since }: PlanEnd): Trigger => ({
  ...triggerOf('program-completed', fact.source, fact.endedAt),
  ...{ placeFrom: fact.endedAt, currentLevel: fact.level, planSince: since },
  placementId: fact.placementId,
});

/** A silence is nobody's event: it has an id of its own, and the message of the last contact. */
const bySilence = ({ eventId, lastContact, at }: Silence): Trigger => ({
  ...triggerOf('lost-contact', lastContact, at),
  ...{ eventId, type: CONTACT_LOST, recordedAt: at },
});
