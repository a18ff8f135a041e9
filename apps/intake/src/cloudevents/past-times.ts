import { FAR_AHEAD, isFarAhead } from '../inbound/domain/far-ahead.js';
import type { ContentProblem } from '../inbound/domain/inbound.js';
import { toCareTime } from '@handrail/domain';
import type { ValidEnvelope } from './envelope.js';
import type { InboundName } from './inbound-types.js';

/** The time of what an event says has happened. Plans, sessions and expiries may lie ahead. */
const HAPPENED: Readonly<Partial<Record<InboundName, string>>> = {
  'stay-started': 'startedAt',
  'stay-ended': 'endedAt',
  'return-to-use-reported': 'occurredAt',
  'overdose-reported': 'occurredAt',
  'risk-ratings-recorded': 'ratedAt',
  'care-requested': 'requestedAt',
  'drug-test-recorded': 'collectedAt',
  'instrument-result-recorded': 'assessedAt',
};

/** An event whose times have all come, and what was odd about those that had not. */
interface Past {
  readonly envelope: ValidEnvelope;
  readonly data: unknown;
  readonly warnings: readonly ContentProblem[];
}

/**
 * Replaces times that lie far ahead: that of the event by nothing, that of what happened by the time of
 * the event, else by when it was received.
 */
export function withPastTimes(envelope: ValidEnvelope, data: unknown, receivedAt: string): Past {
  const isAhead = (time: unknown) =>
    typeof time === 'string' && isFarAhead(toCareTime(time) ?? receivedAt, receivedAt);
  const warnings: ContentProblem[] = [];
  const time = isAhead(envelope.time) ? undefined : envelope.time;
  if (time !== envelope.time) warnings.push({ path: '/time', ...FAR_AHEAD });
  const sent = { ...envelope, time };
  const field = HAPPENED[envelope.name];
  if (!field || !isAhead((data as Readonly<Record<string, unknown>>)[field]))
    return { envelope: sent, data, warnings };
  warnings.push({ path: `/data/${field}`, ...FAR_AHEAD });
  return { envelope: sent, data: { ...(data as object), [field]: time ?? receivedAt }, warnings };
}
