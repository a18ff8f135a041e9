import type { Messaging } from '@handrail/messaging';
import type { Identification } from '../person/identification.js';
import type { Queryable } from '../person/person.store.js';
import { standsAlone, type Inbound, type Receipt } from './domain/inbound.js';
import { withKeyedClaims } from './keyed-claims.js';
import { locate, merges } from './locate.js';
import { StaleLocationError } from './stale-location.js';
import { Turns } from './turns.js';
import { GroupFailedError, writeGroup } from './write-group.js';

interface Waiting {
  readonly inbounds: readonly Inbound[];
  readonly resolve: (receipts: Receipt[]) => void;
  readonly reject: (error: unknown) => void;
}

const GROUP_LIMIT = 200;
/** Groups written at a time: one more than one, so that the next is looked up while one commits. */
const CONCURRENCY = 2;
const STALE_ATTEMPTS = 10;
/** After a group went stale, so many more are written alone: new persons come in crowds. */
const ALONE_AFTER_STALE = 50;

/**
 * Takes messages in: stored, matched and applied in one transaction, and only then acknowledged. What
 * waits while a transaction runs goes into the next one together, so that a lone message waits for
 * nobody and a flood shares its commits.
 */
export class Ingest {
  #waiting: Waiting[] = [];
  #running = 0;
  readonly #turns = new Turns();
  #aloneFor = 0;
  #onSettled: (inbounds: readonly Inbound[], receipts: readonly Receipt[]) => void = () =>
    undefined;

  constructor(
    private readonly messaging: Messaging,
    private readonly db: Queryable,
    private readonly identification: Identification,
  ) {}

  /** Called for every group after its commit; metrics and logs hang here. */
  onSettled(listener: (inbounds: readonly Inbound[], receipts: readonly Receipt[]) => void): void {
    this.#onSettled = listener;
  }

  /** Resolves with one receipt for each message, in order, after they are stored. */
  take(received: readonly Inbound[]): Promise<Receipt[]> {
    if (received.length === 0) return Promise.resolve([]);
    const { pseudonyms } = this.identification;
    const inbounds = received.map((inbound) => withKeyedClaims(inbound, pseudonyms));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ inbounds, resolve, reject });
      this.#next();
    });
  }

  /** Applies a stored and parked message anew; it has been read with the keys it is stored under. */
  async redo(inbound: Inbound): Promise<Receipt[]> {
    const receipts = await this.#write([inbound], true);
    this.#onSettled([inbound], receipts);
    return receipts;
  }

  #next(): void {
    if (this.#running >= CONCURRENCY || this.#waiting.length === 0) return;
    const group = [this.#waiting.shift()!];
    let size = group[0]!.inbounds.length;
    while (this.#waiting[0] && size + this.#waiting[0].inbounds.length <= GROUP_LIMIT) {
      size += this.#waiting[0].inbounds.length;
      group.push(this.#waiting.shift()!);
    }
    this.#running += 1;
    void this.#run(group).finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  async #run(group: readonly Waiting[]): Promise<void> {
    try {
      const receipts = await this.#takeAll(group.flatMap(({ inbounds }) => inbounds));
      let at = 0;
      for (const { inbounds, resolve } of group)
        resolve(receipts.slice(at, (at += inbounds.length)));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async #takeAll(inbounds: readonly Inbound[]): Promise<Receipt[]> {
    const receipts: Receipt[] = [];
    for (const part of partsOf(inbounds)) {
      const written = await this.#write(part);
      this.#onSettled(part, written);
      receipts.push(...written);
    }
    return receipts;
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
    // A merge changes whom the messages after it belong to.
    const at = inbounds.findIndex((inbound) => merges(location, inbound));
    if (at >= 0 && inbounds.length > 1) return () => this.#writeApart(inbounds, at);
    try {
      return await this.messaging.transact([...location.lanes], (unit) =>
        writeGroup(unit, inbounds, location, this.identification, again),
      );
    } catch (error) {
      if (error instanceof GroupFailedError) return () => this.#oneByOne(inbounds);
      if (!(error instanceof StaleLocationError)) throw error;
      if (attempt < STALE_ATTEMPTS) return 'stale';
      if (inbounds.length === 1) throw error;
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
    for (const inbound of inbounds) receipts.push(...(await this.#write([inbound])));
    return receipts;
  }
}

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
