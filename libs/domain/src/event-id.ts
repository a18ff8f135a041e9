import { hash } from 'node:crypto';

/** Everything that makes an outgoing event the same event when it is decided a second time. */
export interface EventIdSeed {
  /** The cause's own time in epoch milliseconds; becomes the sortable part of the UUIDv7. */
  readonly causeTimeMs: number;
  readonly service: string;
  readonly causeId: string;
  readonly type: string;
  /** Position among the events of this type that one cause produced, starting at 0. */
  readonly ordinal: number;
}

/**
 * A UUIDv7 (RFC 9562) whose time is the cause's time and whose random bits are a hash of the seed.
 * Deciding the same thing twice gives the same id, so every reader recognises the repeat.
 */
export function deriveEventId(seed: EventIdSeed): string {
  return uuidV7(
    seed.causeTimeMs,
    hash('sha256', `${seed.service}\n${seed.causeId}\n${seed.type}\n${seed.ordinal}`, 'buffer'),
  );
}

/** A stable id for something named by text, for example a record that carries no id of its own. */
export function deriveId(timeMs: number, ...parts: readonly string[]): string {
  return uuidV7(timeMs, hash('sha256', parts.join('\n'), 'buffer'));
}

function uuidV7(timeMs: number, entropy: Buffer): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(Math.max(0, Math.trunc(timeMs)), 0, 6);
  entropy.copy(bytes, 6, 0, 10);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
