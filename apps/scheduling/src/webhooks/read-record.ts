import { careRequested } from '@handrail/contracts';
import type { LogRecord } from '@handrail/messaging';
import { WEBHOOK_TYPES, type WebhookEvent } from './webhook-event.js';

/** What a record means to receivers: something of a placement, or who asked by which message. */
export type ReadRecord =
  | { readonly kind: 'event'; readonly event: WebhookEvent }
  | { readonly kind: 'requester'; readonly messageId: string; readonly requester: string };

const TOLD = new Set(WEBHOOK_TYPES);

/** Null for what concerns no receiver, and for what is no event of ours. */
export function readRecord({ headers, value }: LogRecord): ReadRecord | null {
  const type = headers['ce_type'] ?? '';
  if (!TOLD.has(type) && type !== careRequested.type) return null;
  const data = dataIn(value);
  const [eventId, messageId] = [headers['ce_id'], headers['ce_correlationid']];
  if (type === careRequested.type) {
    const requester = text(data['requester']);
    return messageId && requester ? { kind: 'requester', messageId, requester } : null;
  }
  const placementId = text(data['placementId']);
  if (!eventId || !placementId) return null;
  const occurredAt = headers['ce_recordedtime'] ?? headers['ce_time'] ?? '';
  const root = text(data['messageId']) ?? messageId ?? null;
  return { kind: 'event', event: { eventId, type, occurredAt, placementId, messageId: root } };
}

function dataIn(value: Buffer | null): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(value?.toString() ?? 'null');
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
  } catch {
    return {};
  }
}

const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;
