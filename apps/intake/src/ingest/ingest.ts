import {
  CommitUnknownError,
  isTransient,
  type Messaging,
  type Queryable,
} from '@handrail/messaging';
import { Pace } from '@handrail/platform';
import { ErasedPersonError } from '../encryption/erased-person.js';
import { eraseRows } from '../erasure/erase-rows.sql.js';
import type { Identification } from '../person/identification.js';
import type { Inbound, Receipt } from '../inbound/domain/inbound.js';
import { partsOf, partsWith } from '../inbound/domain/statements.js';
import { failureCode } from '../inbound/failure-code.js';
import { FairQueue, type GroupLimits, type Order, type Share } from './fair-queue.js';
import { withKeyedClaims } from '../message/claims.js';
import { keepAsLastResort } from './last-resort.js';
import { resolveIdentities } from '../identity/resolve-identities.js';
import { changesOthers } from '../identity/resolution.js';
import type { RefusedBodies } from '../refused-bodies/refused-bodies.js';
import { UnsettledResolutionError, StaleResolutionError } from '../identity/stale-resolution.js';
import { storableInbound } from '../inbound/storable-inbound.js';
import type { StoredMessages } from '../message/stored-messages.js';
import { restBeside } from './rest-beside.js';
import { Turns } from './turns.js';
import { readOrKeep } from '../inbound/unread.js';
import { isLight, weightOf } from './weight.js';
import { GroupFailedError, writeGroup } from './write-group.js';

/** Orders of one kind, with what goes on of them. */
class WriteQueue {
  readonly orders: FairQueue<Inbound>;
  readonly turns = new Turns();
  running = 0;
  aloneFor = 0;

  constructor(limits: GroupLimits) {
    this.orders = new FairQueue(limits, weightOf);
  }
}

/** Somebody who waits for receipts, and those that are there. */
interface Waiting {
  readonly queue: WriteQueue;
  readonly receipts: Receipt[];
  readonly resolve: (receipts: Receipt[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Of one transaction. Weight is rows, about: a message and what it says, with every number it names
 * somebody by, and its bytes; a message of a feed weighs four. Beside floods a group is written in the time
 * of some fifty messages.
 */
const LIGHT_LIMITS = { items: 200, weight: 1_000, contendedWeight: 200, heavyWeight: 200 } as const;
/** Who sends bulk waits for megabytes anyway: fewer transactions are sooner done for all of them. */
const BULK_LIMITS = { ...LIGHT_LIMITS, contendedWeight: LIGHT_LIMITS.weight } as const;
/** Groups written at a time: one more than one, so that the next is looked up while one commits. */
const CONCURRENCY = 2;
/** So long after the last light order, and while none is written, bulk has the processor for itself. */
const QUIET_MS = 100;
/** Of a group of bulk beside feeds: some twenty messages, which are written in the time of a blink. */
const SHORT_WEIGHT = 80;
const LONGEST_REST_MS = 3_000;
/** Beside feeds, bulk rests for so many times as long as it took. */
const REST = 3;
const STALE_ATTEMPTS = 10;
/** A group that went stale this often goes alone, beside nobody at all. */
const SHARED_ATTEMPTS = 3;
/** After a group went stale, so many more are written alone: new persons come in crowds. */
const ALONE_AFTER_STALE = 50;

/**
 * Takes messages in: stored, matched and applied in one transaction, and only then acknowledged. What
 * waits while a transaction runs goes into the next one together, so that a lone message waits for
 * nobody and a flood shares its commits. What comes together in one frame or body may take several
 * transactions, between which others have their turn; a crash between two makes its sender send it
 * again, and what is stored is then recognised.
 *
 * What is light and what is bulk have queues of their own: a feed that sends one message and waits never
 * stands behind ten megabytes of somebody else, nor in one transaction with them. While there are feeds,
 * bulk is written one group at a time.
 */
export class Ingest {
  readonly #messaging: Messaging;
  readonly #db: Queryable;
  readonly #identification: Identification;
  readonly #stored: StoredMessages;
  readonly #refusedBodies: RefusedBodies;
  readonly #light = new WriteQueue(LIGHT_LIMITS);
  readonly #bulk = new WriteQueue(BULK_LIMITS);
  readonly #waiting = new Map<Order<Inbound>, Waiting>();
  #lastLightMs = -Infinity;
  readonly #turns = new Turns();
  #onSettled: (inbounds: readonly Inbound[], receipts: readonly Receipt[]) => void = () =>
    undefined;

  constructor(
    messaging: Messaging,
    db: Queryable,
    identification: Identification,
    stored: StoredMessages,
    refusedBodies: RefusedBodies,
  ) {
    this.#messaging = messaging;
    this.#db = db;
    this.#identification = identification;
    this.#stored = stored;
    this.#refusedBodies = refusedBodies;
  }

  /** Called for every group after its commit; metrics and logs hang here. */
  onSettled(listener: (inbounds: readonly Inbound[], receipts: readonly Receipt[]) => void): void {
    this.#onSettled = listener;
  }

  /** Resolves with one receipt for each message, in order, after they are stored. */
  async take(received: readonly Inbound[]): Promise<Receipt[]> {
    if (received.length === 0) return [];
    const { pseudonyms } = this.#identification;
    // The one door: whichever way a message came, from here on all of it can be stored.
    const inbounds = await new Pace().map(received, (inbound) =>
      readOrKeep(
        () => this.#refusedBodies.bounded(withKeyedClaims(storableInbound(inbound), pseudonyms)),
        inbound,
        (unread) => unread,
      ),
    );
    const queue = isLight(inbounds) ? this.#light : this.#bulk;
    if (queue === this.#light) this.#lastLightMs = performance.now();
    return new Promise((resolve, reject) => {
      this.#waiting.set(queue.orders.add(inbounds), { queue, receipts: [], resolve, reject });
      this.#next();
    });
  }

  /** Applies a stored and parked message anew; it has been read with the keys it is stored under. */
  async redo(inbound: Inbound): Promise<Receipt[]> {
    const receipts = await this.#writeOrKeep([storableInbound(inbound)], this.#light, true);
    this.#onSettled([inbound], receipts);
    return receipts;
  }

  #next(): void {
    this.#begin(this.#light, CONCURRENCY);
    this.#begin(this.#bulk, this.#isBusy ? 1 : CONCURRENCY);
  }

  get #isBusy(): boolean {
    return this.#light.running > 0 || performance.now() - this.#lastLightMs < QUIET_MS;
  }

  /** What is heavy never takes the last place of its queue: the others go on beside it. */
  #begin(queue: WriteQueue, most: number): void {
    while (queue.running < most) {
      const isShort = queue === this.#bulk && this.#isBusy;
      const group = queue.orders.take(queue.running === 0, isShort ? SHORT_WEIGHT : undefined);
      if (group.length === 0) return;
      queue.running += 1;
      const from = performance.now();
      void this.#run(group, queue).finally(() => this.#ended(queue, performance.now() - from));
    }
  }

  /**
   * Beside feeds, bulk works for a quarter of the time: the processor and the database are theirs. Once they
   * have gone quiet it goes on, however long it was to rest.
   */
  #ended(queue: WriteQueue, tookMs: number): void {
    const end = () => {
      queue.running -= 1;
      this.#next();
    };
    if (queue !== this.#bulk) return end();
    const ms = Math.min(REST * tookMs, LONGEST_REST_MS);
    restBeside(() => this.#isBusy, { ms, lookMs: QUIET_MS }, end);
  }

  async #run(group: ReadonlyArray<Share<Inbound>>, queue: WriteQueue): Promise<void> {
    try {
      const receipts = await this.#takeAll(
        group.flatMap(({ items }) => items),
        queue,
      );
      let at = 0;
      for (const { order, items } of group) {
        const waiting = this.#waiting.get(order)!;
        for (const receipt of receipts.slice(at, (at += items.length)))
          waiting.receipts.push(receipt);
        if (!queue.orders.done(order)) continue;
        this.#waiting.delete(order);
        waiting.resolve(waiting.receipts);
      }
    } catch (error) {
      for (const { order } of group) {
        queue.orders.drop(order);
        this.#waiting.get(order)!.reject(error);
        this.#waiting.delete(order);
      }
    }
  }

  async #takeAll(inbounds: readonly Inbound[], queue: WriteQueue): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const part of partsOf(inbounds)) {
      const written = await this.#writeOrKeep(part, queue);
      this.#onSettled(part, written);
      receipts.push(...written);
    }
    return receipts;
  }

  /**
   * What fails for a reason that does not pass is tried message by message, and what then still fails is
   * kept as a last resort: one message can never hold up others, nor be delivered for ever.
   */
  async #writeOrKeep(
    inbounds: readonly Inbound[],
    queue: WriteQueue,
    again = false,
  ): Promise<Receipt[]> {
    try {
      return await this.#write(inbounds, queue, again);
    } catch (error) {
      if (isTransient(error) || error instanceof CommitUnknownError) throw error;
      const [inbound] = inbounds;
      if (inbounds.length > 1 || !inbound) return this.#writeSeparately(inbounds, queue);
      if (error instanceof UnsettledResolutionError)
        return this.#write([parkedWhole(inbound, error)], queue);
      return [await keepAsLastResort(this.#messaging, this.#identification, inbound, error)];
    }
  }

  /**
   * What was looked up may have changed before the locks were taken, and two groups of new persons can
   * do that to each other again and again. A group that went stale goes alone in its queue, and so do some
   * after it; one that still does, beside nobody.
   */
  async #write(inbounds: readonly Inbound[], queue: WriteQueue, again = false): Promise<Receipt[]> {
    for (let attempt = 1; ; attempt += 1) {
      const alone = attempt > 1 || queue.aloneFor > 0;
      const written = await this.#turns.run(attempt > SHARED_ATTEMPTS, () =>
        queue.turns.run(alone, () => this.#tryWrite(inbounds, queue, again, attempt)),
      );
      if (written === 'stale') {
        queue.aloneFor = ALONE_AFTER_STALE;
        continue;
      }
      queue.aloneFor = Math.max(0, queue.aloneFor - 1);
      return typeof written === 'function' ? written() : written;
    }
  }

  /** The receipts, or what is to be done instead once this turn is over. */
  async #tryWrite(
    inbounds: readonly Inbound[],
    queue: WriteQueue,
    again: boolean,
    attempt: number,
  ): Promise<Receipt[] | 'stale' | (() => Promise<Receipt[]>)> {
    try {
      const resolution = await resolveIdentities(this.#db, this.#identification, inbounds);
      // A merge or a shared number changes whom other messages belong to.
      const parts = partsWith(inbounds, (inbound) => changesOthers(resolution, inbound));
      if (parts.length > 1) return () => this.#writeParts(parts, queue);
      return await this.#messaging.transact([...resolution.lanes], (unit) =>
        writeGroup(unit, inbounds, resolution, this.#identification, this.#stored, again),
      );
    } catch (error) {
      if (error instanceof GroupFailedError) return () => this.#writeSeparately(inbounds, queue);
      // Erased between the look-up and now: what this look-up reserved for them goes as well.
      if (error instanceof ErasedPersonError) await eraseRows(this.#db, error.personIds);
      else if (!(error instanceof StaleResolutionError)) throw error;
      if (attempt < STALE_ATTEMPTS) return 'stale';
      if (inbounds.length === 1) throw new UnsettledResolutionError(error);
      return () => this.#writeSeparately(inbounds, queue);
    }
  }

  async #writeParts(
    parts: ReadonlyArray<readonly Inbound[]>,
    queue: WriteQueue,
  ): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const part of parts) receipts.push(...(await this.#write(part, queue)));
    return receipts;
  }

  async #writeSeparately(inbounds: readonly Inbound[], queue: WriteQueue): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const inbound of inbounds) receipts.push(...(await this.#writeOrKeep([inbound], queue)));
    return receipts;
  }
}

/** The message with nothing of it applied: what it says is read again by a retry. */
const parkedWhole = (inbound: Inbound, error: unknown): Inbound => ({
  ...inbound,
  claim: null,
  content: { kind: 'unread', reason: failureCode(error) },
});
