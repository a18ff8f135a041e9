import { DomainError } from '@handrail/domain';
import type { LogSink } from './log-sink.js';
import type { Parking } from './parking.js';
import { inTransaction, type ConnectionSource } from './pool.js';
import type { Tx } from './tx.js';

// A lane waits either for a parked event of its key to be taken up or given up, or for the second copy
// of a merge. When that event is parked no longer, or the merge has happened, nothing will end the wait.
const HEADLESS = `
  FROM lane AS l WHERE l.held_because IS NOT NULL AND CASE
    WHEN l.held_because LIKE 'parked:%' THEN NOT EXISTS (
      SELECT 1 FROM inbox AS i WHERE i.disposition = 'parked'
        AND i.event_id = split_part(l.held_because, ':', 2)::uuid)
    ELSE EXISTS (
      SELECT 1 FROM lane AS retired WHERE retired.merged_into IS NOT NULL
        AND retired.key = split_part(l.held_because, ':', 3)) END`;

const COUNT = `SELECT count(*)::int AS count ${HEADLESS}`;
const KEYS = `SELECT l.key ${HEADLESS} ORDER BY l.key LIMIT 50`;

/** Lanes that are held although nothing is left to wait for. Must be 0 at all times. */
export async function countHeadlessLanes(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ count: number }>(COUNT);
  return row?.count ?? 0;
}

const LOOK_EVERY_MS = 30_000;

/**
 * Releases lanes that are held without a head. There should never be one; if a fault of ours or a hand
 * in the database makes one, that person's events must not queue for ever behind nothing.
 */
export class HeadlessLanes {
  readonly #source: ConnectionSource;
  readonly #parking: Parking;
  readonly #log: LogSink;
  #timer: NodeJS.Timeout | undefined;

  constructor(source: ConnectionSource, parking: Parking, log: LogSink) {
    this.#source = source;
    this.#parking = parking;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.release(), LOOK_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Lets what queues in such lanes have its turn, in order; answers how many lanes there were. */
  async release(): Promise<number> {
    try {
      const found = await inTransaction(this.#source, (tx) => tx.query<{ key: string }>(KEYS));
      for (const { key } of found) await this.#parking.takeUp(key).catch(unlessRefused);
      if (found.length > 0)
        this.#log.error('lanes were held without a parked event', { count: found.length });
      return found.length;
    } catch (error) {
      this.#log.error('held lanes could not be looked at', { error });
      return 0;
    }
  }
}

/** One that awaits a merge again by now is left alone. */
function unlessRefused(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}
