/**
 * Bytes a process holds for others at a time. Whoever holds some says so, and asks for room before taking
 * more; who finds none is told when there is.
 */
export class ByteBudget {
  #held = 0;
  readonly #waiting = new Set<() => void>();

  constructor(readonly limitBytes: number) {}

  get heldBytes(): number {
    return this.#held;
  }

  get isFull(): boolean {
    return this.#held >= this.limitBytes;
  }

  /** Takes so many bytes if there is room for all of them. */
  tryTake(bytes: number): boolean {
    if (this.#held + bytes > this.limitBytes) return false;
    this.#held += bytes;
    return true;
  }

  /** Notes what is held already; may go over the limit by what came in one piece. */
  take(bytes: number): void {
    this.#held += bytes;
  }

  give(bytes: number): void {
    this.#held -= bytes;
    if (this.isFull) return;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Calls back once when there is room; answers how to forget about it. */
  onRoom(wake: () => void): () => void {
    this.#waiting.add(wake);
    return () => this.#waiting.delete(wake);
  }
}
