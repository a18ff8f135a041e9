import { asksToRejoin, membershipLost } from './kafka-error.js';
import type { KafkaTiming } from './kafka-options.js';

/** A batch that retries gives way to a rebalance after this; one that simply works has time to end. */
const GIVE_WAY_AFTER_MS = 3_000;

/**
 * What a member knows about its own membership. The group has given its partitions away when the
 * coordinator says so, and must be assumed to have done so when the coordinator has not confirmed the
 * membership for a session timeout: a process that was frozen wakes with that knowledge, before any
 * answer from the broker arrives. The clock is monotonic and goes on while a process is stopped.
 */
export class MemberState {
  readonly #timing: KafkaTiming;
  /** Counts joins: what was fetched before the latest belongs to an assignment that is over. */
  generation = 0;
  closing = false;
  #lost = false;
  #confirmedAt = performance.now();
  #rejoin: { readonly error: Error; readonly since: number } | undefined;

  constructor(timing: KafkaTiming) {
    this.#timing = timing;
  }

  joined(): void {
    this.generation += 1;
    this.#lost = false;
    this.#rejoin = undefined;
    this.confirmed();
  }

  /** The coordinator answered a join, heartbeat or commit of this member. */
  confirmed(): void {
    this.#confirmedAt = performance.now();
  }

  /** Learns from the error of a heartbeat or commit. */
  failed(error: unknown): void {
    if (membershipLost(error)) this.#lost = true;
    if (asksToRejoin(error)) this.#rejoin ??= { error: error as Error, since: performance.now() };
  }

  /** Nothing that this member still says can count. */
  isOver(): boolean {
    return this.closing || this.#lost;
  }

  silentMs(): number {
    return performance.now() - this.#confirmedAt;
  }

  /** The error that makes kafkajs rejoin, once one was seen in this generation. */
  rejoinError(): Error | undefined {
    return this.#rejoin?.error;
  }

  mayStart(generation: number): boolean {
    return generation === this.generation && !this.#rejoin && !this.isStale(generation);
  }

  isStale(generation: number): boolean {
    return (
      this.isOver() ||
      generation !== this.generation ||
      this.silentMs() > this.#timing.sessionTimeoutMs ||
      (this.#rejoin !== undefined && performance.now() - this.#rejoin.since > GIVE_WAY_AFTER_MS)
    );
  }
}
