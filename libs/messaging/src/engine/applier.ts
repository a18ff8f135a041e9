import { failureCause } from './cause-of.js';
import { applyBatch, type Arrival, type BatchReport } from './batch.js';
import { idOf, keyOf } from './deciding.js';
import { followingMerges } from './lanes.js';
import type { LogSink } from './log-sink.js';
import type { MessagingMetrics } from './metrics.js';
import { DECIDE_WITHIN_MS, DecidingTime, OutlastedError } from './deciding-time.js';
import { inTransaction, withRetries, type ConnectionSource } from './pool.js';
import type { Rules } from './rules.js';
import { digestRecord, type RawRecord } from './stored-record.js';
import { isTransient } from './transient.js';

/** How long the caller may keep trying. */
export interface Patience {
  /** Called before each retry and each further part; false gives up: the partition is another's now. */
  mayGoOn(): Promise<boolean>;
}

/** Tries of one event on its own before its failure is taken for its own fault. */
const TRIES_ALONE = 3;

/** Thrown when a batch was given up because its partition moved or the service stops. */
export class GivenUpError extends Error {}

/**
 * Applies batches whatever happens: transient failures are retried for ever, other failures split the
 * batch by person and then by event until the one at fault is parked, and everybody else goes on.
 */
export class Applier {
  readonly #source: ConnectionSource;
  readonly #rules: Rules;
  readonly #metrics: MessagingMetrics;
  readonly #log: LogSink;
  readonly #committed: (report: BatchReport) => Promise<void> | void;
  readonly #decideWithinMs: number;

  constructor(
    source: ConnectionSource,
    rules: Rules,
    metrics: MessagingMetrics,
    log: LogSink,
    committed: (report: BatchReport) => Promise<void> | void,
    decideWithinMs: number = DECIDE_WITHIN_MS,
  ) {
    this.#source = source;
    this.#rules = rules;
    this.#metrics = metrics;
    this.#log = log;
    this.#committed = committed;
    this.#decideWithinMs = decideWithinMs;
  }

  async apply(arrivals: readonly Arrival[], patience: Patience): Promise<void> {
    if (arrivals.length === 0) return;
    try {
      await this.#attempt(arrivals, patience);
    } catch (error) {
      if (error instanceof GivenUpError) throw error;
      this.#log.warn('batch is split by person', {
        count: arrivals.length,
        cause: failureCause(error, null),
      });
      for (const group of byKey(arrivals)) await this.#applyGroup(group, patience);
    }
  }

  async #applyGroup(group: readonly Arrival[], patience: Patience): Promise<void> {
    if (group.length > 1) {
      try {
        return await this.#attempt(group, patience);
      } catch (error) {
        if (error instanceof GivenUpError) throw error;
      }
    }
    for (const arrival of group) await this.#applyAlone(arrival, patience);
  }

  async #applyAlone(arrival: Arrival, patience: Patience): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt([arrival], patience);
      } catch (error) {
        if (error instanceof GivenUpError) throw error;
        if (attempt < TRIES_ALONE) continue;
        return await this.#park(asPoison(arrival, error), patience);
      }
    }
  }

  /**
   * Parks what cannot be applied. When the database refuses even that, the record is parked without its
   * key, and at last as a digest: the offset has to move, or nobody behind it on the partition is cared
   * for. Only a database that takes no row at all gets the batch delivered again.
   */
  async #park(poison: Arrival, patience: Patience): Promise<void> {
    try {
      return await this.#attempt([poison], patience);
    } catch (error) {
      if (error instanceof GivenUpError) throw error;
      const cause = failureCause(error, poison.turn.kind === 'poison' ? poison.turn.type : null);
      const { topic, partition, position } = poison.place;
      const where = { topic, partition, offset: position.toString() };
      this.#log.error('an event cannot be parked with its key', { ...where, cause });
      const keyless = withoutKey(poison, `unparkable:${cause}`, poison.turn.raw);
      await this.#attempt([keyless], patience).catch(async (refusal: unknown) => {
        if (refusal instanceof GivenUpError) throw refusal;
        const digest = digestRecord(poison.turn.raw, 'kept-as-digest');
        await this.#attempt([withoutKey(poison, `unparkable:${cause}`, digest)], patience);
      });
    }
  }

  /** One transaction after the other, until everything is decided. */
  async #attempt(arrivals: readonly Arrival[], patience: Patience): Promise<void> {
    let left = arrivals;
    for (;;) {
      left = await this.#attemptPart(left, patience);
      if (left.length === 0) return;
      this.#log.info('a batch goes on in a further transaction', { count: left.length });
      if (!(await patience.mayGoOn())) throw new GivenUpError();
    }
  }

  /** One transaction, repeated while failures are transient; answers what there was no time for. */
  async #attemptPart(
    arrivals: readonly Arrival[],
    patience: Patience,
  ): Promise<readonly Arrival[]> {
    const time = new DecidingTime(this.#decideWithinMs);
    const once = async (extraKeys: readonly string[]) => {
      const started = performance.now();
      const report = await inTransaction(this.#source, (tx) =>
        applyBatch(tx, this.#rules, arrivals, { extraKeys, time }),
      ).catch((error: unknown) => {
        throw isTransient(error) && time.wasOutlasted ? new OutlastedError() : error;
      });
      this.#metrics.batchSeconds.observe((performance.now() - started) / 1_000);
      return report;
    };
    try {
      const report = await followingMerges([], (extraKeys) =>
        withRetries(() => once(extraKeys), {
          unknownCommitIsSafe: true,
          maxAttempts: Number.POSITIVE_INFINITY,
          beforeRetry: () => this.#mayRetry(patience),
        }),
      );
      await this.#committed(report);
      return report.left;
    } catch (error) {
      if (isTransient(error)) throw new GivenUpError();
      throw error;
    }
  }

  async #mayRetry(patience: Patience): Promise<boolean> {
    this.#metrics.retries.inc({ place: 'batch' });
    return await patience.mayGoOn();
  }
}

/** Groups in order of first appearance; events without a key stand alone. */
function byKey(arrivals: readonly Arrival[]): Arrival[][] {
  const groups = new Map<string, Arrival[]>();
  arrivals.forEach((arrival, at) => {
    const name = keyOf(arrival.turn) ?? `\n${at}`;
    const group = groups.get(name) ?? [];
    group.push(arrival);
    groups.set(name, group);
  });
  return [...groups.values()];
}

/** The same record as poison that holds nobody's lane. */
function withoutKey({ turn, place }: Arrival, cause: string, raw: RawRecord): Arrival {
  return { place, turn: { kind: 'poison', id: idOf(turn), key: null, type: null, cause, raw } };
}

function asPoison({ turn, place }: Arrival, error: unknown): Arrival {
  const type = turn.kind === 'event' ? turn.event.type : turn.type;
  const cause = failureCause(error, type);
  return {
    place,
    turn: { kind: 'poison', id: idOf(turn), key: keyOf(turn), type, cause, raw: turn.raw },
  };
}
