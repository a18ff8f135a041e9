import { DAY_MS, isPlausibleTime } from '@handrail/domain';
import type { ContentProblem } from '../inbound/domain/inbound.js';

export interface ReceivedAt {
  /** When the message came, as far as that is known. */
  readonly receivedAt: string;
  /** The time its id begins with: the same however often the record is read. */
  readonly idTime: string;
  readonly oddities: readonly ContentProblem[];
}

/**
 * The time the log took a record. A topic may leave it to the producer, so it can be any number or none;
 * one that is no time, or lies more than a day ahead, gives way to the time of reading.
 */
export function receivedAtOf(timestampMs: number, nowMs: number): ReceivedAt {
  if (timestampMs >= 0 && isPlausibleTime(timestampMs) && timestampMs <= nowMs + DAY_MS) {
    const receivedAt = new Date(timestampMs).toISOString();
    return { receivedAt, idTime: receivedAt, oddities: [] };
  }
  const [receivedAt, idTime] = [nowMs, 0].map((ms) => new Date(ms).toISOString());
  return { receivedAt: receivedAt!, idTime: idTime!, oddities: [ODD_TIMESTAMP] };
}

const ODD_TIMESTAMP: ContentProblem = {
  path: 'timestamp',
  reason: 'is no time at which the log can have taken the record',
  accepted: 'milliseconds since 1970, not in the future',
};
