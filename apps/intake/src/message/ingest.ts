import { CommitUnknownError, isTransient, type Messaging } from '@handrail/messaging';
import { Pace } from '@handrail/platform';
import type { Identification } from '../person/identification.js';
import type { Queryable } from '../person/person.store.js';
import { standsAlone, type Inbound, type Receipt, type Statement } from './domain/inbound.js';
import { failureCode } from './failure-code.js';
import { FairQueue, type Order, type Share } from './fair-queue.js';
import { withKeyedClaims } from './keyed-claims.js';
import { personsOf } from './domain/statements.js';
import { keepAsLastResort } from './last-resort.js';
import { changesOthers, locate } from './locate.js';
import type { RefusedBodies } from './refused-bodies/refused-bodies.js';
import { RestlessLocationError, StaleLocationError } from './stale-location.js';
import { storableInbound } from './storable-inbound.js';
import type { StoredMessages } from './stored-messages.js';
import { Turns } from './turns.js';
import { readOrKeep } from './unread.js';
import { GroupFailedError, writeGroup } from './write-group.js';

/** Somebody who waits for receipts, and those that are there. */
interface Waiting {
  readonly receipts: Receipt[];
  readonly resolve: (receipts: Receipt[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Of one transaction. Weight is rows, about: a message and what it says, with every number it names
 * somebody by; a message of a feed weighs four. Beside floods a group is written in the time of some
 * fifty messages.
 */
const GROUP_LIMITS = { items: 200, weight: 1_000, contendedWeight: 200 } as const;
/** Groups written at a time: one more than one, so that the next is looked up while one commits. */
const CONCURRENCY = 2;
const STALE_ATTEMPTS = 10;
/** After a group went stale, so many more are written alone: new persons come in crowds. */
const ALONE_AFTER_STALE = 50;

/**
 * Takes messages in: stored, matched and applied in one transaction, and only then acknowledged. What
 * waits while a transaction runs goes into the next one together, so that a lone message waits for
 * nobody and a flood shares its commits. What comes together in one frame or body may take several
 * transactions, between which others have their turn; a crash between two makes its sender send it
 * again, and what is stored is then recognised.
 */
export class Ingest {
  readonly #queue = new FairQueue<Inbound>(GROUP_LIMITS, weightOf);
  readonly #waiting = new Map<Order<Inbound>, Waiting>();
  #running = 0;
  #heavyRunning = 0;
  readonly #turns = new Turns();
  #aloneFor = 0;
  #onSettled: (inbounds: readonly Inbound[], receipts: readonly Receipt[]) => void = () =>
    undefined;

  constructor(
    private readonly messaging: Messaging,
    private readonly db: Queryable,
    private readonly identification: Identification,
    private readonly stored: StoredMessages,
    private readonly refusedBodies: RefusedBodies,
  ) {}

  /** Called for every group after its commit; metrics and logs hang here. */
  onSettled(listener: (inbounds: readonly Inbound[], receipts: readonly Receipt[]) => void): void {
    this.#onSettled = listener;
  }

  /** Resolves with one receipt for each message, in order, after they are stored. */
  async take(received: readonly Inbound[]): Promise<Receipt[]> {
    if (received.length === 0) return [];
    const { pseudonyms } = this.identification;
    // The one door: whichever way a message came, from here on all of it can be stored.
    const inbounds = await new Pace().map(received, (inbound) =>
      readOrKeep(
        () => this.refusedBodies.bounded(withKeyedClaims(storableInbound(inbound), pseudonyms)),
        inbound,
        (unread) => unread,
      ),
    );
    return new Promise((resolve, reject) => {
      this.#waiting.set(this.#queue.add(inbounds), { receipts: [], resolve, reject });
      this.#next();
    });
  }

  /** Applies a stored and parked message anew; it has been read with the keys it is stored under. */
  async redo(inbound: Inbound): Promise<Receipt[]> {
    const receipts = await this.#writeOrKeep([storableInbound(inbound)], true);
    this.#onSettled([inbound], receipts);
    return receipts;
  }

  /** What is heavy never takes the last place: the others go on beside it. */
  #next(): void {
    while (this.#running < CONCURRENCY) {
      const group = this.#queue.take(this.#heavyRunning < CONCURRENCY - 1);
      if (group.length === 0) return;
      const isHeavy = group.some(({ items }) => weightOf(items[0]!) > GROUP_LIMITS.contendedWeight);
      this.#running += 1;
      if (isHeavy) this.#heavyRunning += 1;
      void this.#run(group).finally(() => {
        this.#running -= 1;
        if (isHeavy) this.#heavyRunning -= 1;
        this.#next();
      });
    }
  }

  async #run(group: ReadonlyArray<Share<Inbound>>): Promise<void> {
    try {
      const receipts = await this.#takeAll(group.flatMap(({ items }) => items));
      let at = 0;
      for (const { order, items } of group) {
        const waiting = this.#waiting.get(order)!;
        for (const receipt of receipts.slice(at, (at += items.length)))
          waiting.receipts.push(receipt);
        if (!this.#queue.done(order)) continue;
        this.#waiting.delete(order);
        waiting.resolve(waiting.receipts);
      }
    } catch (error) {
      for (const { order } of group) {
        this.#queue.drop(order);
        this.#waiting.get(order)!.reject(error);
        this.#waiting.delete(order);
      }
    }
  }

  async #takeAll(inbounds: readonly Inbound[]): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const part of partsOf(inbounds)) {
      const written = await this.#writeOrKeep(part);
      this.#onSettled(part, written);
      receipts.push(...written);
    }
    return receipts;
  }

  /**
   * What fails for a reason that does not pass is tried message by message, and what then still fails is
   * kept as a last resort: one message can never hold up others, nor be delivered for ever.
   */
  async #writeOrKeep(inbounds: readonly Inbound[], again = false): Promise<Receipt[]> {
    try {
      return await this.#write(inbounds, again);
    } catch (error) {
      if (isTransient(error) || error instanceof CommitUnknownError) throw error;
      const [inbound] = inbounds;
      if (inbounds.length > 1 || !inbound) return this.#oneByOne(inbounds);
      if (error instanceof RestlessLocationError) return this.#write([parkedWhole(inbound, error)]);
      return [await keepAsLastResort(this.messaging, this.identification, inbound, error)];
    }
  }

  /**
   * What was looked up may have changed before the locks were taken, and two groups of new persons can
   * do that to each other again and again. A group that went stale goes alone, and so do some after it.
   */
  async #write(inbounds: readonly Inbound[], again = false): Promise<Receipt[]> {
    for (let attempt = 1; ; attempt += 1) {
      const alone = attempt > 1 || this.#aloneFor > 0;
      const written = await this.#turns.run(alone, () => this.#tryWrite(inbounds, again, attempt));
      if (written === 'stale') {
        this.#aloneFor = ALONE_AFTER_STALE;
        continue;
      }
      this.#aloneFor = Math.max(0, this.#aloneFor - 1);
      return typeof written === 'function' ? written() : written;
    }
  }

  /** The receipts, or what is to be done instead once this turn is over. */
  async #tryWrite(
    inbounds: readonly Inbound[],
    again: boolean,
    attempt: number,
  ): Promise<Receipt[] | 'stale' | (() => Promise<Receipt[]>)> {
    const location = await locate(this.db, this.identification, inbounds);
    // A merge or a shared number changes whom other messages belong to.
    const at = inbounds.findIndex((inbound) => changesOthers(location, inbound));
    if (at >= 0 && inbounds.length > 1) return () => this.#writeApart(inbounds, at);
    try {
      return await this.messaging.transact([...location.lanes], (unit) =>
        writeGroup(unit, inbounds, location, this.identification, this.stored, again),
      );
    } catch (error) {
      if (error instanceof GroupFailedError) return () => this.#oneByOne(inbounds);
      if (!(error instanceof StaleLocationError)) throw error;
      if (attempt < STALE_ATTEMPTS) return 'stale';
      if (inbounds.length === 1) throw new RestlessLocationError(error);
      return () => this.#oneByOne(inbounds);
    }
  }

  async #writeApart(inbounds: readonly Inbound[], at: number): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const part of [inbounds.slice(0, at), inbounds.slice(at, at + 1), inbounds.slice(at + 1)])
      if (part.length > 0) receipts.push(...(await this.#write(part)));
    return receipts;
  }

  async #oneByOne(inbounds: readonly Inbound[]): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const inbound of inbounds) receipts.push(...(await this.#writeOrKeep([inbound])));
    return receipts;
  }
}

/** About as many rows as it takes to write a message. */
const weightOf = ({ content }: Inbound): number =>
  content.kind === 'statements'
    ? content.statements.reduce((sum, each) => sum + 1 + numbersIn(each), 1)
    : 1;

const numbersIn = (statement: Statement): number =>
  personsOf(statement).reduce((sum, { identifiers }) => sum + identifiers.length, 0);

/** The message with nothing of it applied: what it says is read again by a retry. */
const parkedWhole = (inbound: Inbound, error: unknown): Inbound => ({
  ...inbound,
  claim: null,
  content: { kind: 'unread', reason: failureCode(error) },
});

/** Messages that move others about are written alone, in their place among the rest. */
function partsOf(inbounds: readonly Inbound[]): Inbound[][] {
  const parts: Inbound[][] = [];
  let open: Inbound[] = [];
  for (const inbound of inbounds) {
    if (!standsAlone(inbound)) {
      open.push(inbound);
      continue;
    }
    if (open.length > 0) parts.push(open);
    parts.push([inbound]);
    open = [];
  }
  return open.length > 0 ? [...parts, open] : parts;
}
