import type { Webhook, WebhookDelivery } from '../api/webhooks.js';

const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-${String(at).padStart(12, '0')}`;

const webhook = (at: number, change: Partial<Webhook> = {}): Webhook => ({
  ...{ id: id(at), name: `st-mary-desk-${at}`, url: `https://st-mary.example/handrail/${at}` },
  ...{
    organisation: null,
    types: [],
    requester: null,
    status: 'active',
    disabledBecause: null,
    failingSince: null,
  },
  ...{ lastNumber: 412 + at, pending: 0, givenUp: 0, createdAt: ago(400), version: at },
  ...change,
});

/** A receiver that does well, one that fails, one that was given up and one that was removed. */
export const fakeWebhooks: readonly Webhook[] = [
  webhook(1),
  webhook(2, {
    organisation: 'birch-house',
    failingSince: ago(7),
    pending: 12,
    requester: 'st-mary',
  }),
  webhook(3, {
    ...{ status: 'disabled', disabledBecause: 'failing', failingSince: ago(130) },
    ...{ pending: 60, givenUp: 4, types: ['handrail.scheduling.placement-confirmed.v1'] },
  }),
  webhook(4, { status: 'removed' }),
];

const delivery = (number: number, change: Partial<WebhookDelivery>): WebhookDelivery => ({
  ...{ number, eventId: id(number), type: 'handrail.scheduling.placement-confirmed.v1' },
  ...{ placementId: id(700 + number), occurredAt: ago(2), status: 'pending', attempts: 0 },
  ...{ nextAt: null, lastAt: null, lastOutcome: null, lastStatus: null, heldBecause: null },
  ...change,
});

/** One that waits, one that arrived and one that was given up. */
export const fakeDeliveries: readonly WebhookDelivery[] = [
  delivery(14, { attempts: 3, nextAt: ago(-1), lastAt: ago(1), lastOutcome: 'no-answer' }),
  delivery(13, {
    ...{ status: 'delivered', attempts: 1, lastAt: ago(2) },
    ...{ lastOutcome: 'answered', lastStatus: 204 },
  }),
  delivery(12, {
    ...{ status: 'given-up', attempts: 10, lastAt: ago(60) },
    ...{ lastOutcome: 'answered', lastStatus: 500 },
  }),
];

/** The receiver whose page tells most: nothing is sent to it any more. */
export const disabledWebhook: Webhook = fakeWebhooks[2]!;
