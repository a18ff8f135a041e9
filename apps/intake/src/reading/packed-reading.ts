import type { Inbound } from '../inbound/domain/inbound.js';
import type { Arrived } from '../inbound/arrived.js';
import type { SourceProfile } from '../profile/profile.schema.js';
import type { Understood } from './read-payload.js';

/** What the reading thread begins with. */
export interface ReadingThreadData {
  readonly profiles: readonly SourceProfile[];
  /** Whether feeds are served: see `isSomebodyPrompt`. */
  readonly promptWorks: Int32Array;
  /** How many milliseconds it has rested beside them, and how long the rest it takes now is. */
  readonly restedMs: Int32Array;
}

/** A task for the reading thread; the bytes are handed over and not copied. */
export interface Task {
  readonly id: number;
  readonly arrived: Omit<Arrived, 'payload'>;
  readonly payload: Uint8Array;
}

type PackedInbound = Omit<Inbound, 'raw'> & {
  /** Place of its bytes among those of all; null when they are the whole payload, which its sender has. */
  readonly raw: { readonly from: number; readonly bytes: number } | null;
};

/** What the reading thread answers: plain data, with the bytes of all messages behind one another. */
export interface PackedReading {
  readonly id: number;
  readonly isBatch: boolean;
  readonly messages: ReadonlyArray<
    Omit<Understood['messages'][number], 'inbound'> & { readonly inbound: PackedInbound }
  >;
  readonly bytes: Uint8Array;
}

export function pack(
  id: number,
  { messages, isBatch }: Understood,
  payload: Buffer,
): PackedReading {
  const raws: Buffer[] = [];
  let end = 0;
  const packed = messages.map(({ inbound, ...rest }) => {
    const { raw, ...others } = inbound;
    if (raw === payload) return { ...rest, inbound: { ...others, raw: null } };
    const from = end;
    raws.push(raw);
    end += raw.length;
    return { ...rest, inbound: { ...others, raw: { from, bytes: raw.length } } };
  });
  const bytes = new Uint8Array(end);
  let at = 0;
  for (const raw of raws) {
    bytes.set(raw, at);
    at += raw.length;
  }
  return { id, isBatch, messages: packed, bytes };
}

export function unpack({ messages, isBatch, bytes }: PackedReading, payload: Buffer): Understood {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    isBatch,
    messages: messages.map(({ inbound, ...rest }) => {
      const { raw } = inbound;
      const own = raw ? all.subarray(raw.from, raw.from + raw.bytes) : payload;
      return { ...rest, inbound: { ...inbound, raw: own } };
    }),
  };
}
