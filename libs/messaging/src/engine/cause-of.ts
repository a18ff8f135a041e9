import { DomainError, stackFrames } from '@handrail/domain';
import type { EventEnvelope } from './envelope.js';
import type { Cause } from './messaging.js';
import { isError } from './transient.js';

/**
 * What an event is to the events that follow from it. A timer is nobody's event: what follows from it
 * names the event that set it, so that a chain of causes always leads back to a message.
 */
export const causeOf = (event: EventEnvelope): Cause => ({
  id: event.id,
  ...(event.source === 'timer' ? { namedCauseId: event.causationId } : {}),
  correlationId: event.correlationId,
  recordedTime: event.recordedTime,
  ...(event.traceparent ? { traceparent: event.traceparent } : {}),
});

/**
 * Groups failures that have one reason: the kind of error, the event type and the place in the code.
 * Messages stay out, because those of parsers and databases repeat the values that were wrong.
 */
export function failureCause(error: unknown, type: string | null): string {
  const of = type ?? 'unknown-type';
  if (error instanceof DomainError) return `rule:${of}:${error.code}`;
  if (!isError(error)) return `rule:${of}:${typeof error}`;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) {
    const constraint = (error as { constraint?: unknown }).constraint;
    return `sql:${of}:${code}${typeof constraint === 'string' ? `:${constraint}` : ''}`;
  }
  const place = placeOf(error);
  return `rule:${of}:${error.name}${place ? `@${place}` : ''}`;
}

/** File and line of the innermost place that is a file of ours or of a package. */
function placeOf(error: Error): string | undefined {
  const places = stackFrames(error).map((frame) => frame.split('/').at(-1)!.split(':'));
  const [file, line] = places.find(([name]) => /\.[jt]s$/.test(name ?? '')) ?? [];
  return file && `${file}:${line}`;
}
