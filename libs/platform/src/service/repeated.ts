/**
 * Work that is done again and again, one time after the other and never twice at once. What fails is told
 * and tried at the next time.
 */
export class Repeated {
  readonly #everyMs: number;
  readonly #work: () => Promise<void>;
  readonly #failed: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #under: Promise<void> = Promise.resolve();

  constructor(everyMs: number, work: () => Promise<void>, failed: (error: unknown) => void) {
    this.#everyMs = everyMs;
    this.#work = work;
    this.#failed = failed;
  }

  /** Begins once, however often it is called: Nest runs its hooks for HTTP and for the event consumer. */
  begin(): void {
    this.#timer ??= setInterval(() => this.now(), this.#everyMs).unref();
  }

  /** Once more, as soon as what is under way is done. */
  now(): void {
    this.#under = this.#under.then(this.#work).catch(this.#failed);
  }

  /** Ends when what is under way is done. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#under;
  }
}
