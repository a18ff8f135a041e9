/** Why the bytes of a refused message are not there, or not there any more. */
export const DROP_REASONS = ['too-large', 'no-room', 'too-old'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** What stays of the bytes of a refused message, whether they are kept or not. */
export interface RefusedBody {
  readonly bytes: number;
  /** Keyed hash: two refused messages with the same one had the same bytes. Null when they were not read. */
  readonly digest: string | null;
  readonly dropped: DropReason | null;
}

export interface RefusedBodyLimits {
  /** Largest body that is kept, in bytes. */
  readonly largest: number;
  /** Bytes that all kept bodies may take together. */
  readonly total: number;
}

/** A body takes a row, a key and an index entry however short it is. */
export const LEAST_BYTES = 1_024;

/** What keeping a body counts for. */
export const weightOf = (bytes: number): number => Math.max(bytes, LEAST_BYTES);

/** Whether there is room for a body beside what is kept already. */
export function whyNotKept(
  bytes: number,
  keptBytes: number,
  { largest, total }: RefusedBodyLimits,
): DropReason | null {
  if (bytes > largest) return 'too-large';
  return keptBytes + weightOf(bytes) > total ? 'no-room' : null;
}

/** When room ran out, the oldest go until so much is free that the next ones find some. */
export const bytesToFree = (keptBytes: number, { total }: RefusedBodyLimits): number =>
  keptBytes + LEAST_BYTES > total * FULL ? keptBytes - total * FREED_TO : 0;

const FULL = 0.95;
const FREED_TO = 0.8;
