import { hash } from 'node:crypto';

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * W3C trace context of an event: the trace of its cause, or one named after the source message, and a
 * span named after the event, so that a repeat of the event is the same span.
 */
export function traceparentFor(
  eventId: string,
  correlationId: string,
  causeTraceparent?: string,
): string {
  const known = TRACEPARENT.exec(causeTraceparent ?? '')?.[1];
  const hex = correlationId.replaceAll('-', '').toLowerCase();
  const trace =
    known ?? (/^[0-9a-f]{32}$/.test(hex) ? hex : hash('sha256', correlationId).slice(0, 32));
  const span = hash('sha256', eventId).slice(0, 16);
  return `00-${trace}-${span}-01`;
}
