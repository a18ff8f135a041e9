/**
 * Work that is done again and again, one time after the other and never twice at once. What fails is told
 * and tried at the next time.
 */
export class Repeated {
  #timer: NodeJS.Timeout | undefined;
  #under: Promise<void> = Promise.resolve();

  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Begins once, however often it is called: Nest runs its hooks for HTTP and for the event consumer. */
  begin(): void {
    this.#timer ??= setInterval(() => this.now(), this.everyMs).unref();
  }

  /** Once more, as soon as what is under way is done. */
  now(): void {
    this.#under = this.#under.then(this.work).catch(this.failed);
  }

  /** Ends when what is under way is done. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    await this.#under;
  }
}
