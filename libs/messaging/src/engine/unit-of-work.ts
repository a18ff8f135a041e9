import { DomainError } from '@handrail/domain';
import type { Lane } from './lanes.js';
import type { Cause, UnitOfWork } from './messaging.js';
import { appendOutbox, toOutboxRow, type OutboxRow, type OutboxSeed } from './outbox.js';
import type { Outgoing, TimerChange } from './outcome.js';
import { changeTimers, type KeyedTimerChange } from './timers.js';
import type { Tx } from './tx.js';

/**
 * Gathers what one transaction publishes and schedules, and writes it in one go before the commit.
 * A savepoint that rolls back takes its share of the gathered rows with it.
 */
export class Unit implements UnitOfWork {
  #outbox: OutboxRow[] = [];
  #timers: KeyedTimerChange[] = [];
  #timersMoved = 0;
  #ordinals = new Map<string, number>();
  #ofType = new Map<string, number>();
  #savepoints = 0;

  /** @param saltWithLane ids of units outside handlers differ from one lane version to the next */
  constructor(
    readonly tx: Tx,
    private readonly service: string,
    private readonly lanes: ReadonlyMap<string, Lane>,
    private readonly saltWithLane: boolean,
  ) {}

  lane(key: string): Lane {
    const lane = this.lanes.get(key);
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
    this.#timersMoved += 1;
    this.#timers = this.#timers.map((one) => (one.key === from ? { ...one, key: to } : one));
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const name = `part_${(this.#savepoints += 1)}`;
    const before = [
      this.#outbox.length,
      this.#timers.length,
      new Map(this.#ordinals),
      new Map(this.#ofType),
    ] as const;
    await this.tx.query(`SAVEPOINT ${name}`);
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

  /** Writes what was gathered; call once, last. Answers what is new to the relay and the timers. */
  async flush(): Promise<{ published: number; timersChanged: number }> {
    await appendOutbox(this.tx, this.#outbox);
    await changeTimers(this.tx, this.#timers);
    const timersChanged = this.#timers.length + this.#timersMoved;
    return { published: this.#outbox.length, timersChanged };
  }

  #seed(cause: Cause, event: Outgoing): OutboxSeed {
    const key = String(event.data[event.contract.key]);
    return {
      service: this.service,
      cause,
      salt: this.saltWithLane ? `@${key}@${this.lane(key).version}` : '',
      laneVersionOf: (of) => this.lane(of).version,
      nextOrdinal: (of) => next(this.#ordinals, of),
      nextOfType: (causeId, type) => next(this.#ofType, `${causeId}\n${type}`),
    };
  }
}

function next(counters: Map<string, number>, name: string): number {
  const value = counters.get(name) ?? 0;
  counters.set(name, value + 1);
  return value;
}
