import { isSomebodyPrompt, promptly, promptWorks } from '@handrail/platform';

/** A feed that was there a moment ago comes again: four large payloads would still be inside then. */
const FEED_COMES_AGAIN_MS = 10_000;

interface InletLimits {
  /** Up to so many bytes together, what comes at once is prompt: a feed's message, or a few. */
  readonly promptBytes: number;
  /** Bytes of everything larger that is read and written at a time; one of them may always be. */
  readonly atOnceBytes: number;
  /** And so many of them. */
  readonly atOnce: number;
  /** A payload waits as if it had come so much later for each MiB of it. */
  readonly laterMsPerMib: number;
}

const LIMITS: InletLimits = {
  promptBytes: 32 * 1024,
  atOnceBytes: 8 * 1024 * 1024,
  atOnce: 4,
  laterMsPerMib: 10_000,
};

const MIB = 1024 * 1024;

interface Waiting {
  readonly bytes: number;
  readonly rank: number;
  readonly enter: () => void;
}

/**
 * Lets what arrives in, before it is read. What is small goes at once and before everything else; of what
 * is large, only a few are read and written at a time, and one while feeds are served. The others wait as the bytes they are: understood,
 * they take ten times as much memory, which would have to be kept tidy while feeds wait. Who comes first
 * goes first, but larger is later: a hospital that catches up does not stand behind twenty others' megabytes,
 * and since time goes on, nobody is overtaken for ever.
 */
export class Inlet {
  readonly #clock: () => number;
  readonly #isBesideFeeds: () => boolean;
  readonly #limits: InletLimits;
  readonly #waiting: Waiting[] = [];
  #bytes = 0;
  #inside = 0;

  /** @param clock in milliseconds */
  constructor(
    limits: Partial<InletLimits> = {},
    clock: () => number = () => performance.now(),
    isBesideFeeds: () => boolean = () =>
      isSomebodyPrompt(promptWorks, Date.now(), FEED_COMES_AGAIN_MS),
  ) {
    this.#clock = clock;
    this.#isBesideFeeds = isBesideFeeds;
    this.#limits = { ...LIMITS, ...limits };
  }

  /** Runs the work over so many bytes once its turn has come; fails as it fails. */
  async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (bytes <= this.#limits.promptBytes) return promptly(work);
    await new Promise<void>((enter) => {
      this.#queue({ bytes, rank: this.#rankOf(bytes), enter });
      this.#next();
    });
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      this.#bytes -= bytes;
      this.#next();
    }
  }

  #rankOf(bytes: number): number {
    return this.#clock() + (bytes / MIB) * this.#limits.laterMsPerMib;
  }

  #queue(waiting: Waiting): void {
    const at = this.#waiting.findIndex(({ rank }) => rank > waiting.rank);
    this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, waiting);
  }

  #next(): void {
    for (let [first] = this.#waiting; first && this.#hasRoom(first); [first] = this.#waiting) {
      this.#waiting.shift();
      this.#inside += 1;
      this.#bytes += first.bytes;
      first.enter();
    }
  }

  #hasRoom({ bytes }: Waiting): boolean {
    const { atOnce, atOnceBytes } = this.#limits;
    if (this.#inside === 0) return true;
    if (this.#isBesideFeeds()) return false;
    return this.#inside < atOnce && this.#bytes + bytes <= atOnceBytes;
  }
}
