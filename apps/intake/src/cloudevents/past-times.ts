import { FAR_AHEAD, isFarAhead } from '../inbound/domain/far-ahead.js';
import type { ContentProblem } from '../inbound/domain/inbound.js';
import { toCareTime } from '@handrail/domain';
import type { ValidEnvelope } from './envelope.js';
import { happenedFields } from './inbound-types.js';

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
  const kept = data as Readonly<Record<string, unknown>>;
  const ahead = happenedFields(envelope.name).filter((field) => isAhead(kept[field]));
  warnings.push(...ahead.map((field) => ({ path: `/data/${field}`, ...FAR_AHEAD })));
  const replaced = Object.fromEntries(ahead.map((field) => [field, time ?? receivedAt]));
  return { envelope: sent, data: { ...kept, ...replaced }, warnings };
}
