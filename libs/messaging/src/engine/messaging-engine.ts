import type { ParkedAnswer } from '@handrail/contracts';
import { releasedVersions } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import { Applier } from './applier.js';
import type { BatchReport } from './batch.js';
import { Circuits } from './circuits.js';
import { Consumer } from './consumer.js';
import type { MessagingEngineOptions } from './engine-options.js';
import { checkHandlers } from './handlers.js';
import { HeadlessLanes } from './headless-lanes.js';
import { knownTypes } from './known-types.js';
import { followingMerges, laneFinder, lockLanes, type Lane } from './lanes.js';
import { silentLog, type LogSink } from './log-sink.js';
import { Loops } from './loops.js';
import type { Cause, CommandOutcome, CommitListener, Messaging, UnitOfWork } from './messaging.js';
import { MessagingMetrics } from './metrics.js';
import type { Moment } from './moment.js';
import { listParked, type ParkedQuery } from './parked-reads.js';
import { Parking, type ParkedReport } from './parking.js';
import { inTransaction, withRetries } from './pool.js';
import { NewerVersions } from './newer-versions.js';
import { Refusals } from './refusals.js';
import { NOTIFY_RELAYS, Relay } from './relay.js';
import { LAG_UNKNOWN, NO_ROLES, whyNotWhole, type MessagingRoles } from './readiness.js';
import { registerGauges } from './gauges.js';
import { OutboxRetention } from './retention.js';
import {
  countWaiting,
  lagOf,
  MinuteRate,
  parkedCount,
  type MessagingStatus,
  type ParkedCount,
} from './status.js';
import { TimerRunner } from './timer-runner.js';
import { StateCache } from './state-cache.js';
import { States } from './states.js';
import type { Tx } from './tx.js';
import { Unit } from './unit-of-work.js';

/** The messaging core of one service: consumer, relay, timers, parking and units of work. */
export class MessagingEngine implements Messaging {
  readonly #options: MessagingEngineOptions;
  readonly service: string;
  readonly metrics: MessagingMetrics;
  /** Events this service published that the log refuses. */
  readonly refusals: Refusals;
  readonly #relay: Relay;
  readonly #consumer: Consumer;
  readonly #timers: TimerRunner;
  readonly #parking: Parking;
  readonly #retention: OutboxRetention;
  readonly #newerVersions: NewerVersions;
  readonly #circuits: Circuits;
  readonly #headless: HeadlessLanes;
  readonly #loops = new Loops();
  readonly #listeners = new Set<CommitListener>();
  readonly #log: LogSink;
  readonly #consumedRate = new MinuteRate();
  readonly #publishedRate = new MinuteRate();
  readonly #remembered = new StateCache();
  readonly #countParked: (tx: Tx) => Promise<ParkedCount>;
  #roles: MessagingRoles = NO_ROLES;

  constructor(options: MessagingEngineOptions) {
    this.#options = options;
    const { service, source, eventLog, topics, handlers, stores } = options;
    const log = options.log ?? silentLog;
    this.#log = log;
    this.service = service;
    const metrics = new MessagingMetrics(options.registry);
    this.metrics = metrics;
    this.#countParked = options.countParked ?? parkedCount;
    registerGauges(metrics, source, eventLog, this.group, topics, this.#countParked);
    const committed = (report: BatchReport) => this.#onBatch(report);
    const known = knownTypes(handlers, options.versions);
    const rules = { service, handlers, stores, known, remembered: this.#remembered };
    const applier = new Applier(source, rules, metrics, log, committed, options.decideWithinMs);
    const { group } = this;
    const { databaseUrl, limits = {} } = options;
    const loops = this.#loops;
    const common = { eventLog, log, metrics, loops };
    this.#relay = new Relay({ databaseUrl, limits, ...common });
    const pace = { gatherMs: options.gatherMs, patientMs: options.patientMs };
    this.#consumer = new Consumer({ group, topics, known, applier, ...pace, ...common });
    const shared = { source, rules, group, topics, applier, committed, ...common };
    this.#timers = new TimerRunner(shared);
    this.#circuits = new Circuits(source, log, (open) => {
      this.#consumer.pauseOnly(new Set(open.filter((c) => !c.timerType).map((c) => c.topic)));
      this.#timers.pauseOnly(new Set(open.flatMap((c) => c.timerType ?? [])));
    });
    // A drained lane is not held any more, so its timers may fire.
    const drained = (touched: ReadonlySet<string>) => this.#afterCommit(touched, true, -Infinity);
    this.#parking = new Parking(source, rules, drained);
    const retry = (eventId: string) => this.retryParked(eventId);
    this.#newerVersions = new NewerVersions({ source, known, retry, log });
    this.refusals = new Refusals(source, () => this.#notifyRelay());
    this.#headless = new HeadlessLanes(source, this.#parking, log);
    this.#retention = new OutboxRetention(source, log, options.outboxRetentionDays ?? 7);
  }

  get group(): string {
    return `handrail.${this.#options.service}`;
  }

  async start(roles: MessagingRoles): Promise<void> {
    const { handlers, stores, versions = releasedVersions } = this.#options;
    checkHandlers(handlers, stores, versions);
    this.#roles = roles;
    if (roles.relay) this.#relay.start();
    await this.#circuits.check();
    if (roles.consumer && this.#options.topics.length > 0) await this.#consumer.start();
    if (roles.consumer) this.#newerVersions.start();
    if (roles.timers) this.#timers.start();
    if (roles.relay) this.#retention.start();
    this.#circuits.start();
    if (roles.consumer) this.#headless.start();
  }

  /** Mirrors the start: timers, consumer (finish, commit, leave), then what is left to publish. */
  async stop(): Promise<void> {
    this.#circuits.stop();
    this.#headless.stop();
    this.#retention.stop();
    await this.#newerVersions.stop();
    if (this.#roles.timers) await this.#timers.stop();
    await this.#consumer.stop();
    if (this.#roles.relay) await this.#relay.stop();
  }

  transact<T>(keys: readonly string[], work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    return this.#locked(keys, work);
  }

  async command<S, R>(
    key: string,
    cause: Cause,
    rule: (at: Moment<S>) => CommandOutcome<S, R> | Promise<CommandOutcome<S, R>>,
    store = 'default',
  ): Promise<R> {
    const { stores } = this.#options;
    if (!stores[store]) throw new Error(`there is no state store named "${store}"`);
    return await this.#locked([key], async (unit, laneOf) => {
      const personKey = laneOf(key).key;
      const states = new States(unit.tx, { stores, remembered: this.#remembered }, laneOf);
      const at: Moment<S> = {
        state: (await states.current(store, personKey)) as S,
        key: personKey,
        now: cause.recordedTime,
        newId: (purpose) => deriveId(Date.parse(cause.recordedTime), cause.id, purpose),
      };
      const { outcome, result } = await rule(at);
      if (outcome.kind === 'applied') {
        await unit.publish(cause, outcome.publish);
        await unit.timers(personKey, cause, outcome.timers);
        states.set(store, personKey, outcome.state);
      }
      await states.save();
      return result;
    });
  }

  isPaused(type: string): boolean {
    return this.#circuits.open.some(({ timerType }) => timerType === type);
  }

  onCommit(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Parked events, newest first. */
  parked(query: ParkedQuery): Promise<ParkedAnswer[]> {
    return inTransaction(this.#options.source, (tx) => listParked(tx, query));
  }

  async retryParked(eventId: string): Promise<ParkedReport> {
    const report = await this.#parking.retry(eventId);
    await this.#circuits.check();
    return report;
  }

  async discardParked(eventId: string, reason: string): Promise<ParkedReport> {
    const report = await this.#parking.discard(eventId, reason);
    await this.#circuits.check();
    return report;
  }

  /** Whether this service does all of its work now, and if not, what it does not. No I/O. */
  readiness(): { ready: boolean; why: string[] } {
    const { consumer, relay } = this.#roles;
    const why = whyNotWhole({
      consumer: consumer && this.#options.topics.length > 0 ? this.#consumer.health() : undefined,
      relay: relay ? this.#relay.health() : undefined,
      circuits: this.#circuits.reasons(),
    });
    return { ready: why.length === 0, why };
  }

  /**
   * Which loops have taken no step for two minutes although they should: a new process is needed then.
   * A loop that waits for a broken database or log is none of them, because its waits end. No I/O.
   */
  stuck(): string[] {
    const { stuck } = this.#roles.consumer ? this.#consumer.health() : { stuck: undefined };
    return [...this.#loops.stuck(), ...(stuck ? [`consumer: ${stuck}`] : [])];
  }

  async status(): Promise<MessagingStatus> {
    const { source, eventLog, topics } = this.#options;
    const lag = await lagOf(eventLog, this.group, topics).catch(() => undefined);
    const counts = await inTransaction(source, (tx) => countWaiting(tx, this.#countParked));
    const why = [...this.readiness().why, ...(lag ? [] : [LAG_UNKNOWN])];
    return {
      ...{ ready: why.length === 0, why },
      consumed: { perMinute: this.#consumedRate.perMinute() },
      published: { perMinute: this.#publishedRate.perMinute() },
      lag: lag ?? [],
      ...counts,
      circuits: this.#circuits.open,
    };
  }

  /** One transaction with the lanes of `keys`, and of those they were merged into where asked for. */
  async #locked<T>(
    keys: readonly string[],
    work: (unit: UnitOfWork, laneOf: (key: string) => Lane) => Promise<T>,
  ): Promise<T> {
    const done = await followingMerges(keys, (wanted) => {
      const once = () =>
        inTransaction(this.#options.source, async (tx) => {
          const lanes = await lockLanes(tx, wanted);
          const unit = new Unit(tx, this.service, lanes, true);
          const result = await work(unit, laneFinder(lanes));
          const flushed = await unit.flush();
          await this.#announce(tx, flushed.published);
          await this.#options.journal?.write(tx, wanted);
          return { result, ...flushed };
        });
      return withRetries(once, { unknownCommitIsSafe: false, maxAttempts: 8 });
    });
    this.#options.journal?.written();
    this.#publishedRate.add(done.published);
    if (done.parked > 0) await this.#circuits.check();
    await this.#afterCommit(new Set(keys), done.published > 0, done.earliestTimerMs);
    return done.result;
  }

  async #onBatch(report: BatchReport): Promise<void> {
    let total = report.duplicates;
    this.metrics.consumed.inc({ topic: 'all', disposition: 'duplicate' }, report.duplicates);
    for (const [disposition, count] of report.byDisposition) {
      this.metrics.consumed.inc({ topic: 'all', disposition }, count);
      total += count;
    }
    this.#consumedRate.add(total);
    this.#publishedRate.add(report.published);
    if (report.newlyParked > 0) {
      this.#log.warn('events were parked', { count: report.newlyParked });
      await this.#circuits.check();
    }
    await this.#afterCommit(
      report.touched,
      report.published > 0,
      report.earliestTimerMs,
      total - report.duplicates,
    );
  }

  async #afterCommit(
    touched: ReadonlySet<string>,
    published: boolean,
    earliestTimerMs = Infinity,
    events = touched.size,
  ): Promise<void> {
    if (published) {
      if (this.#roles.relay) this.#relay.wake();
      if (!this.#relay.ownsEverySlot()) await this.#notifyRelay();
    }
    this.#timers.wakeBy(earliestTimerMs);
    for (const listener of this.#listeners) listener(touched, events);
  }

  /** Says in the transaction's own commit that there is something for a relay elsewhere. */
  async #announce(tx: Tx, published: number): Promise<void> {
    if (published > 0 && !this.#relay.ownsEverySlot()) await tx.query(NOTIFY_RELAYS);
  }

  async #notifyRelay(): Promise<void> {
    await inTransaction(this.#options.source, (tx) => tx.query(NOTIFY_RELAYS)).catch(
      () => undefined,
    );
  }
}
