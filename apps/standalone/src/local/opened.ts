/**
 * What has been opened, to be closed in the mirrored order. Closing is asked for once, whoever asks;
 * one part that cannot be closed does not keep the others open.
 */
export class Opened {
  readonly #say: (line: string) => void;
  readonly #parts: Array<{ readonly name: string; readonly close: () => Promise<void> }> = [];
  #closing: Promise<void> | undefined;
  #current: string | undefined;

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  add(name: string, close: () => Promise<void>): void {
    this.#parts.push({ name, close });
  }

  /** True from the moment somebody asked to close: whoever is still opening things stops doing so. */
  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /** What is being closed right now, for the case that it takes too long. */
  get current(): string | undefined {
    return this.#current;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#closeAll());
  }

  async #closeAll(): Promise<void> {
    for (let part = this.#parts.pop(); part; part = this.#parts.pop()) {
      this.#current = part.name;
      try {
        await part.close();
      } catch (error) {
        this.#say(`${part.name} did not stop cleanly: ${String(error)}`);
      }
    }
    this.#current = undefined;
  }
}
