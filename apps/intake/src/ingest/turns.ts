/**
 * Work that may go on side by side until some of it asks to be alone. Who wants to be alone waits for
 * those that are running, and nobody new begins before it: a crowd cannot keep it out.
 */
export class Turns {
  #running = 0;
  #wantAlone = 0;
  #isAlone = false;
  #waiting: Array<() => void> = [];

  async run<T>(alone: boolean, work: () => Promise<T>): Promise<T> {
    if (alone) this.#wantAlone += 1;
    while (alone ? this.#running > 0 : this.#isAlone || this.#wantAlone > 0)
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
    this.#isAlone = alone;
    if (alone) this.#wantAlone -= 1;
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#isAlone = false;
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }
}
