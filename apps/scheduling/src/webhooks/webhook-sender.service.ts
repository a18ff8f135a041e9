import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { HOUR_MS } from '@handrail/domain';
import {
  LOGGER,
  Repeated,
  SERVICE_SETTINGS,
  type CommonSettings,
  type Logger,
} from '@handrail/platform';
import { DataSource } from 'typeorm';
import { DisclosureGate } from '../disclosure/disclosure-gate.service.js';
import type { Disclosed } from '../disclosure/domain/decide-disclosure.js';
import type { SchedulingSettings } from '../scheduling.settings.js';
import {
  CLAIM,
  DISABLE,
  FAILING,
  FORGET,
  HOLD,
  NOTE,
  WELL,
  type ClaimedRow,
} from './deliveries.sql.js';
import { afterAttempt, isLost, type Attempt } from './domain/after-attempt.js';
import { secretOf, sign } from './signature.js';
import { bodyOf } from './webhook-event.js';
import { sendPinned } from './pinned-request.js';
import { WebhookKey } from './webhook-key.service.js';

const AT_ONCE = 20;

/**
 * Sends what is due to receivers, again and again until it has arrived or is given up. An event may arrive
 * more than once, always under the same id and number.
 */
@Injectable()
export class WebhookSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #dataSource: DataSource;
  readonly #key: WebhookKey;
  readonly #gate: DisclosureGate;
  readonly #settings: SchedulingSettings & CommonSettings;
  readonly #sending: Repeated;
  readonly #forgetting: Repeated;
  #stopped = false;

  constructor(
    dataSource: DataSource,
    key: WebhookKey,
    gate: DisclosureGate,
    @Inject(SERVICE_SETTINGS) settings: SchedulingSettings & CommonSettings,
    @Inject(LOGGER) log: Logger,
  ) {
    this.#dataSource = dataSource;
    this.#key = key;
    this.#gate = gate;
    this.#settings = settings;
    const failed = (error: unknown) => log.error('webhooks could not be sent', { error });
    this.#sending = new Repeated(settings.WEBHOOK_POLL_MS, () => this.#send(), failed);
    this.#forgetting = new Repeated(
      HOUR_MS,
      async () => void (await this.#dataSource.query(FORGET)),
      failed,
    );
  }

  onApplicationBootstrap(): void {
    if (!this.#settings.ROLES.includes('timers')) return;
    this.#sending.begin();
    this.#forgetting.begin();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    await Promise.all([this.#sending.end(), this.#forgetting.end()]);
  }

  /** Something new is due. */
  wake(): void {
    if (!this.#stopped && this.#settings.ROLES.includes('timers')) this.#sending.now();
  }

  async #send(): Promise<void> {
    for (;;) {
      if (this.#stopped) return;
      const [claimed] = await this.#dataSource.query<[ClaimedRow[], number]>(CLAIM, [AT_ONCE]);
      if (claimed.length === 0) return;
      await Promise.all(claimed.map((row) => this.#deliver(row)));
    }
  }

  async #deliver(row: ClaimedRow): Promise<void> {
    const { disclosed, heldBecause } = await this.#opened(row);
    if (heldBecause !== null) {
      await this.#dataSource.query(HOLD, [row.subscription_id, row.number, heldBecause]);
      return;
    }
    const attempt = await sendPinned({
      ...{ url: row.url, allowsPrivate: this.#settings.WEBHOOK_PRIVATE_ADDRESSES },
      ...(await this.#signed(row, disclosed)),
    });
    await this.#note(row, attempt);
  }

  /**
   * A receiver of another organisation is told by consent only. Each delivery is one telling, however often tried,
   * and one more whenever somebody asks for it again.
   */
  async #opened(
    row: ClaimedRow,
  ): Promise<{ disclosed: Disclosed | null; heldBecause: string | null }> {
    const { organisation, placement_id: placementId, purpose, name, number, resent } = row;
    if (organisation === null) return { disclosed: null, heldBecause: null };
    const outsider = { organisation, recipient: name, requestId: null };
    const asked = { facts: ['referral'], purpose, channel: 'webhook' } as const;
    const first = `webhook:${row.subscription_id}:${number}`;
    const key = resent === 0 ? first : `${first}:${resent}`;
    const { disclosed, withheld } = await this.#gate.disclose(outsider, [placementId], asked, key);
    const [reason = 'no-consent'] = withheld.values();
    const telling = disclosed.get(placementId) ?? null;
    return { disclosed: telling, heldBecause: telling ? null : reason };
  }

  async #signed(
    row: ClaimedRow,
    disclosed: Disclosed | null,
  ): Promise<{ body: string; headers: Record<string, string> }> {
    const { subscription_id: id, generation, former_until: formerUntil } = row;
    const event = {
      ...{ eventId: row.event_id, type: row.type, occurredAt: row.occurred_at.toISOString() },
      ...{ placementId: row.placement_id, messageId: row.message_id },
    };
    const body = JSON.stringify(bodyOf(event, Number(row.number), disclosed));
    const key = await this.#key.read();
    const isChanging = formerUntil !== null && formerUntil.getTime() > Date.now();
    const generations = isChanging ? [generation, generation - 1] : [generation];
    const secrets = generations.map((each) => secretOf(key, id, each));
    const message = { id: event.eventId, sentAtMs: Date.now(), body };
    return { body, headers: { ...sign(message, secrets) } };
  }

  async #note(
    { subscription_id: id, number, attempts }: ClaimedRow,
    attempt: Attempt,
  ): Promise<void> {
    const after = afterAttempt(attempt, attempts + 1, Math.random());
    const status =
      after.kind === 'delivered' ? 'delivered' : after.kind === 'given-up' ? 'given-up' : 'pending';
    const inMs = after.kind === 'again' ? after.inMs : 0;
    const noted = [id, number, status, attempt.outcome, attempt.status, inMs];
    await this.#dataSource.transaction(async (tx) => {
      await tx.query(NOTE, noted);
      if (after.kind === 'delivered') {
        await tx.query(WELL, [id]);
        return;
      }
      const [rows] = await tx.query<[Array<{ failing_since: Date }>, number]>(FAILING, [id]);
      const since = rows[0]!.failing_since.toISOString();
      if (after.kind === 'gone') await tx.query(DISABLE, [id, 'gone']);
      else if (isLost(since, new Date().toISOString())) await tx.query(DISABLE, [id, 'failing']);
    });
  }
}
