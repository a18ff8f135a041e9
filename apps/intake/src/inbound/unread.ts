import { failureCode } from './failure-code.js';
import type { Inbound, Protocol } from './domain/inbound.js';
import { messageIdOf } from './digests.js';

/** What is known of a message before anything of it is read. */
export interface Unread {
  readonly protocol: Protocol;
  readonly receivedAt: string;
  /** The time its id begins with, where that is not `receivedAt`. */
  readonly idTime?: string;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw: Buffer;
}

/**
 * Reads a message; where a reader throws, which is a fault of ours and never of the message, the message
 * becomes one that is kept whole, parked for people, and read again by a retry. `place` is where on a log
 * it stands.
 */
export function readOrKeep<T>(
  read: () => T,
  arrival: Unread,
  keep: (inbound: Inbound) => T,
  place?: string,
): T {
  try {
    return read();
  } catch (error) {
    return keep(unread(error, arrival, place));
  }
}

/** The message that could not be read, with why. */
export function unread(error: unknown, arrival: Unread, place?: string): Inbound {
  const { protocol, receivedAt, contentType, headers, raw } = arrival;
  return {
    ...{ protocol, receivedAt, contentType, raw },
    ...(headers && Object.keys(headers).length > 0 ? { headers } : {}),
    id: messageIdOf(arrival.idTime ?? receivedAt, place),
    source: 'unknown',
    type: 'unknown',
    controlId: null,
    claim: null,
    content: { kind: 'unread', reason: failureCode(error) },
  };
}
