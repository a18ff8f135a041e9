import type { Logger } from '@handrail/platform';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Ingest } from './ingest.js';
import { FAILED, UNSTORABLE } from './last-resort.js';

/** Counts what comes in and what becomes of it. Codes and ids only. */
export function observe(ingest: Ingest, registry: Registry, log: Logger): Ingest {
  const messages = new Counter({
    name: 'handrail_intake_messages_total',
    help: 'Messages taken in, by protocol and by what became of them.',
    labelNames: ['protocol', 'disposition'] as const,
    registers: [registry],
  });
  const unstorable = new Counter({
    name: 'handrail_intake_unstorable_total',
    help: 'Messages that could be kept only stripped of everything they say.',
    labelNames: ['protocol'] as const,
    registers: [registry],
  });
  const groups = new Histogram({
    name: 'handrail_intake_group_size',
    help: 'Messages stored in one transaction.',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
    registers: [registry],
  });
  ingest.onSettled((inbounds, receipts) => {
    groups.observe(inbounds.length);
    receipts.forEach(({ status, disposition, reason, messageId }, at) => {
      const { protocol, type } = inbounds[at]!;
      messages.inc({ protocol, disposition: status === 'duplicate' ? 'duplicate' : disposition });
      if (reason.startsWith(UNSTORABLE)) unstorable.inc({ protocol });
      if (disposition === 'parked' && FAILED.test(reason))
        log.error('a message could not be applied and is parked', { messageId, cause: reason });
      else if (log.debug)
        log.debug('message settled', { messageId, type: knownType(type), disposition, reason });
    });
  });
  return ingest;
}

/** A refused message may call itself anything, so only types of known form are logged. */
const knownType = (type: string) =>
  /^(handrail\.inbound\.[a-z-]+\.v1|[A-Z]{3}\^[A-Z]\d{2}|[a-z-]{1,64})$/.test(type)
    ? type
    : 'other';
