import {
  careRequested,
  type WebhookAnswer,
  type WebhookDeliveryAnswer,
  type WebhookSecretAnswer,
} from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { RunningScheduling } from '../testing/running-scheduling.js';
import type { WebhookBody } from './webhook-event.js';

jest.setTimeout(120_000);

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: WebhookBody;
}

/** A receiver as somebody else would write it: it keeps what it gets and answers as it is told. */
class Receiver {
  readonly received: Received[] = [];
  answers: (at: number) => { status: number; headers?: Record<string, string> } = () => ({
    status: 204,
  });
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<Receiver> {
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (part: Buffer) => (text += part.toString()));
      request.on('end', () => {
        const body = JSON.parse(text) as WebhookBody;
        receiver.received.push({ headers: request.headers, text, body });
        const { status, headers = {} } = receiver.answers(receiver.received.length);
        response.writeHead(status, headers).end();
      });
    });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  get numbers(): number[] {
    return this.received.map(({ body }) => body.data.number);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('Webhooks', () => {
  let scheduling: RunningScheduling;
  const receivers: Receiver[] = [];
  beforeAll(async () => {
    scheduling = await RunningScheduling.start({
      HANDRAIL_WEBHOOK_PRIVATE_ADDRESSES: 'true',
      HANDRAIL_WEBHOOK_POLL_MS: '50',
    });
  });
  afterAll(async () => {
    await scheduling.stop();
    for (const receiver of receivers) receiver.stop();
  });

  const who = { by: 'operator-1', reason: 'agreed-with-the-hospital' };
  const post = <T>(path: string, body: object = {}, version?: number) =>
    scheduling.call<T>(`/v1/webhooks${path}`, {
      method: 'POST',
      body: { ...who, ...body },
      ...(version === undefined ? {} : { headers: { 'if-match': `"${version}"` } }),
    });
  const subscribe = async (more: object = {}) => {
    const receiver = await Receiver.start();
    receivers.push(receiver);
    const asked = { name: 'receiver', url: receiver.url, ...more };
    const { status, body } = await post<WebhookSecretAnswer>('', asked);
    expect(status).toBe(201);
    return { receiver, ...body };
  };
  const known = async (id: string) =>
    (await scheduling.call<WebhookAnswer>(`/v1/webhooks/${id}`)).body;
  const deliveries = (id: string) =>
    scheduling.list<WebhookDeliveryAnswer>(`/v1/webhooks/${id}/deliveries`);
  const region = () => ({ context: { region: randomUUID() } });
  /** Somebody waits, because there is no program: an event of a placement. */
  const happens = async () => (await scheduling.decide(region()))[0]!;

  it('reach a receiver, signed as a verifier that is not ours reads it, and say nothing about anybody', async () => {
    const { receiver, id, secret } = await subscribe();
    const { personId, messageId } = await happens();
    await eventually(() => receiver.received.length === 1);
    const [{ headers, text, body }] = receiver.received as [Received];
    expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toEqual(body);
    const placement = (await scheduling.placements(`personId=${personId}`))[0]!;
    expect(body).toEqual({
      type: 'handrail.scheduling.placement-waitlisted.v1',
      timestamp: expect.any(String),
      data: {
        ...{ number: 1, placementId: placement.id, messageId },
        task: `/fhir/Task/${placement.id}`,
      },
    });
    expect((await scheduling.call(body.data.task)).status).toBe(200);
    expect(text).not.toContain(personId);
    await eventually(async () => (await deliveries(id))[0]?.status === 'delivered');
    expect(await known(id)).toMatchObject({ lastNumber: 1, pending: 0, failingSince: null });
  });

  it('attack 11: are tried again until they arrive, under the same id, and a redirect is no arrival', async () => {
    const { receiver, id } = await subscribe();
    receiver.answers = (at) =>
      at === 1 ? { status: 302, headers: { location: receiver.url } } : { status: 200 };
    await happens();
    await eventually(async () => (await deliveries(id))[0]?.attempts === 1);
    expect(receiver.received).toHaveLength(1);
    expect(await known(id)).toMatchObject({ pending: 1, failingSince: expect.any(String) });
    await scheduling.dataSource.query(
      'UPDATE webhook_delivery SET next_at = now() WHERE subscription_id = $1',
      [id],
    );
    await eventually(async () => (await deliveries(id))[0]?.status === 'delivered');
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect((await deliveries(id))[0]).toMatchObject({ attempts: 2, lastStatus: 200, nextAt: null });
    expect((await known(id)).failingSince).toBeNull();
  });

  it('wait while a receiver is paused, are numbered without gaps, and are sent again by number', async () => {
    const { receiver, id, version } = await subscribe();
    const paused = await post<WebhookAnswer>(`/${id}/pause`, {}, version);
    expect(paused.body.status).toBe('paused');
    expect((await post(`/${id}/pause`, {}, paused.body.version)).status).toBe(409);
    expect((await post(`/${id}/resume`, {}, version)).status).toBe(412);
    for (let at = 0; at < 3; at += 1) await happens();
    await eventually(async () => (await known(id)).lastNumber === 3);
    expect(receiver.received).toEqual([]);
    await post(`/${id}/resume`, {}, paused.body.version);
    await eventually(() => receiver.received.length === 3);
    expect(receiver.numbers.toSorted()).toEqual([1, 2, 3]);
    const again = await post<{ deliveries: number }>(`/${id}/resend`, { from: 2 });
    expect(again.body.deliveries).toBe(2);
    await eventually(() => receiver.received.length === 5);
    expect(receiver.numbers.slice(3).toSorted()).toEqual([2, 3]);
    const ids = (number: number) =>
      receiver.received
        .filter(({ body }) => body.data.number === number)
        .map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids(2)).size).toBe(1);
  });

  it('go only to whoever asked, also when it is known who did after what became of it', async () => {
    const { receiver, id } = await subscribe({ requester: 'st-mary' });
    const other = await subscribe({ requester: 'lakeside' });
    const { personId, messageId } = await happens();
    await eventually(
      async () => (await scheduling.placements(`personId=${personId}`)).length === 1,
    );
    await scheduling.publish(
      careRequested,
      { ...careRequested.example, personId, requester: 'st-mary' },
      messageId,
    );
    await eventually(() => receiver.received.length === 1);
    expect(receiver.received[0]!.body.data.messageId).toBe(messageId);
    expect([(await known(id)).lastNumber, (await known(other.id)).lastNumber]).toEqual([1, 0]);
  });

  it('stop for a receiver that is gone or has failed for days, which is shown, and go on when somebody says so', async () => {
    const { receiver, id } = await subscribe();
    receiver.answers = () => ({ status: 410 });
    await happens();
    await eventually(async () => (await known(id)).status === 'disabled');
    expect(await known(id)).toMatchObject({ disabledBecause: 'gone', pending: 1 });
    const failing = await subscribe();
    failing.receiver.answers = () => ({ status: 500 });
    await scheduling.dataSource.query(
      `UPDATE webhook_subscription SET failing_since = now() - interval '5 days' WHERE id = $1`,
      [failing.id],
    );
    await happens();
    await eventually(async () => (await known(failing.id)).disabledBecause === 'failing');
    const metrics = (await scheduling.call('/metrics')).text;
    expect(metrics).toMatch(/handrail_scheduling_webhooks\{[^}]*status="disabled"[^}]*\} 2/);
    receiver.answers = () => ({ status: 200 });
    await post(`/${id}/resume`, {}, (await known(id)).version);
    await eventually(async () => (await known(id)).pending === 0);
    expect(await known(id)).toMatchObject({ status: 'active', disabledBecause: null });
  });

  it('are signed by the former secret, too, for a day after it was changed', async () => {
    const { receiver, id, secret, version } = await subscribe();
    const changed = await post<WebhookSecretAnswer>(`/${id}/rotate`, {}, version);
    expect(changed.body.secret).not.toBe(secret);
    await happens();
    await eventually(() => receiver.received.length === 1);
    const { text, headers } = receiver.received[0]!;
    for (const each of [secret, changed.body.secret])
      expect(new Webhook(each).verify(text, headers as Record<string, string>)).toBeTruthy();
    const removed = await post<WebhookAnswer>(`/${id}/remove`, {}, changed.body.version);
    expect(removed.body.status).toBe('removed');
    const restored = await post<WebhookAnswer>(`/${id}/restore`, {}, removed.body.version);
    expect(restored.body.status).toBe('paused');
    const acts = await scheduling.dataSource.query<Array<{ kind: string; done_by: string }>>(
      'SELECT kind, done_by FROM webhook_act WHERE subscription_id = $1 ORDER BY at',
      [id],
    );
    expect(acts.map(({ kind, done_by: by }) => `${kind} by ${by}`)).toEqual(
      ['subscribe', 'rotate', 'remove', 'restore'].map((kind) => `${kind} by operator-1`),
    );
  });

  it('are refused to addresses that are none, and a secret is shown only once', async () => {
    const refused = await post<{ errors: object[] }>('', {
      name: 'x',
      url: 'ftp://receiver.example',
    });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ path: '/url', reason: 'is not https', accepted: expect.any(String) }],
    ]);
    const { id, secret } = await subscribe();
    expect(JSON.stringify(await known(id))).not.toContain(secret);
    expect((await scheduling.call('/v1/webhooks')).text).not.toContain('whsec_');
  });
});
