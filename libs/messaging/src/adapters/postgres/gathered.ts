import { setImmediate } from 'node:timers/promises';

interface Asking<Request, Answer> {
  readonly request: Request;
  readonly answered: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Requests of one kind that come while one is under way travel together in the next, in one round trip.
 * Who asks alone waits for nobody.
 */
export class Gathered<Request, Answer> {
  readonly #send: (requests: readonly Request[]) => Promise<readonly Answer[]>;
  #waiting: Array<Asking<Request, Answer>> = [];
  #isUnderWay = false;

  /** @param send answers every request, in their order */
  constructor(send: (requests: readonly Request[]) => Promise<readonly Answer[]>) {
    this.#send = send;
  }

  ask(request: Request): Promise<Answer> {
    return new Promise((answered, failed) => {
      this.#waiting.push({ request, answered, failed });
      void this.#sendOn();
    });
  }

  async #sendOn(): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    // Those who ask within the same turn of the event loop go together at once.
    await setImmediate();
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const answers = await this.#send(group.map(({ request }) => request));
        for (const [at, { answered }] of group.entries()) answered(answers[at]!);
      } catch (error) {
        for (const { failed } of group) failed(error);
      }
    }
    this.#isUnderWay = false;
  }
}
