import {
  countLeading,
  DAY_MS,
  eventsOf,
  inOneOrder,
  isHistory,
  isRoundTheClock,
  oncePer,
  oncePerWith,
  TRIGGER_KINDS,
} from '@handrail/domain';
import type { Policy } from '../../policy/domain/policy.js';
import type { AttendanceReported, CareAskedFor, SignalSeen } from './facts.js';
import { instantMs } from './instants.js';
import { missesThatCount } from './missed-sessions.js';
import { occurredMsOf, triggerOf } from './new-trigger.js';
import type { CaseStay, PersonCase, Reassessment, Trigger } from './person-case.js';
import { placeTriggers } from './place-triggers.js';
import { type PlanEnd, plansThatCount } from './plan-end.js';
import { reasonsOfStays } from './reasons-of-stays.js';
import { type Silence, silencesOf } from './silence.js';

/** Type under which a silence stands among the evidence. */
const CONTACT_LOST = 'handrail.assessment.contact-lost';

/** A person lives in: nothing is placed but the step-down planned for the stay itself. */
export const isOpenRoundTheClock = ({ setting, start, plan, end }: CaseStay): boolean =>
  isRoundTheClock(setting) && end === null && (start !== null || plan !== null);

/** Reasons by what asks for them together; the same lists as long as it is the same. */
type Reasons = ReadonlyArray<readonly Trigger[]>;
type ReasonsIn = (state: PersonCase, policy: Policy, now: string) => Reasons;

/** The reasons for a reassessment by the kind of fact they follow from. */
const REASONS = {
  stays: (state, policy, now) => reasonsOfStays(state, policy, instantMs(now)),
  requests: ({ requests }) => reasonsOfRequests(requests),
  signals: (state, policy) => reasonsOfSignals(state, policy),
  plans: (state, policy) => [plansThatCount(state, policy).map(byPlan)],
  misses: (state, policy) => [missesThatCount(state, policy).map(byMiss)],
  places: (state, policy, now) => [placeTriggers(state, policy, now)],
  silences: (state, policy, now) => [
    silencesOf(state, policy)
      .filter(({ at }) => instantMs(at) <= instantMs(now))
      .filter((silence) => !isPastSilence(silence, policy))
      .map(bySilence),
  ],
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
): readonly Trigger[] {
  const standing = thatStand(policy);
  const found = kinds.map((kind) => ({
    list: REASONS[kind](state, policy, now),
    items: standing,
  }));
  return kinds === ALL_REASONS
    ? asTheyHappened(found, firstFactOf(state))
    : found.flatMap(({ list }) => list.flatMap(standing)).sort(inOrder);
}

/** Of a person it is the same as long as it is not taken back. */
const firstFactOf = ({ stays, ratings, signals, requests, attendance }: PersonCase) =>
  stays[0] ?? ratings[0] ?? signals[0] ?? requests[0] ?? attendance[0];

const asTheyHappened = inOneOrder<Trigger>(inOrder);

/** Those among reasons that are not past: the same function for the same policy. */
const thatStand = oncePer(
  (policy: Policy) => (reasons: readonly Trigger[]) =>
    reasons.filter((trigger) => !isPastReason(trigger, policy)),
);

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

/**
 * Repetitions inside the cool-down of another do not count; a second detox always does. What was
 * acted on stays counted, whichever report turns up later.
 */
function signalsThatCount(state: PersonCase, policy: Policy): SignalSeen[] {
  const coolDownMs = policy.limits['step-up-cool-down-days'] * DAY_MS;
  if (state.signals.length === 0) return [];
  const actedOn = actedOnBy(state.reassessments);
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

const lastSignals = new WeakMap<
  PersonCase['signals'],
  {
    readonly reassessments: PersonCase['reassessments'];
    readonly policy: Policy;
    readonly reasons: Reasons;
  }
>();

function reasonsOfSignals(state: PersonCase, policy: Policy): Reasons {
  const { signals, reassessments } = state;
  const last = lastSignals.get(signals);
  if (last?.reassessments === reassessments && last.policy === policy) return last.reasons;
  const reasons = [signalsThatCount(state, policy).map(bySignal)];
  lastSignals.set(signals, { reassessments, policy, reasons });
  return reasons;
}

const actedOnBy = eventsOf<Reassessment>(({ triggers }) => triggers);

const bySignal = oncePer(({ trigger, source, currentLevel, repetition }: SignalSeen): Trigger => ({
  ...triggerOf(trigger, source, source.occurredAt),
  ...{ currentLevel, repetition },
}));

const byRequest = oncePer(({ source, requestedBy, level }: CareAskedFor): Trigger => ({
  ...triggerOf('care-requested', source, source.occurredAt),
  request: { requestedBy, level },
}));

const reasonsOfRequests = oncePer((requests: readonly CareAskedFor[]): Reasons => [
  requests.map(byRequest),
]);

const byMiss = oncePer(({ source, sessionStartsAt }: AttendanceReported): Trigger =>
  triggerOf('missed-sessions', source, sessionStartsAt),
);

const byPlan = ({ fact, since }: PlanEnd): Trigger => ({
  ...triggerOf('program-completed', fact.source, fact.endedAt),
  ...{ placeFrom: fact.endedAt, currentLevel: fact.level, planSince: since },
  placementId: fact.placementId,
});

/** A silence is nobody's event: it has an id of its own, and the message of the last contact. */
const bySilence = oncePer(({ eventId, lastContact, at }: Silence): Trigger => ({
  ...triggerOf('lost-contact', lastContact, at),
  ...{ eventId, type: CONTACT_LOST, recordedAt: at },
}));
