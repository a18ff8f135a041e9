import type {
  WebhookAnswer,
  WebhookDeliveryAnswer,
  WebhookSecretAnswer,
} from '@handrail/contracts';

/** What people do about a receiver; each is undone by the one beside it, and a new secret by another. */
export const WEBHOOK_ACTS = ['pause', 'resume', 'remove', 'restore', 'rotate'] as const;
export type ReceiverAct = (typeof WEBHOOK_ACTS)[number];

/** A receiver that is told what becomes of referrals. */
export type Webhook = WebhookAnswer;
export type WebhookWithSecret = WebhookSecretAnswer;
export type WebhookDelivery = WebhookDeliveryAnswer;
