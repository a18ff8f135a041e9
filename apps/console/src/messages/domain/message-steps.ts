import type { Message } from './read-message.js';

const MESSAGE_STEPS = [
  'received',
  'understood',
  'matched',
  'events',
  'decision',
  'placement',
] as const;
export type StepName = (typeof MESSAGE_STEPS)[number];

/**
 * `skipped`: nothing was to be done there. `unreached`: the step before it failed or waits. `unknown`: the
 * console cannot tell.
 */
export type StepState = 'done' | 'failed' | 'waiting' | 'skipped' | 'unreached' | 'unknown';

/** One step on the way of a message, with why it stands as it does. */
export interface MessageStep {
  readonly step: StepName;
  readonly state: StepState;
  /** A stable code or the short words of a fact; the page says it in plain words. */
  readonly why: string;
  readonly at: string | null;
}

/** What is known of a message beside what intake says. */
export interface Traces {
  /** Events of the message the console has seen; their time is when the first was received. */
  readonly events: { readonly count: number; readonly firstAt: string | null };
  readonly reassessments: ReadonlyArray<{
    readonly status: string;
    readonly level: string | null;
    readonly reason: string | null;
    readonly determinedAt: string | null;
    readonly openedAt: string | null;
  }>;
  readonly placements: ReadonlyArray<{
    readonly status: string;
    readonly reason: string | null;
    readonly confirmedAt: string | null;
    readonly changedAt: string;
  }>;
  readonly parked: ReadonlyArray<{ readonly service: string; readonly cause: string }>;
  /** Services of which it is not known what they have parked. */
  readonly unknown: readonly string[];
}

/** A cause of these kinds is a fault of the product; any other parked message waits for what it is about. */
const IS_FAILURE = /^(rule|sql):/;

/** The way of one message: where it got to, and the step at which it failed or waits. */
export function stepsOf(message: Message, traces: Traces): MessageStep[] {
  const received = step('received', 'done', message.protocol, message.receivedAt);
  const read = [understood(message), matched(message), events(message, traces)];
  const steps = [received, ...read, decision(message, traces), placement(traces)];
  const stop = steps.findIndex(({ state }) => state === 'failed' || state === 'waiting');
  return steps.map((each, at) =>
    stop >= 0 && at > stop && each.state !== 'done'
      ? { ...each, state: 'unreached', why: 'unreached', at: null }
      : each,
  );
}

const step = (
  name: StepName,
  state: StepState,
  why: string,
  at: string | null = null,
): MessageStep => ({ step: name, state, why, at });

function understood({ disposition, reason, type }: Message): MessageStep {
  return disposition === 'rejected'
    ? step('understood', 'failed', reason)
    : step('understood', 'done', type);
}

function matched({ personId, disposition, reason }: Message): MessageStep {
  if (personId) return step('matched', 'done', 'person-known');
  // What is about no visit and no person that is known waits for one.
  if (disposition === 'parked')
    return IS_FAILURE.test(reason)
      ? step('matched', 'skipped', 'nobody-named')
      : step('matched', 'waiting', reason);
  return step('matched', 'skipped', 'nobody-named');
}

function events({ disposition, reason, produced }: Message, { events: seen }: Traces): MessageStep {
  if (disposition === 'parked')
    return step('events', IS_FAILURE.test(reason) ? 'failed' : 'waiting', reason);
  if (produced.length > 0) return step('events', 'done', reason, seen.firstAt);
  if (disposition === 'rejected') return step('events', 'skipped', reason);
  return step('events', 'skipped', reason);
}

function decision(message: Message, traces: Traces): MessageStep {
  const parked = traces.parked.find(({ service }) => service === 'assessment');
  if (parked) return step('decision', 'failed', parked.cause);
  const [last] = traces.reassessments;
  if (!last) {
    if (message.produced.length > 0 && traces.events.count === 0)
      return step('decision', 'unknown', 'events-not-kept');
    if (message.produced.length > 0 && traces.unknown.includes('assessment'))
      return step('decision', 'unknown', 'assessment-silent');
    return step('decision', 'skipped', 'nothing-to-decide');
  }
  if (last.status === 'determined')
    return step('decision', 'done', last.level ?? 'a-person-decided', last.determinedAt);
  if (last.status === 'withdrawn') return step('decision', 'skipped', last.reason ?? 'withdrawn');
  return step('decision', 'waiting', last.status, last.openedAt);
}

const IN_PLACE = new Set(['confirmed', 'completed']);
const STILL_OPEN = new Set(['waitlisted', 'offered']);

function placement(traces: Traces): MessageStep {
  const parked = traces.parked.find(({ service }) => service === 'scheduling');
  if (parked) return step('placement', 'failed', parked.cause);
  const [last] = traces.placements;
  if (!last) {
    if (traces.reassessments.length > 0 && traces.unknown.includes('scheduling'))
      return step('placement', 'unknown', 'scheduling-silent');
    return step('placement', 'skipped', 'no-place-asked-for');
  }
  if (IN_PLACE.has(last.status))
    return step('placement', 'done', last.status, last.confirmedAt ?? last.changedAt);
  const state = STILL_OPEN.has(last.status) ? 'waiting' : 'skipped';
  return step('placement', state, last.reason ?? last.status, last.changedAt);
}
