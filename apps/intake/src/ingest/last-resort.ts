import { isTransient, type Messaging } from '@handrail/messaging';
import type { Identification } from '../person/identification.js';
import { failureCode } from '../inbound/failure-code.js';
import type { ContentProblem, Inbound, Receipt } from '../inbound/domain/inbound.js';
import { digest } from '../inbound/digests.js';
import { insertMessages } from '../message/insert-messages.js';
import type { Settled } from '../message/message.store.js';

/** Reasons of messages that could be stored only stripped of everything they say begin with this. */
export const UNSTORABLE = 'unstorable:';

/** Reasons of messages that failed, and that a retry reads and applies anew. */
export const FAILED = /^(rule|sql|unstorable):/;

/**
 * Keeps a message that the database takes neither applied nor refused: parked under nobody's name, with how
 * it came, its size and a keyed digest of its bytes. Its bytes are kept where the database takes them. Throws
 * what stopped it where not even that can be written, which no message can cause.
 */
export async function keepAsLastResort(
  messaging: Messaging,
  identification: Identification,
  inbound: Inbound,
  error: unknown,
): Promise<Receipt> {
  const whole = stripped(inbound, identification, failureCode(error));
  try {
    return await keep(messaging, identification, whole);
  } catch (again) {
    if (isTransient(again)) throw again;
    return keep(messaging, identification, withoutBytes(whole));
  }
}

async function keep(
  messaging: Messaging,
  { vault }: Identification,
  settled: Settled,
): Promise<Receipt> {
  await messaging.transact([], ({ tx }) => insertMessages(tx, vault, [settled]));
  const { inbound, disposition, reason, problems } = settled;
  return { messageId: inbound.id, status: 'rejected', disposition, reason, problems };
}

function stripped(inbound: Inbound, { pseudonyms }: Identification, code: string): Settled {
  const { id, protocol, receivedAt, contentType, headers, raw } = inbound;
  const sum = pseudonyms.claim(digest(raw));
  const reason = `${UNSTORABLE}${code}`;
  return {
    inbound: {
      ...{ id, protocol, receivedAt, contentType, raw },
      ...(headers ? { headers } : {}),
      source: 'unknown',
      type: 'unknown',
      controlId: null,
      claim: null,
      content: { kind: 'unread', reason },
    },
    disposition: 'parked',
    reason,
    problems: [problemOf(`cannot be stored (${code}): ${raw.length} bytes, keyed digest ${sum}`)],
    personId: null,
    visitKey: null,
    produced: [],
  };
}

function withoutBytes(settled: Settled): Settled {
  const { headers: _headers, ...inbound } = settled.inbound;
  const kept = { ...inbound, contentType: 'application/octet-stream', raw: Buffer.alloc(0) };
  return {
    ...settled,
    inbound: kept,
    problems: [...settled.problems, problemOf('is kept without its bytes')],
  };
}

const problemOf = (reason: string): ContentProblem => ({
  path: '/',
  reason,
  accepted: 'the message again, once people have looked at it',
});
