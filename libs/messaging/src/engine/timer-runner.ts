import type { EventLog } from '../log/event-log.js';
import type { Applier } from './applier.js';
import type { Arrival, BatchReport } from './batch.js';
import { applyBatch } from './batch.js';
import type { EventEnvelope } from './envelope.js';
import { lockLanes } from './lanes.js';
import type { LogSink } from './log-sink.js';
import type { Loops } from './loops.js';
import type { MessagingMetrics } from './metrics.js';
import { inTransaction, withRetries, type ConnectionSource } from './pool.js';
import { TIMER_PLACE } from './parked-row.js';
import type { Rules } from './rules.js';
import type { RawRecord } from './stored-record.js';
import { TimerGate, type GateLook } from './timer-gate.js';
import { dueTimers, nextTimer, takeTimers, type DuePage } from './timers.js';
import { isTransient } from './transient.js';
import type { Tx } from './tx.js';
import { Waker } from './waker.js';

const LOOP = 'the timer loop';
const DUE_LIMIT = 200;
/** Longest sleep: timers set by another process are found within this time. */
const LONGEST_SLEEP_MS = 5_000;
/** Pause while a due timer waits for unread facts. */
const GATED_SLEEP_MS = 250;

export interface TimerRunnerOptions {
  readonly source: ConnectionSource;
  readonly rules: Rules;
  readonly eventLog: EventLog;
  readonly group: string;
  readonly topics: readonly string[];
  readonly applier: Applier;
  readonly metrics: MessagingMetrics;
  readonly log: LogSink;
  readonly loops: Loops;
  readonly committed: (report: BatchReport) => Promise<void> | void;
}

/** Brings due timers to their handlers, on the same path and under the same locks as events. */
export class TimerRunner {
  readonly #options: TimerRunnerOptions;
  readonly #gate: TimerGate;
  #paused: ReadonlySet<string> = new Set();
  #stopping = false;
  /** When, by the database's clock, what is due is looked at again; Infinity while that is not known. */
  #sleepsUntilMs = Infinity;
  readonly #waker = new Waker();
  #running: Promise<void> | undefined;

  constructor(options: TimerRunnerOptions) {
    this.#options = options;
    this.#gate = new TimerGate(options.eventLog, options.group, options.topics);
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** What is due has to be looked at anew. */
  wake(): void {
    this.#waker.wake();
  }

  /** A timer was set by this process: whether it is due before the present sleep ends is what matters. */
  wakeBy(dueMs: number): void {
    if (dueMs < this.#sleepsUntilMs) this.#waker.wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waker.wake();
    await this.#running;
  }

  /** Timers of these types are not fired until they are no longer named. */
  pauseOnly(types: ReadonlySet<string>): void {
    this.#paused = types;
    this.wake();
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      this.#step();
      const pauseMs = await this.#turn().catch((error: unknown) => {
        this.#options.log.error('timers could not be looked at', { error });
        return LONGEST_SLEEP_MS;
      });
      if (this.#stopping) break;
      this.#step();
      await this.#waker.wait(pauseMs);
      this.#sleepsUntilMs = Infinity;
    }
    this.#options.loops.rest(LOOP);
  }

  #step(): void {
    this.#options.loops.step(LOOP);
  }

  /**
   * Fires what may fire of everything that is due, page by page: however many timers wait for unread
   * facts, none of them hides the others. Answers how long to sleep.
   */
  async #turn(): Promise<number> {
    const { source } = this.#options;
    const paused = this.#paused;
    let look: GateLook | undefined;
    let page: DuePage | undefined;
    let pages = 0;
    let waiting = 0;
    do {
      this.#step();
      const before: DuePage | undefined = page;
      page = await inTransaction(source, (tx) =>
        dueTimers(tx, { paused, limit: DUE_LIMIT, before }),
      );
      if (!page) break;
      pages += 1;
      const { mayFire } = (look ??= await this.#gate.look(page.now.ms));
      const open = page.timers.filter(mayFire);
      const fired = open.length > 0 ? await this.#fire(open.map(({ event }) => event)) : 0;
      waiting += page.timers.length - fired;
    } while (page.end && !this.#stopping);
    // The more have to be looked through, the longer the pause before the next look.
    if (waiting > 0) return Math.min(LONGEST_SLEEP_MS, GATED_SLEEP_MS * pages);
    const { nowMs, dueMs } = await inTransaction(source, (tx) => nextTimer(tx, paused));
    const pauseMs = Math.min(LONGEST_SLEEP_MS, Math.max(1, (dueMs ?? Infinity) - nowMs));
    this.#sleepsUntilMs = nowMs + pauseMs;
    return pauseMs;
  }

  /** All in one transaction; when the database refuses that, each on its own. */
  async #fire(timers: readonly EventEnvelope[]): Promise<number> {
    let fired = 0;
    try {
      fired = await this.#commit(timers);
    } catch (error) {
      if (isTransient(error)) throw error;
      for (const timer of timers) fired += await this.#fireAlone(timer);
    }
    this.#options.metrics.timersFired.inc(fired);
    return fired;
  }

  async #commit(timers: readonly EventEnvelope[]): Promise<number> {
    const once = () => inTransaction(this.#options.source, (tx) => this.#take(tx, timers));
    const { report, taken } = await withRetries(once, {
      unknownCommitIsSafe: true,
      maxAttempts: 5,
    });
    await this.#options.committed(report);
    return taken;
  }

  /** The one at fault is parked by the applier, like any event, and is then no timer any more. */
  async #fireAlone(timer: EventEnvelope): Promise<number> {
    this.#step();
    try {
      return await this.#commit([timer]);
    } catch (error) {
      if (isTransient(error)) throw error;
      await this.#options.applier.apply([toArrival(timer)], {
        mayGoOn: () => {
          this.#step();
          return Promise.resolve(!this.#stopping);
        },
      });
      await inTransaction(this.#options.source, (tx) => takeTimers(tx, [timer.id]));
      return 1;
    }
  }

  /** Timers cancelled, moved or held meanwhile are left alone: only what is deleted here is run. */
  async #take(
    tx: Tx,
    timers: readonly EventEnvelope[],
  ): Promise<{ report: BatchReport; taken: number }> {
    const keys = timers.map((timer) => timer.key);
    const lanes = await lockLanes(tx, keys);
    const free = timers.filter(({ key }) => {
      const { heldBecause, mergedInto } = lanes.get(key)!;
      return heldBecause === null && mergedInto === null;
    });
    const ids = free.map((timer) => timer.id);
    const taken = await takeTimers(tx, ids);
    const still = free.filter((timer) => taken.has(timer.id));
    const report = await applyBatch(tx, this.#options.rules, still.map(toArrival));
    return { report, taken: still.length };
  }
}

const toArrival = (timer: EventEnvelope): Arrival => ({
  turn: { kind: 'event', event: timer, raw: rawOf(timer) },
  place: TIMER_PLACE,
});

/** A timer written as a record, so that it can be parked and taken up again like any event. */
const rawOf = (timer: EventEnvelope): RawRecord => ({
  key: timer.key,
  value: Buffer.from(JSON.stringify(timer.data)),
  headers: {
    ce_specversion: '1.0',
    ce_id: timer.id,
    ce_source: timer.source,
    ce_type: timer.type,
    ce_time: timer.time,
    ce_causationid: timer.causationId,
    ce_correlationid: timer.correlationId,
    ce_recordedtime: timer.recordedTime,
    ...(timer.traceparent ? { ce_traceparent: timer.traceparent } : {}),
  },
});
