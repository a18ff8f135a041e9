import type { Webhook, WebhookDelivery } from '../../../../src/api/webhooks.js';
import { actsFor, deliveryLook, disabledWords, outcomeWords, typeWords } from './webhook-words.js';
import { webhookLook } from './webhook-words.js';

const webhook = (status: Webhook['status'], failingSince: string | null = null) =>
  ({ status, failingSince }) as Webhook;
const delivery = (change: Partial<WebhookDelivery>) =>
  ({
    status: 'pending',
    lastOutcome: null,
    lastStatus: null,
    heldBecause: null,
    ...change,
  }) as WebhookDelivery;

describe('the words of webhooks', () => {
  it('call a receiver failing that is sent to in vain, and only that', () => {
    expect(webhookLook(webhook('active')).title).toBe('Active');
    expect(webhookLook(webhook('active', '2026-11-20T00:00:00Z')).title).toBe('Failing');
    expect(webhookLook(webhook('disabled', '2026-11-20T00:00:00Z')).title).toBe('Disabled');
  });

  it('say why nothing is sent, and what came of an attempt', () => {
    expect(disabledWords('gone')).toContain('410');
    expect(disabledWords('failing')).toContain('five days');
    expect(outcomeWords(delivery({}))).toBeNull();
    expect(outcomeWords(delivery({ lastOutcome: 'answered', lastStatus: 500 }))).toBe(
      'answered 500',
    );
    expect(outcomeWords(delivery({ lastOutcome: 'no-answer' }))).toBe('no answer');
    expect(outcomeWords(delivery({ heldBecause: 'no-consent' }))).toBe('held: no consent');
    expect(deliveryLook(delivery({ status: 'given-up' })).title).toBe('Given up');
    expect(typeWords('handrail.scheduling.placement-confirmed.v1')).toBe('placement confirmed');
  });

  it('offer to each state what leads out of it', () => {
    expect(actsFor(webhook('active'))).toEqual(['pause', 'rotate', 'remove']);
    expect(actsFor(webhook('paused'))).toEqual(['resume', 'rotate', 'remove']);
    expect(actsFor(webhook('disabled'))).toEqual(['resume', 'rotate', 'remove']);
    expect(actsFor(webhook('removed'))).toEqual(['restore']);
  });
});
