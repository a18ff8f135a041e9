import { deriveId, DomainError } from '@handrail/domain';
import { saveLanes, type Lane } from './lanes.js';
import { failureCause } from './cause-of.js';
import { claimArrivals, recordVerdicts } from './inbox.js';
import type { Cause, FailedEvent, UnitOfWork } from './messaging.js';
import { BEHIND_PARKED, TIMER_PLACE } from './parked-row.js';
import { appendOutbox, toOutboxRow, type OutboxRow, type OutboxSeed } from './outbox.js';
import type { RawRecord } from './stored-record.js';
import type { Outgoing, TimerChange } from './outcome.js';
import { changeTimers, type KeyedTimerChange } from './timers.js';
import { execute, type Tx } from './tx.js';

/**
 * Gathers what one transaction publishes and schedules, and writes it in one go before the commit.
 * A savepoint that rolls back takes its share of the gathered rows with it.
 */
export class Unit implements UnitOfWork {
  readonly #service: string;
  readonly #lanes: ReadonlyMap<string, Lane>;
  readonly #saltWithLane: boolean;
  #outbox: OutboxRow[] = [];
  #timers: KeyedTimerChange[] = [];
  #timersMoved = false;
  #ordinals = new Map<string, number>();
  #ofType = new Map<string, number>();
  #savepoints = 0;
  #parked = 0;

  /** @param saltWithLane ids of units outside handlers differ from one lane version to the next */
  constructor(
    readonly tx: Tx,
    service: string,
    lanes: ReadonlyMap<string, Lane>,
    saltWithLane: boolean,
  ) {
    this.#service = service;
    this.#lanes = lanes;
    this.#saltWithLane = saltWithLane;
  }

  lane(key: string): Lane {
    const lane = this.#lanes.get(key);
    if (!lane) throw new DomainError('lane-not-locked', 'a key was written without its lane');
    return lane;
  }

  publish(cause: Cause, events: readonly Outgoing[]): Promise<string[]> {
    const rows = events.map((event) => toOutboxRow(event, this.#seed(cause, event)));
    this.#outbox.push(...rows);
    return Promise.resolve(rows.map((row) => row.eventId));
  }

  timers(key: string, cause: Cause, changes: readonly TimerChange[]): Promise<void> {
    this.lane(key);
    this.#timers.push(...changes.map((change) => ({ key, cause, change })));
    return Promise.resolve();
  }

  /** What was gathered for one key is another's from now on, and no lane holds it back any more. */
  moveTimers(from: string, to: string): void {
    this.#timersMoved = true;
    this.#timers = this.#timers.map((timer) =>
      timer.key === from ? { ...timer, key: to } : timer,
    );
  }

  async park(key: string, cause: Cause, event: FailedEvent, error: unknown): Promise<void> {
    const lane = this.lane(key);
    // Merged meanwhile: what the person is now is another's to look at.
    if (lane.mergedInto) return;
    const { type, data } = event;
    const eventId = deriveId(Date.parse(cause.recordedTime), 'failed', type, key, cause.id);
    const behind = lane.heldBecause?.split(':').at(-1) ?? null;
    await claimArrivals(this.tx, [
      { eventId, key: lane.key, type, place: TIMER_PLACE, laneVersion: lane.version },
    ]);
    const reason = behind ? BEHIND_PARKED : failureCause(error, type);
    const raw = rawOfOwn({ id: eventId, key: lane.key, type, data, cause });
    const verdict = { eventId, disposition: 'parked', reason, key: lane.key, behind, raw } as const;
    await recordVerdicts(this.tx, [verdict]);
    this.#parked += 1;
    if (behind) return;
    lane.heldBecause = `parked:${eventId}`;
    await saveLanes(this.tx, [lane]);
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `part_${(this.#savepoints += 1)}`;
    const before = [
      this.#outbox.length,
      this.#timers.length,
      new Map(this.#ordinals),
      new Map(this.#ofType),
    ] as const;
    await execute(this.tx, `SAVEPOINT ${name}`);
    try {
      const result = await work();
      await this.tx.query(`RELEASE SAVEPOINT ${name}`);
      return result;
    } catch (error) {
      await this.tx.query(`ROLLBACK TO SAVEPOINT ${name}`);
      this.#outbox.length = before[0];
      this.#timers.length = before[1];
      [this.#ordinals, this.#ofType] = [before[2], before[3]];
      throw error;
    }
  }

  /** Writes what was gathered; call once, last. Answers what is new to relay, timers and circuits. */
  async flush(): Promise<{ published: number; earliestTimerMs: number; parked: number }> {
    await appendOutbox(this.tx, this.#outbox);
    await changeTimers(this.tx, this.#timers);
    return {
      published: this.#outbox.length,
      earliestTimerMs: this.#earliestTimerMs(),
      parked: this.#parked,
    };
  }

  /** When the first of the timers set here is due. Those of another key may be due at any time. */
  #earliestTimerMs(): number {
    if (this.#timersMoved) return -Infinity;
    const due = this.#timers.map(({ change }) =>
      change.kind === 'set' ? Date.parse(change.dueAt) : Infinity,
    );
    return due.reduce((earliest, each) => Math.min(earliest, each), Infinity);
  }

  #seed(cause: Cause, event: Outgoing): OutboxSeed {
    const key = String(event.data[event.contract.key]);
    return {
      service: this.#service,
      cause,
      salt: this.#saltWithLane ? `@${key}@${this.lane(key).version}` : '',
      laneVersionOf: (of) => this.lane(of).version,
      nextOrdinal: (of) => next(this.#ordinals, of),
      nextOfType: (causeId, type) => next(this.#ofType, `${causeId}\n${type}`),
    };
  }
}

/** What a service does of its own accord written as a record, so that it can be taken up again. */
function rawOfOwn(own: FailedEvent & { id: string; key: string; cause: Cause }): RawRecord {
  const { id, key, type, data, cause } = own;
  return {
    key,
    value: Buffer.from(JSON.stringify(data)),
    headers: {
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: 'timer',
      ce_type: type,
      ce_time: cause.recordedTime,
      ce_causationid: cause.namedCauseId ?? cause.id,
      ce_correlationid: cause.correlationId,
      ce_recordedtime: cause.recordedTime,
    },
  };
}

function next(counters: Map<string, number>, name: string): number {
  const value = counters.get(name) ?? 0;
  counters.set(name, value + 1);
  return value;
}
