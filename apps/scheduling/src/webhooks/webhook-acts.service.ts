import { Inject, Injectable } from '@nestjs/common';
import type { DisclosurePurpose } from '@handrail/domain';
import type { Messaging, Tx } from '@handrail/messaging';
import {
  badRequest,
  conflict,
  MESSAGING,
  notFound,
  preconditionFailed,
  SERVICE_SETTINGS,
} from '@handrail/platform';
import { randomUUID } from 'node:crypto';
import type { ActOn } from '../acts/act-of.js';
import type { SchedulingSettings } from '../scheduling.settings.js';
import { problemOfUrl } from './public-address.js';
import { secretOf } from './signature.js';
import {
  ADD,
  AGAIN,
  changeOf,
  DUE_NOW,
  FROM,
  keepWebhookAct,
  STATUS,
  type SubscriptionChange,
} from './webhook-acts.sql.js';
import { WebhookFeed } from './webhook-feed.service.js';
import { WebhookKey } from './webhook-key.service.js';
import { WebhookSender } from './webhook-sender.service.js';

/** Who acts, and why. */
interface Who {
  readonly by: string;
  readonly reason: string;
}

/** Somebody acts on a subscription as they have seen it. */
export interface SubscriptionAsked extends Who {
  readonly name: string;
  readonly url: string;
  readonly types: readonly string[];
  readonly requester: string | null;
  /** Of another organisation, with what it is told for. */
  readonly organisation: string | null;
  readonly purpose: DisclosurePurpose;
}

/** What people do about receivers of webhooks. */
@Injectable()
export class WebhookActs {
  readonly #messaging: Messaging;
  readonly #settings: SchedulingSettings;
  readonly #key: WebhookKey;
  readonly #feed: WebhookFeed;
  readonly #sender: WebhookSender;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings,
    key: WebhookKey,
    feed: WebhookFeed,
    sender: WebhookSender,
  ) {
    this.#messaging = messaging;
    this.#settings = settings;
    this.#key = key;
    this.#feed = feed;
    this.#sender = sender;
  }

  /** Answers its id and its secret, which is shown here and when it is rotated, and never else. */
  async subscribe(asked: SubscriptionAsked): Promise<{ id: string; secret: string }> {
    const { name, url, types, requester, organisation, purpose } = asked;
    const problem = problemOfUrl(url, this.#settings.WEBHOOK_PRIVATE_ADDRESSES);
    if (problem) throw badRequest('Nothing can be sent there.', [{ path: '/url', ...problem }]);
    const id = randomUUID();
    const now = new Date().toISOString();
    await this.#messaging.transact([], async ({ tx }) => {
      await tx.query(ADD, [id, name, url, types, requester, now, organisation, purpose]);
      await this.#keep(tx, id, 'subscribe', asked, {
        url,
        types,
        requester,
        organisation,
        purpose,
      });
    });
    this.#feed.wake();
    return { id, secret: secretOf(await this.#key.read(), id, 1) };
  }

  /** Answers the new secret; the former one signs beside it for a day. */
  async rotate(act: ActOn): Promise<string> {
    const generation = await this.#change('rotate', act);
    return secretOf(await this.#key.read(), act.id, generation);
  }

  async change(change: Exclude<SubscriptionChange, 'rotate'>, act: ActOn): Promise<void> {
    await this.#change(change, act);
    if (change === 'resume') this.#sender.wake();
  }

  /** Sends deliveries again by their numbers, and answers how many there are. */
  async resend(
    id: string,
    who: Who,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<number> {
    const again = await this.#messaging.transact([], async ({ tx }) => {
      const [known] = await tx.query<{ status: string }>(STATUS, [id]);
      if (!known || known.status === 'removed') throw notFound('subscription');
      const rows = await tx.query(AGAIN, [id, from, to]);
      await this.#keep(tx, id, 'resend', who, { from, to, deliveries: rows.length });
      return rows.length;
    });
    this.#sender.wake();
    return again;
  }

  #change(change: SubscriptionChange, act: ActOn): Promise<number> {
    const { id, version } = act;
    return this.#messaging.transact([], async ({ tx }) => {
      const [known] = await tx.query<{ status: string }>(STATUS, [id]);
      if (!known) throw notFound('subscription');
      if (!FROM[change].includes(known.status))
        throw conflict(`is-${known.status}`, `The subscription is ${known.status}.`);
      const [row] = await tx.query<{ generation: number }>(changeOf(change), [id, version]);
      if (!row) throw preconditionFailed('Read the subscription again: it was changed meanwhile.');
      if (change === 'resume') await tx.query(DUE_NOW, [id]);
      await this.#keep(tx, id, change, act, {});
      return row.generation;
    });
  }

  #keep(
    tx: Tx,
    subscriptionId: string,
    kind: string,
    { by, reason }: Who,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const at = new Date().toISOString();
    return keepWebhookAct(tx, { id: randomUUID(), subscriptionId, kind, by, reason, detail, at });
  }
}
