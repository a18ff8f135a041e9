import { setImmediate } from 'node:timers/promises';
import { GivenUpError, type Patience } from './applier.js';
import type { Arrival } from './batch.js';
import { crashPoint } from './crash-point.js';
import { Waker } from './waker.js';

/** What one partition brought, and whether its reader may still wait for it. */
export interface Delivery {
  readonly arrivals: readonly Arrival[];
  readonly patience: Patience;
  /** How many milliseconds it may wait for others to share their transaction; none when left out. */
  readonly mayWaitMs?: number | undefined;
}

interface Member extends Delivery {
  /** When it has to be in a transaction at the latest, as `performance.now` counts. */
  readonly wantedBy: number;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export interface GroupCommitOptions {
  readonly apply: (arrivals: readonly Arrival[], patience: Patience) => Promise<void>;
  /** A further delivery joins a group that holds fewer events than this. */
  readonly fullAt: number;
  /** Groups whose transactions may run at the same time. */
  readonly atOnce: number;
  /** Between the beginnings of two transactions there are at least so many milliseconds. */
  readonly everyMs: number;
}

/**
 * Deliveries of many partitions share a transaction: while one runs, what arrives gathers, and the next
 * takes it all. So transactions grow by themselves under load, and the locks, claims, loads and the commit
 * cost their round trips once. An event that comes alone waits for nobody; one that comes right after
 * others waits a few milliseconds for more, and one that may wait does so until another comes that may not.
 *
 * The order within a partition is kept because a partition has one delivery at a time. A delivery whose
 * partition is another's meanwhile leaves its group, and the others go on without it.
 */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  #gathering: Member[] = [];
  #running = 0;
  #startedAt = -Infinity;
  readonly #waker = new Waker();

  constructor(options: GroupCommitOptions) {
    this.#options = options;
  }

  /** Resolves when the delivery's events are committed; rejects when it was given up. */
  take(delivery: Delivery): Promise<void> {
    return new Promise((done, failed) => {
      const wantedBy = performance.now() + (delivery.mayWaitMs ?? 0);
      this.#gathering.push({ ...delivery, done, failed, wantedBy });
      this.#waker.wake();
      void this.#work();
    });
  }

  async #work(): Promise<void> {
    if (this.#running >= this.#options.atOnce) return;
    this.#running += 1;
    while (this.#gathering.length > 0) {
      await this.#gather();
      this.#startedAt = performance.now();
      await this.#commit(this.#cut());
    }
    this.#running -= 1;
  }

  /** What was fetched together is delivered within one turn of the event loop; more is on its way. */
  async #gather(): Promise<void> {
    while (this.#gathering.length > 0 && !this.#isFull()) {
      const early = this.#startsAt() - performance.now();
      if (early <= 1) break;
      await this.#waker.wait(early);
    }
    await setImmediate();
  }

  /** When the first of those that wait is wanted, and not too soon after the transaction before. */
  #startsAt(): number {
    const wantedBy = Math.min(...this.#gathering.map((member) => member.wantedBy));
    return Math.max(wantedBy, this.#startedAt + this.#options.everyMs);
  }

  #isFull(): boolean {
    const events = this.#gathering.reduce((sum, { arrivals }) => sum + arrivals.length, 0);
    return events >= this.#options.fullAt;
  }

  /** The deliveries that came first, until they are enough for a transaction. */
  #cut(): Member[] {
    let events = 0;
    let count = 0;
    while (count < this.#gathering.length && events < this.#options.fullAt)
      events += this.#gathering[count++]!.arrivals.length;
    return this.#gathering.splice(0, count);
  }

  async #commit(group: readonly Member[]): Promise<void> {
    let left = group;
    while (left.length > 0) {
      const gone = new Set<Member>();
      const members = left;
      try {
        await this.#options.apply(
          members.flatMap(({ arrivals }) => arrivals),
          { mayGoOn: () => this.#allMayGoOn(members, gone) },
        );
        crashPoint('after-group-commit');
        for (const member of members) member.done();
        return;
      } catch (error) {
        // Those that stay are applied once more: what was committed of them is known by its ids.
        const leaves = error instanceof GivenUpError && gone.size > 0 ? gone : new Set(members);
        for (const member of leaves) member.failed(error);
        left = members.filter((member) => !leaves.has(member));
      }
    }
  }

  /**
   * Asks every member, because asking keeps its partition; those that may not go on are put into `gone`.
   * Who still gathers is asked too: nobody else does while a transaction is tried again and again.
   */
  async #allMayGoOn(members: readonly Member[], gone: Set<Member>): Promise<boolean> {
    const gathering = [...this.#gathering];
    for (const member of await thoseThatMayNotGoOn(members)) gone.add(member);
    const left = new Set(await thoseThatMayNotGoOn(gathering));
    this.#gathering = this.#gathering.filter((member) => !left.has(member));
    for (const member of left) member.failed(new GivenUpError());
    return gone.size === 0;
  }
}

async function thoseThatMayNotGoOn(members: readonly Member[]): Promise<Member[]> {
  const answers = await Promise.all(members.map(({ patience }) => patience.mayGoOn()));
  return members.filter((_, at) => !answers[at]);
}
