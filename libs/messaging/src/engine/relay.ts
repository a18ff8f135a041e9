import type { EventLog, NewRecord } from '../log/event-log.js';
import { RefusedRecordError } from '../log/refused-record.js';
import { ADVISORY_LOCKS } from './advisory-locks.js';
import { crashPoint } from './crash-point.js';
import type { LogSink } from './log-sink.js';
import type { Loops } from './loops.js';
import type { MessagingMetrics } from './metrics.js';
import { OUTBOX_SLOTS } from './outbox.js';
import { partsOf } from './outbox-parts.js';
import { REFUSE, REFUSED_KEYS, TRY_AGAIN } from './refusals.js';
import { SteadyClient, steadyConnection, type DatabaseLimits } from './steady-client.js';
import { backoffMs, isError, sleep } from './transient.js';
import { Waker } from './waker.js';

/** Channel on which a process that is not the relay says that it committed something. */
const OUTBOX_CHANNEL = 'handrail_outbox';
/** Tells the relays of all processes that there is something to publish. */
export const NOTIFY_RELAYS = `SELECT pg_notify('${OUTBOX_CHANNEL}', '')`;
const LOOP = 'the relay';
const CLAIM_LIMIT = 500;
/** Between the beginnings of two claims: under load one claim then carries what several commits left. */
const GATHER_MS = 10;
/** Pause before an event the log refused is offered again: its limits are a setting of the broker. */
const REFUSED_AGAIN_MS = 10 * 60_000;

/** Prepared once per session under its name. */
export const CLAIM = {
  name: 'claim',
  text: `SELECT event_id, topic, key, headers, payload FROM outbox
         WHERE published_at IS NULL AND slot = ANY($1::smallint[])
           AND key <> ALL (ARRAY(${REFUSED_KEYS}))
         ORDER BY seq LIMIT ${CLAIM_LIMIT}`,
};

export interface RelayOptions {
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
  readonly log: LogSink;
  readonly metrics: MessagingMetrics;
  readonly loops: Loops;
  /** Safety net for commits nobody announced, and the touch that keeps the session alive. */
  readonly pollMs?: number;
  /** Server-side end of a session that froze; its slots are free from then on. */
  readonly idleSessionTimeoutMs?: number;
  /** How long the session waits for the database; the usual limits when left out. */
  readonly limits?: Partial<DatabaseLimits>;
}

/**
 * Publishes the outbox. One session does everything: it owns slots by advisory locks, claims rows,
 * and marks them, so that a session the server has ended can do none of it any more.
 *
 * Modes: `connecting` (no session; retried with backoff), `waiting` (session open, nothing to do, or
 * every slot owned by another relay), `draining` (claim, publish, mark, until a claim comes back
 * short). An event the log refuses for what it is waits in `outbox_refusal`, with those behind it of
 * its key; all others go on. A publish that fails leaves its rows unmarked, so they are claimed again: repeats are
 * possible, loss and reordering of first appearances are not.
 *
 * Rows are claimed by presence (`published_at IS NULL`), never by "greater than the last seen": a
 * position is taken before its transaction commits, so a high-water mark would skip late commits.
 */
export class Relay {
  readonly #options: RelayOptions;
  #client: SteadyClient | undefined;
  #slots: number[] = [];
  #stopping = false;
  readonly #waker = new Waker();
  #running: Promise<void> | undefined;
  #problem: string | undefined = 'not started';
  #claimedAt = -Infinity;
  #lastSlotCheckMs = 0;
  #lastRefusedMs = 0;

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stopping = false;
    this.#running ??= this.#loop();
  }

  /** Something was committed by this process. */
  wake(): void {
    this.#waker.wake();
  }

  /** True when this relay serves every slot, so that a commit here needs no notification. */
  ownsEverySlot(): boolean {
    return this.#slots.length === OUTBOX_SLOTS;
  }

  health(): { ok: boolean; why?: string } {
    return this.#problem === undefined ? { ok: true } : { ok: false, why: this.#problem };
  }

  /** Publishes what is left as far as the log answers, then gives the slots back. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#waker.wake();
    await this.#running;
    this.#running = undefined;
  }

  async #loop(): Promise<void> {
    await this.#sessions();
    this.#options.loops.rest(LOOP);
  }

  #step(): void {
    this.#options.loops.step(LOOP);
  }

  async #sessions(): Promise<void> {
    for (let failures = 0; ;) {
      this.#step();
      try {
        await this.#session();
        return;
      } catch (error) {
        failures = this.#problem === undefined ? 1 : failures + 1;
        this.#problem = 'the relay has no working session or the log does not answer';
        this.#options.metrics.retries.inc({ place: 'relay' });
        this.#options.log.warn('relay starts over', { attempt: failures, reason: nameOf(error) });
        await this.#end();
        if (this.#stopping) return;
        await this.#waker.wait(backoffMs(failures));
      }
    }
  }

  async #session(): Promise<void> {
    await this.#connect();
    for (;;) {
      this.#step();
      await this.#takeSlots();
      await this.#tryRefusedAgain();
      await this.#gather();
      const rows = await this.#claim();
      if (rows.length > 0) await this.#publish(rows);
      else this.#problem = undefined;
      if (rows.length === CLAIM_LIMIT) {
        this.#claimedAt = -Infinity;
        continue;
      }
      if (this.#stopping) return await this.#end();
      await this.#waker.wait(this.#options.pollMs ?? 2_000);
    }
  }

  /** Right after a claim that was not full, waits a few milliseconds for more; otherwise not at all. */
  async #gather(): Promise<void> {
    const early = this.#claimedAt + GATHER_MS - performance.now();
    if (early > 1 && !this.#stopping) await sleep(early);
    this.#claimedAt = performance.now();
  }

  async #connect(): Promise<void> {
    const client = new SteadyClient({
      ...steadyConnection(this.#options.limits),
      connectionString: this.#options.databaseUrl,
      application_name: 'handrail-relay',
    });
    client.on('error', () => this.#waker.wake());
    client.on('notification', () => this.wake());
    this.#client = client;
    await client.connect();
    await prepareSession(client, this.#options.idleSessionTimeoutMs);
    await client.query(`LISTEN ${OUTBOX_CHANNEL}`);
    this.#slots = [];
    this.#lastSlotCheckMs = 0;
  }

  /** Takes slots nobody serves, at once after connecting and then every five seconds. */
  async #takeSlots(): Promise<void> {
    if (this.ownsEverySlot() || Date.now() - this.#lastSlotCheckMs < 5_000) return;
    this.#lastSlotCheckMs = Date.now();
    const { rows } = await this.#client!.query<{ slot: number }>(
      `SELECT slot FROM generate_series(0, ${OUTBOX_SLOTS - 1}) AS slot
       WHERE NOT slot = ANY($1::int[]) AND pg_try_advisory_lock(${ADVISORY_LOCKS.relaySlot}, slot)`,
      [this.#slots],
    );
    this.#slots.push(...rows.map((row) => row.slot));
    if (rows.length > 0)
      this.#options.log.info('relay serves slots', { slots: this.#slots.length });
  }

  /** At once after connecting, because somebody may have repaired the log, and then now and then. */
  async #tryRefusedAgain(): Promise<void> {
    if (this.#slots.length === 0 || Date.now() - this.#lastRefusedMs < REFUSED_AGAIN_MS) return;
    await this.#client!.query(TRY_AGAIN, [REFUSED_AGAIN_MS / 1_000]);
    this.#lastRefusedMs = Date.now();
  }

  async #claim(): Promise<OutboxClaim[]> {
    if (this.#slots.length === 0) {
      await this.#client!.query('SELECT 1');
      return [];
    }
    const { rows } = await this.#client!.query<OutboxClaim>({ ...CLAIM, values: [this.#slots] });
    return rows;
  }

  /** Publishes and marks; false when the log refused an event and with it those behind it. */
  async #publish(rows: readonly OutboxClaim[]): Promise<boolean> {
    this.#step();
    crashPoint('before-publish');
    try {
      await this.#options.eventLog.publish(rows.map(toRecord));
    } catch (error) {
      if (error instanceof RefusedRecordError) return await this.#publishApart(rows, error);
      throw error;
    }
    this.#step();
    crashPoint('after-publish');
    crashPoint('before-mark');
    await this.#client!.query({
      name: 'mark',
      text: `UPDATE outbox SET published_at = clock_timestamp() WHERE event_id = ANY($1::uuid[])`,
      values: [rows.map((row) => row.event_id)],
    });
    crashPoint('after-mark');
    this.#problem = undefined;
    for (const row of rows) this.#options.metrics.published.inc({ topic: row.topic });
    return true;
  }

  /** Finds the event the log refuses by halving; everybody else's events are published. */
  async #publishApart(
    rows: readonly OutboxClaim[],
    { reason }: RefusedRecordError,
  ): Promise<boolean> {
    const [only] = rows;
    if (only && rows.length === 1) {
      await this.#client!.query(REFUSE, [only.event_id, only.key, reason]);
      const fields = { eventId: only.event_id, topic: only.topic, reason };
      this.#options.log.error('the log refuses an event; its key waits', fields);
      return false;
    }
    const { first, second, areApart } = partsOf(rows);
    const wentWell = await this.#publish(first);
    if (!wentWell && !areApart) return false;
    return (await this.#publish(second)) && wentWell;
  }

  async #end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#slots = [];
    await client?.end().catch(() => undefined);
  }
}

/** What every session of a relay is set to, whatever the server's own settings are. */
export async function prepareSession(
  client: Pick<SteadyClient, 'query'>,
  idleTimeoutMs = 15_000,
): Promise<void> {
  await client.query(`SET idle_session_timeout = ${Math.trunc(idleTimeoutMs)}`);
  await client.query('SET lock_timeout = 5000');
  // The claim has to walk the index of unpublished rows in order. Only that walk marks the entries of
  // rows published meanwhile as dead, so that the next one passes over them: a plan that reads the
  // table, or the index all at once, reads a flood of the past again for every row, for 20 ms.
  for (const way of ['seqscan', 'bitmapscan', 'sort'])
    await client.query(`SET enable_${way} = off`);
}

interface OutboxClaim {
  event_id: string;
  topic: string;
  key: string;
  headers: Record<string, string>;
  payload: string;
}

const toRecord = (row: OutboxClaim): NewRecord => ({
  topic: row.topic,
  key: row.key,
  headers: row.headers,
  value: Buffer.from(row.payload),
});

const nameOf = (error: unknown): string => {
  if (!isError(error)) return typeof error;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.name;
};
