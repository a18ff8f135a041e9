import type { Webhook, ReceiverAct, WebhookDelivery } from '../../../../src/api/webhooks.js';
import type { Tone } from '../../ui/badges.js';
import type { IconName } from '../../ui/icons.js';

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly title: string;
}

const STATUS_LOOKS: Readonly<Record<Webhook['status'], Look>> = {
  active: { tone: 'ok', icon: 'check-circle', title: 'Active' },
  paused: { tone: 'warn', icon: 'pause', title: 'Paused' },
  disabled: { tone: 'bad', icon: 'down', title: 'Disabled' },
  removed: { tone: 'quiet', icon: 'trash', title: 'Removed' },
};

const FAILING: Look = { tone: 'bad', icon: 'alert', title: 'Failing' };

/** How a receiver does: one that is sent to and fails is not simply active. */
export const webhookLook = ({ status, failingSince }: Webhook): Look =>
  status === 'active' && failingSince !== null ? FAILING : STATUS_LOOKS[status];

const DELIVERY_LOOKS: Readonly<Record<WebhookDelivery['status'], Look>> = {
  pending: { tone: 'info', icon: 'clock', title: 'Waits' },
  delivered: { tone: 'ok', icon: 'check-circle', title: 'Arrived' },
  'given-up': { tone: 'bad', icon: 'down', title: 'Given up' },
};

export const deliveryLook = ({ status }: WebhookDelivery): Look => DELIVERY_LOOKS[status];

/** Why nothing is sent any more. */
export const disabledWords = (because: string | null): string =>
  because === 'gone'
    ? 'The receiver answered that it is gone for good (410).'
    : 'Everything has failed for five days.';

/** What came of the last attempt: the answer, why there was none, or why it may not be sent. */
export function outcomeWords(delivery: WebhookDelivery): string | null {
  const { lastOutcome, lastStatus, heldBecause } = delivery;
  if (heldBecause !== null) return `held: ${heldBecause.replaceAll('-', ' ')}`;
  if (lastStatus !== null) return `answered ${lastStatus}`;
  return lastOutcome === null ? null : lastOutcome.replaceAll('-', ' ');
}

/** `handrail.scheduling.placement-confirmed.v1` reads `placement confirmed`. */
export const typeWords = (type: string): string =>
  (type.split('.').at(-2) ?? type).replaceAll('-', ' ');

/** What can be done about a receiver now, in the order of its buttons. */
export function actsFor({ status }: Webhook): ReceiverAct[] {
  if (status === 'removed') return ['restore'];
  return [status === 'active' ? 'pause' : 'resume', 'rotate', 'remove'];
}

export const ACT_TITLES: Readonly<Record<ReceiverAct, string>> = {
  pause: 'Pause',
  resume: 'Resume',
  remove: 'Remove',
  restore: 'Put back',
  rotate: 'New secret',
};

/** What an act means, said before it is done. */
export const ACT_MEANS: Readonly<Record<ReceiverAct, string>> = {
  pause: 'Nothing is sent for now. What comes meanwhile waits, with its numbers.',
  resume: 'Everything that waits is sent, the oldest first.',
  remove: 'Nothing is sent any more and nothing new waits for it. It can be put back.',
  restore: 'It comes back paused: resume it when the receiver is ready.',
  rotate: 'The new secret is shown once. The former one signs beside it for 24 hours.',
};

/** Codes of why somebody acts. */
export const ACT_REASONS = ['receiver-asked', 'maintenance', 'secret-may-be-known', 'mistake'];
