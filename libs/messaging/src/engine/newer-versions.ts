import { DomainError } from '@handrail/domain';
import { NEWER_VERSION } from './decode.js';
import type { KnownTypes } from './known-types.js';
import type { LogSink } from './log-sink.js';
import { inTransaction, type ConnectionSource } from './pool.js';

/** An old process beside a new one may park at any moment: what it parks is found this soon. */
const EVERY_MS = 5_000;
/** Persons taken up between two looks at whether the process stops. */
const CHUNK = 200;

const TYPES = `
  SELECT DISTINCT type FROM inbox
  WHERE disposition = 'parked' AND behind IS NULL AND reason = $1 AND type IS NOT NULL`;

const HEADS = `
  SELECT event_id FROM inbox
  WHERE disposition = 'parked' AND behind IS NULL AND reason = $1 AND type = ANY($2::text[])
  ORDER BY seq LIMIT ${CHUNK}`;

export interface NewerVersionsOptions {
  readonly source: ConnectionSource;
  readonly known: KnownTypes;
  /** Takes up the queue an event stands in. */
  readonly retry: (eventId: string) => Promise<unknown>;
  readonly log: LogSink;
}

/**
 * Takes up what waits for an upgrade. During a rolling upgrade old processes park events of versions
 * they cannot read, each with its person; a process that can read the version drains them, at its
 * start and from then on, until no old process is left to park more.
 */
export class NewerVersions {
  readonly #options: NewerVersionsOptions;
  #timer: NodeJS.Timeout | undefined;
  #stopping = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: NewerVersionsOptions) {
    this.#options = options;
  }

  start(): void {
    const next = () => {
      if (this.#stopping) return;
      this.#running = this.#takeUp().then(() => {
        this.#timer = setTimeout(next, EVERY_MS);
        this.#timer.unref();
      });
    };
    next();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
    clearTimeout(this.#timer);
  }

  async #takeUp(): Promise<void> {
    try {
      for (let left = true; left && !this.#stopping;) left = await this.#takeUpSome();
    } catch (error) {
      this.#options.log.error('events that waited for an upgrade could not be taken up', { error });
    }
  }

  /** Answers whether there may be more. */
  async #takeUpSome(): Promise<boolean> {
    const { source, known, retry, log } = this.#options;
    const heads = await inTransaction(source, async (tx) => {
      const parked = await tx.query<{ type: string }>(TYPES, [NEWER_VERSION]);
      const types = parked.map(({ type }) => type).filter((type) => isReadable(known, type));
      if (types.length === 0) return [];
      return await tx.query<{ event_id: string }>(HEADS, [NEWER_VERSION, types]);
    });
    let count = 0;
    for (const { event_id: eventId } of heads) {
      if (this.#stopping) return false;
      await retry(eventId).then(() => (count += 1), passOverOthers);
    }
    if (count > 0) log.info('events that waited for an upgrade were taken up', { count });
    // A queue may stop at its next fault; what failed has another reason by now.
    return heads.length === CHUNK && count > 0;
  }
}

const isReadable = (known: KnownTypes, type: string): boolean =>
  ['as-is', 'upcast'].includes(known.reading(type).kind);

/** Another process may have taken the person up a moment ago. */
function passOverOthers(error: unknown): void {
  if (!(error instanceof DomainError)) throw error;
}
