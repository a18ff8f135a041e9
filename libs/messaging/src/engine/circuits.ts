import type { LogSink } from './log-sink.js';
import { openCircuits, type OpenCircuit } from './parked-reads.js';
import { inTransaction, type ConnectionSource } from './pool.js';

const CHECK_EVERY_MS = 5_000;

/**
 * Which topics, and which types of timers, are paused because so many persons are parked for one cause
 * that it must be the release. Looked at whenever somebody parks or is taken up again, and, while one is
 * open, every five seconds for what other processes did.
 */
export class Circuits {
  readonly #source: ConnectionSource;
  readonly #log: LogSink;
  readonly #changed: (open: readonly OpenCircuit[]) => void;
  #open: readonly OpenCircuit[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(
    source: ConnectionSource,
    log: LogSink,
    changed: (open: readonly OpenCircuit[]) => void,
  ) {
    this.#source = source;
    this.#log = log;
    this.#changed = changed;
  }

  get open(): readonly OpenCircuit[] {
    return this.#open;
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#open.length > 0) void this.check();
    }, CHECK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async check(): Promise<void> {
    try {
      this.#open = await inTransaction(this.#source, openCircuits);
      this.#changed(this.#open);
    } catch (error) {
      this.#log.error('circuits could not be checked', { error });
    }
  }

  /** One sentence for each that is open. */
  reasons(): string[] {
    return this.#open.map(({ topic, timerType, why }) =>
      timerType === null
        ? `consumption of ${topic} is paused: ${why}`
        : `timers of type ${timerType} are paused: ${why}`,
    );
  }
}
