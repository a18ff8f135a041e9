import type { WebhookDeliveryAnswer } from '@handrail/contracts';
import { disclosureNotice } from '@handrail/domain';
import type { Task } from '@medplum/fhirtypes';
import { freePort } from '@handrail/platform';
import { eventually, testServerUrl } from '@handrail/testing';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { OFFERED_FACTS } from '../consent/domain/consent-report.js';
import { JsonReceiver } from '../testing/json-receiver.js';
import { NETWORK, OutsideScheduling } from '../testing/outside-scheduling.js';

jest.setTimeout(120_000);

const ROOT = resolve(import.meta.dirname, '../../../..');

// Real: the scheduling service behind an issuer of tokens, its database, the Postgres log, a receiver over HTTP.
describe('what leaves for another organisation', () => {
  let outside: OutsideScheduling;
  let receiver: JsonReceiver;

  beforeAll(async () => {
    outside = await OutsideScheduling.start({
      ...{ HANDRAIL_WEBHOOK_PRIVATE_ADDRESSES: 'true', HANDRAIL_WEBHOOK_POLL_MS: '50' },
    });
    receiver = await JsonReceiver.start();
  });
  afterAll(async () => {
    await outside?.stop();
    receiver?.stop();
  });

  it('is a place only once the person consents: who waits for that says so, and goes when it comes', async () => {
    const { personId, programId, placement } = await outside.somebodyFor('birch');
    expect(placement.waitReason).toBe('consent');
    expect(placement.emptiedBy).toContainEqual({ code: 'consent', programs: 1 });
    await eventually(() =>
      outside.scheduling.publishedAbout(personId).includes('placement-waitlisted'),
    );
    const disclosed = outside.scheduling.published
      .filter(({ key }) => key === personId)
      .map(({ value }) => `${value}`);
    expect(disclosed.join()).toContain('"waitReason":"no-matching-program"');
    expect(await outside.ledger(placement.id)).toEqual([]);
    await outside.consents(personId, { recipients: ['cedar'] });
    const consentId = await outside.consents(personId);
    await outside.turns(personId, { status: 'confirmed', programId });
    expect(await outside.ledger(placement.id)).toMatchObject([
      {
        ...{ channel: 'place', organisation: 'birch', recipient: programId, basis: 'consent' },
        ...{ rests_on: consentId, notice: disclosureNotice.version },
        facts: ['referral', 'level-of-care'],
      },
    ]);
  });

  it('attack 34: is read with its label and its notice, each reading with one row of the ledger before', async () => {
    const { personId, placement } = await outside.somebodyFor('birch');
    const consentId = await outside.consents(personId);
    await outside.turns(personId, { status: 'confirmed' });
    const own = await outside.task(placement.id, NETWORK);
    expect([own.status, own.body.meta?.security, own.body.note]).toEqual([
      200,
      undefined,
      undefined,
    ]);
    expect(await outside.ledger(placement.id)).toHaveLength(1);
    const answer = await fetch(`${outside.scheduling.url}/fhir/Task/${placement.id}`, {
      headers: await outside.as('birch'),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('handrail-disclosure-notice')).toBe(disclosureNotice.text);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const body = (await answer.json()) as Task;
    expect(body.meta!.security!.map(({ code }) => code)).toEqual(['42CFRPart2', 'R']);
    expect(body.note!.map(({ text }) => text)).toEqual([
      disclosureNotice.text,
      'Disclosed to birch for treatment: referral, level of care. By consent.',
    ]);
    const calendar = await outside.read<string>(
      `/v1/placements/${placement.id}/calendar.ics`,
      'birch',
    );
    expect(calendar.body.replaceAll('\r\n ', '')).toContain(disclosureNotice.text);
    expect(await outside.ledger(placement.id)).toMatchObject([
      { channel: 'place' },
      { channel: 'fhir-task', recipient: 'coordinator-1', rests_on: consentId },
      { channel: 'calendar', facts: ['appointments'] },
    ]);
    await expect(
      outside.scheduling.dataSource.query('DELETE FROM disclosure WHERE placement_id = $1', [
        placement.id,
      ]),
    ).rejects.toMatchObject({ driverError: { code: '42501' } });
  });

  it('attack 34: is nothing to whom the consent does not name, for another purpose, and once it is revoked', async () => {
    const { personId, placement } = await outside.somebodyFor('birch');
    const consentId = await outside.consents(personId, { purposes: ['treatment'] });
    await outside.turns(personId, { status: 'confirmed' });
    const before = await outside.ledger(placement.id);
    const unknown = await outside.task(randomUUID(), 'birch');
    const answers = [
      await outside.task(placement.id, 'cedar'),
      await outside.task(placement.id, 'birch', '?purpose=payment'),
      await outside.task(placement.id, 'birch', '?purpose=legal-proceedings'),
    ];
    for (const { status, text } of answers) expect([status, text]).toEqual([404, unknown.text]);
    expect((await outside.task(placement.id, 'birch')).status).toBe(200);
    await outside.revokes(personId, consentId);
    await eventually(async () => (await outside.task(placement.id, 'birch')).status === 404);
    const calendar = await outside.read(`/v1/placements/${placement.id}/calendar.ics`, 'birch');
    expect([calendar.status, calendar.text.includes('VEVENT')]).toEqual([404, false]);
    const since = (await outside.ledger(placement.id)).slice(before.length);
    expect(new Set(since.map(({ channel }) => channel))).toEqual(new Set(['fhir-task']));
    const kept: Array<{ outcome: string }> = await outside.scheduling.dataSource.query(
      `SELECT outcome FROM audit_entry WHERE subjects @> ARRAY[$1::text] AND outcome LIKE 'withheld:%'`,
      [personId],
    );
    expect(new Set(kept.map(({ outcome }) => outcome))).toEqual(
      new Set([
        ...['withheld:recipient-not-named', 'withheld:purpose-not-covered'],
        ...['withheld:needs-own-consent', 'withheld:consent-revoked'],
      ]),
    );
  });

  it('attack 7: is nothing but that: every other route is for the network alone', async () => {
    for (const path of ['/v1/placements', '/v1/waitlist', '/v1/programs']) {
      const answer = await outside.read<{ type: string }>(path, 'birch');
      expect([path, answer.status, answer.body.type]).toEqual([
        ...[path, 403, 'urn:handrail:problem:other-organisation'],
      ]);
      expect((await outside.read(path, NETWORK)).status).toBe(200);
    }
  });

  it('attack 43: waits as a webhook until the person consents, and leaves once, with its notice, and once more by hand', async () => {
    const { received } = receiver;
    const subscribed = await outside.scheduling.call<{ id: string }>('/v1/webhooks', {
      method: 'POST',
      body: {
        ...{ by: 'operator-1', reason: 'agreed', name: 'birch-desk', organisation: 'birch' },
        url: receiver.url,
      },
    });
    expect(subscribed.status).toBe(201);
    const { personId, placement } = await outside.somebodyFor('birch');
    const deliveries = () =>
      outside.scheduling.list<WebhookDeliveryAnswer & { heldBecause: string | null }>(
        `/v1/webhooks/${subscribed.body.id}/deliveries`,
      );
    await eventually(async () => (await deliveries())[0]?.heldBecause === 'no-consent');
    expect(received).toEqual([]);
    expect(await outside.ledger(placement.id)).toEqual([]);
    await outside.consents(personId);
    await eventually(() => received.length >= 2, { what: 'both events to arrive' });
    expect(received[0]).toMatchObject({
      notice: { version: disclosureNotice.version, text: disclosureNotice.text },
    });
    const rows = await outside.ledger(placement.id);
    const sent = rows.filter(({ channel }) => channel === 'webhook');
    expect(sent.map(({ recipient }) => recipient)).toEqual(
      Array(received.length).fill('birch-desk'),
    );
    await eventually(async () =>
      (await deliveries()).every(({ status: state }) => state === 'delivered'),
    );
    const before = received.length;
    const again = await outside.scheduling.call(`/v1/webhooks/${subscribed.body.id}/resend`, {
      method: 'POST',
      body: { by: 'operator-1', reason: 'lost', from: 1, to: 1 },
    });
    expect(again.body).toEqual({ deliveries: 1 });
    await eventually(() => received.length === before + 1);
    const tellings = (await outside.ledger(placement.id)).filter(
      ({ channel }) => channel === 'webhook',
    );
    expect(tellings).toHaveLength(before + 1);
  });

  it('has its row whenever it may have left, by any way, also when the process is killed in between', async () => {
    const { personId, placement } = await outside.somebodyFor('birch', { acceptance: 'by-offer' });
    await outside.consents(personId, { facts: [...OFFERED_FACTS, 'appointments'] });
    await outside.turns(personId, { status: 'offered' });
    const [offer] = await outside.scheduling.dataSource.query<Array<{ id: string }>>(
      'SELECT id FROM offer WHERE placement_id = $1',
      [placement.id],
    );
    const asked: Readonly<Record<string, readonly [path: string, method?: string]>> = {
      'fhir-task': [`/fhir/Task/${placement.id}`],
      calendar: [`/v1/placements/${placement.id}/calendar.ics`],
      'offer-list': ['/v1/offers?status=open'],
      'offer-answer': [`/v1/offers/${offer!.id}/acknowledge`, 'POST'],
    };
    const headers = {
      'content-type': 'application/json',
      ...(await outside.as('birch', 'admission-desk')),
    };
    for (const [label, count] of [
      ['before-disclosure', 0],
      ['after-disclosure', 1],
    ] as const) {
      await Promise.all(
        Object.values(asked).map(async ([path, method = 'GET']) => {
          const other = await anotherProcess(outside, label);
          const body = method === 'POST' ? '{}' : null;
          await expect(fetch(`${other.url}${path}`, { method, headers, body })).rejects.toThrow();
          expect([path, await other.exit]).toEqual([path, [null, 'SIGKILL']]);
        }),
      );
      const rows = await outside.ledger(placement.id);
      for (const way of Object.keys(asked))
        expect([label, way, rows.filter(({ channel }) => channel === way).length]).toEqual([
          ...[label, way, count],
        ]);
    }
    const [still] = await outside.scheduling.dataSource.query<Array<{ status: string }>>(
      'SELECT status FROM offer WHERE id = $1',
      [offer!.id],
    );
    expect(still!.status).toBe('sent');
  });
});

/** The same service in a process of its own, which answers requests until it is killed. */
async function anotherProcess(outside: OutsideScheduling, crashAt: string) {
  const port = await freePort();
  const child = spawn(process.execPath, ['apps/scheduling/dist/src/main.js'], {
    ...{ cwd: ROOT, stdio: 'ignore' },
    env: {
      ...process.env,
      ...{ NODE_OPTIONS: '', HANDRAIL_ROLES: 'http', HANDRAIL_PORT: String(port) },
      HANDRAIL_CRASH_AT: crashAt,
      ...{ HANDRAIL_ISSUER: outside.issuer.url, HANDRAIL_NETWORK_ORGANISATIONS: NETWORK },
      HANDRAIL_DATABASE_URL: testServerUrl(),
      HANDRAIL_DATABASE_PREFIX: outside.scheduling.databasePrefix,
    },
  });
  const exit = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/health/live`).catch(() => null))?.ok === true, {
    withinMs: 60_000,
    what: 'the other process is up',
  });
  return { url, exit };
}
