import type { Request } from 'express';

/** Texts become at most some forty times smaller; what becomes more than this is made to fill memory. */
const MOST_UNPACKED = 64;
/** A message of a feed, packed: it needs no place, whatever else is held. */
const SMALL_PACKED_BYTES = 1024;

export const isPacked = ({ headers }: Pick<Request, 'headers'>): boolean =>
  (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';

/** What so much of a packed body may become. */
export const unpacked = (bytes: number): number =>
  bytes <= SMALL_PACKED_BYTES ? 0 : bytes * MOST_UNPACKED;

/** How much of a body is unpacked at the most, of as many bytes as a body may have. */
export function unpackLimit(request: Request, limitBytes: number): number {
  const stated = Number(request.headers['content-length'] ?? Infinity);
  if (!isPacked(request) || !(stated >= 0)) return limitBytes;
  return Math.min(limitBytes, Math.max(stated, SMALL_PACKED_BYTES) * MOST_UNPACKED);
}
