import type { OversizedBody } from '@handrail/platform';
import type { Inbound, Protocol } from './domain/inbound.js';
import { messageIdOf } from './digests.js';
import { TOO_LARGE } from './message-limits.js';

/** What is known of a message whose body was not read. */
export interface OversizedArrival {
  readonly protocol: Protocol;
  readonly contentType: string;
  /** Where its problem is, as its protocol names the whole. */
  readonly path: string;
  /** What the headers say of it. */
  readonly source?: string;
  readonly type?: string;
  readonly controlId?: string;
}

/** The column holds no more, and a sender may state any length. */
const MOST_BYTES = 2 ** 31 - 1;

/** A message of more bytes than its way in takes: refused like any other, with nothing kept but its size. */
export function oversizedMessage(body: OversizedBody, arrival: OversizedArrival): Inbound {
  const { path, source = 'unknown', type = 'unknown', controlId = null, ...way } = arrival;
  const receivedAt = new Date().toISOString();
  const problem = {
    path,
    reason: `has more than ${body.limitBytes} bytes`,
    accepted: `at most ${body.limitBytes} bytes: the same in several smaller messages`,
  };
  return {
    ...{ ...way, source, type, controlId, receivedAt },
    id: messageIdOf(receivedAt, undefined),
    raw: Buffer.alloc(0),
    refusedBody: { bytes: Math.min(body.bytes, MOST_BYTES), digest: null, dropped: TOO_LARGE },
    claim: null,
    content: { kind: 'rejected', reason: TOO_LARGE, problems: [problem] },
  };
}
