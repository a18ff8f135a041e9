import type { EventLog } from '../log/event-log.js';
import type { Applier } from './applier.js';
import type { Arrival, BatchReport } from './batch.js';
import { applyBatch } from './batch.js';
import type { EventEnvelope } from './envelope.js';
import { lockLanes } from './lanes.js';
import type { LogSink } from './log-sink.js';
import type { MessagingMetrics } from './metrics.js';
import { inTransaction, withRetries, type ConnectionSource } from './pool.js';
import { TIMER_TOPIC } from './parked-row.js';
import type { Rules } from './rules.js';
import type { RawRecord } from './stored-record.js';
import { TimerGate } from './timer-gate.js';
import { dueTimers, nextTimerAt, takeTimers } from './timers.js';
import { isTransient } from './transient.js';
import type { Tx } from './tx.js';
import { Waker } from './waker.js';

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
  readonly committed: (report: BatchReport) => Promise<void> | void;
}

/** Brings due timers to their handlers, on the same path and under the same locks as events. */
export class TimerRunner {
  readonly #gate: TimerGate;
  #stopping = false;
  readonly #waker = new Waker();
  #running: Promise<void> | undefined;

  constructor(private readonly options: TimerRunnerOptions) {
    this.#gate = new TimerGate(options.eventLog, options.group, options.topics);
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** A timer was set by this process; it may be due before the present sleep ends. */
  wake(): void {
    this.#waker.wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waker.wake();
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (!this.#stopping) {
      const pauseMs = await this.#once().catch((error: unknown) => {
        this.options.log.error('timers could not be looked at', { error });
        return LONGEST_SLEEP_MS;
      });
      if (this.#stopping) return;
      await this.#waker.wait(pauseMs);
    }
  }

  /** Fires what may fire; answers how long to sleep. */
  async #once(): Promise<number> {
    const { source } = this.options;
    const now = new Date();
    const due = await inTransaction(source, (tx) => dueTimers(tx, now, DUE_LIMIT));
    const open = await this.#gate.open(due, now.getTime());
    if (open.length > 0) await this.#fire(open.map(({ event }) => event));
    if (due.length > open.length) return GATED_SLEEP_MS;
    if (due.length === DUE_LIMIT) return 0;
    const next = await inTransaction(source, nextTimerAt);
    const untilMs = next ? next.getTime() - Date.now() : LONGEST_SLEEP_MS;
    return Math.min(LONGEST_SLEEP_MS, Math.max(1, untilMs));
  }

  /** All in one transaction; when the database refuses that, each on its own. */
  async #fire(timers: readonly EventEnvelope[]): Promise<void> {
    try {
      await this.#commit(timers);
    } catch (error) {
      if (isTransient(error)) throw error;
      for (const timer of timers) await this.#fireAlone(timer);
    }
    this.options.metrics.timersFired.inc(timers.length);
  }

  async #commit(timers: readonly EventEnvelope[]): Promise<void> {
    const once = () => inTransaction(this.options.source, (tx) => this.#take(tx, timers));
    const report = await withRetries(once, { unknownCommitIsSafe: true, maxAttempts: 5 });
    await this.options.committed(report);
  }

  /** The one at fault is parked by the applier, like any event, and is then no timer any more. */
  async #fireAlone(timer: EventEnvelope): Promise<void> {
    try {
      await this.#commit([timer]);
    } catch (error) {
      if (isTransient(error)) throw error;
      await this.options.applier.apply([toArrival(timer)], {
        beforeRetry: () => Promise.resolve(!this.#stopping),
      });
      await inTransaction(this.options.source, (tx) => takeTimers(tx, [timer.id]));
    }
  }

  /** Timers cancelled, moved or held meanwhile are left alone: only what is deleted here is run. */
  async #take(tx: Tx, timers: readonly EventEnvelope[]): Promise<BatchReport> {
    const keys = timers.map((timer) => timer.key);
    const lanes = await lockLanes(tx, keys);
    const free = timers.filter(({ key }) => {
      const { heldBecause, mergedInto } = lanes.get(key)!;
      return heldBecause === null && mergedInto === null;
    });
    const ids = free.map((timer) => timer.id);
    const taken = await takeTimers(tx, ids);
    const still = free.filter((timer) => taken.has(timer.id));
    return await applyBatch(tx, this.options.rules, still.map(toArrival));
  }
}

const toArrival = (timer: EventEnvelope): Arrival => ({
  turn: { kind: 'event', event: timer, raw: rawOf(timer) },
  place: { topic: TIMER_TOPIC, partition: 0, position: 0n },
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
