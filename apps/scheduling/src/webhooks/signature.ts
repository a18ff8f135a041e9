import { createHmac } from 'node:crypto';

/** What every request of Standard Webhooks carries beside its body. */
export interface WebhookHeaders {
  /** Stays the same however often it is sent: a receiver knows a repeat by it. */
  readonly 'webhook-id': string;
  /** Seconds since 1970, of this attempt. */
  readonly 'webhook-timestamp': string;
  /** One signature for each secret that counts now, separated by spaces. */
  readonly 'webhook-signature': string;
}

const PREFIX = 'whsec_';

/** The secret of a subscription in its shown form: 32 bytes that only its generation and the key give. */
export function secretOf(key: Buffer, subscriptionId: string, generation: number): string {
  const bytes = createHmac('sha256', key).update(`webhook.${subscriptionId}.${generation}`);
  return PREFIX + bytes.digest('base64');
}

/**
 * Signs a body as Standard Webhooks 1.0 does: HMAC-SHA256 over id, time and body with full stops between,
 * scheme `v1`. During a change of secrets both sign, so that a receiver may take the new one in its own time.
 */
export function sign(
  message: { readonly id: string; readonly sentAtMs: number; readonly body: string },
  secrets: readonly string[],
): WebhookHeaders {
  const timestamp = String(Math.floor(message.sentAtMs / 1_000));
  const signed = `${message.id}.${timestamp}.${message.body}`;
  const signatures = secrets.map((secret) => {
    const bytes = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', bytes).update(signed).digest('base64')}`;
  });
  return {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
