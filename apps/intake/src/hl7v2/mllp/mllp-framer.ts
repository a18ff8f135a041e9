export const START = 0x0b;
export const END = 0x1c;
const RETURN = 0x0d;

/** What came out of the bytes: whole frames in order, or that the sender broke the rules. */
export type Framed =
  { readonly kind: 'frame'; readonly payload: Buffer } | { readonly kind: 'overflow' };

/**
 * Cuts a byte stream into MLLP frames (start block 0x0B, end block 0x1C 0x0D). Tolerates what real
 * senders do: noise between frames, a missing 0x0D, a new start block instead of an end. A frame
 * larger than the cap ends the connection, because nobody can know where it would have ended.
 */
export class MllpFramer {
  #chunks: Buffer[] = [];
  #size = 0;
  #open = false;

  constructor(private readonly capBytes: number) {}

  /** True while a frame has begun and not ended: only then does waiting count as idling. */
  get isOpen(): boolean {
    return this.#open;
  }

  get openBytes(): number {
    return this.#size;
  }

  push(chunk: Buffer): Framed[] {
    const out: Framed[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (!this.#open) {
        const start = chunk.indexOf(START, at);
        if (start < 0) return out;
        this.#open = true;
        at = start + 1;
        continue;
      }
      const end = chunk.indexOf(END, at);
      const until = end < 0 ? chunk.length : end;
      this.#keep(chunk.subarray(at, until));
      if (this.#size > this.capBytes) return [...out, { kind: 'overflow' }];
      if (end < 0) return out;
      out.push({ kind: 'frame', payload: this.#take() });
      at = end + 1;
      if (chunk[at] === RETURN) at += 1;
    }
    return out;
  }

  #keep(part: Buffer): void {
    if (part.length === 0) return;
    this.#chunks.push(part);
    this.#size += part.length;
  }

  #take(): Buffer {
    const payload = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#size = 0;
    this.#open = false;
    // A start block inside a frame means the frame before it was never ended: the last one counts.
    const restart = payload.lastIndexOf(START);
    return restart < 0 ? payload : payload.subarray(restart + 1);
  }
}

export const frame = (text: string): Buffer =>
  Buffer.concat([Buffer.from([START]), Buffer.from(text), Buffer.from([END, RETURN])]);
