export const START = 0x0b;
const END = 0x1c;
const RETURN = 0x0d;

/** What came out of the bytes: whole frames in order, or that the sender broke the rules. */
export type Framed = Frame | { readonly kind: 'overflow' };

interface Frame {
  readonly kind: 'frame';
  readonly payload: Buffer;
}

const FIRST_BYTES = 4_096;

/**
 * Cuts a byte stream into MLLP frames (start block 0x0B, end block 0x1C 0x0D). Tolerates what real
 * senders do: noise between frames, a missing 0x0D, a new start block instead of an end. A frame
 * larger than the cap ends the connection, because nobody can know where it would have ended. What is
 * held is one buffer of at most the cap, however small the pieces are in which it arrives.
 */
export class MllpFramer {
  readonly #capBytes: number;
  #held: Buffer = Buffer.alloc(0);
  #size = 0;
  #open = false;
  #noiseBytes = 0;

  constructor(capBytes: number) {
    this.#capBytes = capBytes;
  }

  /** True while a frame has begun and not ended: only then does waiting count as idling. */
  get isOpen(): boolean {
    return this.#open;
  }

  get openBytes(): number {
    return this.#size;
  }

  /** Bytes since the last frame that belong to none; line ends and blanks between frames do not count. */
  get noiseBytes(): number {
    return this.#noiseBytes;
  }

  /** Bytes of memory taken, for tests that watch it. */
  get heldBytes(): number {
    return this.#held.length;
  }

  /** What the open frame holds so far; a view that the next bytes change. */
  peek(): Buffer {
    return this.#held.subarray(0, this.#size);
  }

  /** Takes the next bytes in; nothing is kept once a frame has outgrown the cap. */
  push(chunk: Buffer): Framed[] {
    const out: Framed[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (!this.#open) {
        const start = chunk.indexOf(START, at);
        this.#countNoise(chunk.subarray(at, start < 0 ? chunk.length : start));
        if (start < 0) return out;
        this.#open = true;
        this.#noiseBytes = 0;
        at = start + 1;
        continue;
      }
      const end = chunk.indexOf(END, at);
      const until = end < 0 ? chunk.length : end;
      if (this.#size + until - at > this.#capBytes) {
        this.#size += until - at;
        return [...out, { kind: 'overflow' }];
      }
      this.#keep(chunk.subarray(at, until));
      if (end < 0) return out;
      out.push({ kind: 'frame', payload: this.#take() });
      at = end + 1;
      if (chunk[at] === RETURN) at += 1;
    }
    return out;
  }

  #countNoise(bytes: Buffer): void {
    for (const byte of bytes) if (byte > 0x20) this.#noiseBytes += 1;
  }

  #keep(part: Buffer): void {
    const needed = this.#size + part.length;
    if (needed > this.#held.length) {
      const doubled = Math.min(this.#held.length * 2, this.#capBytes);
      const grown = Buffer.alloc(Math.max(FIRST_BYTES, doubled, needed));
      this.#held.copy(grown, 0, 0, this.#size);
      this.#held = grown;
    }
    part.copy(this.#held, this.#size);
    this.#size = needed;
  }

  #take(): Buffer {
    const payload = this.#held.subarray(0, this.#size);
    this.#held = Buffer.alloc(0);
    this.#size = 0;
    this.#open = false;
    // A start block inside a frame means the frame before it was never ended: the last one counts.
    const restart = payload.lastIndexOf(START);
    return restart < 0 ? payload : payload.subarray(restart + 1);
  }
}

export const frame = (text: string): Buffer =>
  Buffer.concat([Buffer.from([START]), Buffer.from(text), Buffer.from([END, RETURN])]);
