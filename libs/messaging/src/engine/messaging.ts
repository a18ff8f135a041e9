import type { Outcome, Outgoing, TimerChange } from './outcome.js';
import type { Moment } from './moment.js';
import type { Tx } from './tx.js';

/** Why a command or an allocator run happens; events it publishes lead back to it. */
export interface Cause {
  /** Id of the causing event, message or command; ids of events it publishes are derived from it. */
  readonly id: string;
  /** What events it publishes name as their cause, when that is not `id` itself: see `causeOf`. */
  readonly namedCauseId?: string;
  /** Source message at the root of the chain; the cause itself when it is the root. */
  readonly correlationId: string;
  /** RFC 3339 UTC: the time rules take for now. */
  readonly recordedTime: string;
  readonly traceparent?: string;
}

/** A unit of work: one transaction that holds the lanes of `keys`. */
export interface UnitOfWork {
  readonly tx: Tx;
  /** Lane version of each locked key after this unit. */
  lane(key: string): { readonly version: bigint; readonly heldBecause: string | null };
  /** Appends events to the outbox in order, in this transaction. Returns their ids. */
  publish(cause: Cause, events: readonly Outgoing[]): Promise<string[]>;
  /** Sets or cancels timers of a locked key in this transaction. */
  timers(key: string, cause: Cause, changes: readonly TimerChange[]): Promise<void>;
  /**
   * Stores an event of `type` that failed with `error` as parked under a locked key: the person's events
   * wait behind it, people see it with its cause, and a retry hands it to the handler of its type.
   */
  park(key: string, cause: Cause, event: FailedEvent, error: unknown): Promise<void>;
  /** Rolls back `work` alone when it throws, and rethrows; the unit goes on. */
  savepoint<T>(work: () => Promise<T>): Promise<T>;
}

/** What a service wanted to do for a person and could not, as an event of its own. */
export interface FailedEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a command's rule answers: an outcome for the state, and a result for the caller. */
export interface CommandOutcome<S, R> {
  readonly outcome: Outcome<S>;
  readonly result: R;
}

/** Hears of each commit: whose state may have changed, and how many events were in it. */
export type CommitListener = (touched: ReadonlySet<string>, events: number) => void;

/**
 * The messaging core as a service sees it outside of event handlers. Consumers are written as
 * `@EventPattern` methods and never call this.
 */
export interface Messaging {
  readonly service: string;
  /**
   * Runs `work` in one transaction with the lanes of `keys` locked in sorted order. The relay is woken
   * after the commit. Transient database errors are retried, so `work` must not have outside effects.
   */
  transact<T>(keys: readonly string[], work: (unit: UnitOfWork) => Promise<T>): Promise<T>;
  /** One rule on the state of one key, outside of event handling (an HTTP command). */
  command<S, R>(
    key: string,
    cause: Cause,
    rule: (at: Moment<S>) => CommandOutcome<S, R> | Promise<CommandOutcome<S, R>>,
    store?: string,
  ): Promise<R>;
  /** Whether so many events of this own type are parked for one cause that no more should be tried. */
  isPaused(type: string): boolean;
  /** Called after each committed batch or command of this process; cheap signal for allocators. */
  onCommit(listener: CommitListener): () => void;
}
