import { consentChangedV2, type WebhookDeliveryAnswer } from '@handrail/contracts';
import { disclosureNotice } from '@handrail/domain';
import type { Task } from '@medplum/fhirtypes';
import { freePort } from '@handrail/platform';
import { eventually, testServerUrl, TestIssuer } from '@handrail/testing';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { ListedPlacementView } from '../reads/placements/placement.dto.js';
import type { OfferView } from '../reads/offers/offer.dto.js';
import { becomes } from '../testing/becomes.js';
import { JsonReceiver } from '../testing/json-receiver.js';
import { RunningScheduling, type Decided } from '../testing/running-scheduling.js';

jest.setTimeout(120_000);

const NETWORK = 'bay-state';
const ROOT = resolve(import.meta.dirname, '../../../..');

interface LedgerRow {
  readonly channel: string;
  readonly organisation: string;
  readonly recipient: string;
  readonly facts: string[];
  readonly basis: string;
  readonly rests_on: string;
  readonly notice: string;
}

// Real: the scheduling service behind an issuer of tokens, its database, the Postgres log, a receiver over HTTP.
describe('what leaves for another organisation', () => {
  let issuer: TestIssuer;
  let scheduling: RunningScheduling;
  let receiver: JsonReceiver;

  beforeAll(async () => {
    issuer = await TestIssuer.start();
    scheduling = await RunningScheduling.start({
      ...{ HANDRAIL_ISSUER: issuer.url, HANDRAIL_NETWORK_ORGANISATIONS: NETWORK },
      ...{ HANDRAIL_WEBHOOK_PRIVATE_ADDRESSES: 'true', HANDRAIL_WEBHOOK_POLL_MS: '50' },
    });
    receiver = await JsonReceiver.start();
  });
  afterAll(async () => {
    await scheduling?.stop();
    await issuer?.stop();
    receiver?.stop();
  });

  const as = async (organisation: string, role = 'coordinator') => ({
    authorization: `Bearer ${await issuer.token({
      claims: { sub: `${role}-1`, roles: [role], organisation },
    })}`,
  });
  const ledger = (placementId: string): Promise<LedgerRow[]> =>
    scheduling.dataSource.query('SELECT * FROM disclosure WHERE placement_id = $1 ORDER BY at', [
      placementId,
    ]);
  const read = async <T = unknown>(path: string, organisation: string, role?: string) =>
    await scheduling.call<T>(path, { headers: await as(organisation, role) });
  const task = (placementId: string, organisation: string, query = '') =>
    read<Task & { type: string }>(`/fhir/Task/${placementId}${query}`, organisation);
  const turns = (personId: string, wanted: Partial<ListedPlacementView>) =>
    becomes(scheduling, personId, wanted);

  /** Somebody who needs the level of a program of this organisation, in a region where it is alone. */
  async function somebodyFor(organisation: string, change: Record<string, unknown> = {}) {
    const region = randomUUID();
    const programId = await scheduling.addProgram(1, {
      organisation,
      regions: [region],
      ...change,
    });
    const asked: Decided = { context: { region } };
    const [decided] = await scheduling.decide(asked);
    const { personId } = decided!;
    const placement = await turns(personId, { status: 'waitlisted' });
    return { personId, programId, placement };
  }
  let reports = 0;
  async function consents(personId: string, change: object = {}): Promise<string> {
    const consentId = randomUUID();
    reports += 1;
    const reportedAt = new Date(Date.parse('2026-11-01T00:00:00Z') + reports * 1000).toISOString();
    const data = { ...consentChangedV2.example, personId, consentId, reportedAt, endsAt: null };
    await scheduling.publish(consentChangedV2, { ...data, recipients: ['birch'], ...change });
    return consentId;
  }
  const revokes = (personId: string, consentId: string) =>
    consents(personId, { consentId, status: 'revoked', revokedAt: new Date().toISOString() });

  it('is a place only once the person consents: who waits for that says so, and goes when it comes', async () => {
    const { personId, programId, placement } = await somebodyFor('birch');
    expect(placement.waitReason).toBe('consent');
    expect(placement.emptiedBy).toContainEqual({ code: 'consent', programs: 1 });
    await eventually(() => scheduling.publishedAbout(personId).includes('placement-waitlisted'));
    const disclosed = scheduling.published
      .filter(({ key }) => key === personId)
      .map(({ value }) => `${value}`);
    expect(disclosed.join()).toContain('"waitReason":"no-matching-program"');
    expect(await ledger(placement.id)).toEqual([]);
    await consents(personId, { recipients: ['cedar'] });
    const consentId = await consents(personId);
    await turns(personId, { status: 'confirmed', programId });
    expect(await ledger(placement.id)).toMatchObject([
      {
        ...{ channel: 'place', organisation: 'birch', recipient: programId, basis: 'consent' },
        ...{ rests_on: consentId, notice: disclosureNotice.version },
        facts: ['referral', 'level-of-care'],
      },
    ]);
  });

  it('is read with its label and its notice, each reading with one row of the ledger before', async () => {
    const { personId, placement } = await somebodyFor('birch');
    const consentId = await consents(personId);
    await turns(personId, { status: 'confirmed' });
    const own = await task(placement.id, NETWORK);
    expect([own.status, own.body.meta?.security, own.body.note]).toEqual([
      200,
      undefined,
      undefined,
    ]);
    expect(await ledger(placement.id)).toHaveLength(1);
    const answer = await fetch(`${scheduling.url}/fhir/Task/${placement.id}`, {
      headers: await as('birch'),
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
    const calendar = await read<string>(`/v1/placements/${placement.id}/calendar.ics`, 'birch');
    expect(calendar.body.replaceAll('\r\n ', '')).toContain(disclosureNotice.text);
    expect(await ledger(placement.id)).toMatchObject([
      { channel: 'place' },
      { channel: 'fhir-task', recipient: 'coordinator-1', rests_on: consentId },
      { channel: 'calendar', facts: ['appointments'] },
    ]);
    await expect(
      scheduling.dataSource.query('DELETE FROM disclosure WHERE placement_id = $1', [placement.id]),
    ).rejects.toMatchObject({ driverError: { code: '42501' } });
  });

  it('is nothing to whom the consent does not name, for another purpose, and once it is revoked', async () => {
    const { personId, placement } = await somebodyFor('birch');
    const consentId = await consents(personId, { purposes: ['treatment'] });
    await turns(personId, { status: 'confirmed' });
    const before = await ledger(placement.id);
    const unknown = await task(randomUUID(), 'birch');
    const answers = [
      await task(placement.id, 'cedar'),
      await task(placement.id, 'birch', '?purpose=payment'),
      await task(placement.id, 'birch', '?purpose=legal-proceedings'),
    ];
    for (const { status, text } of answers) expect([status, text]).toEqual([404, unknown.text]);
    expect((await task(placement.id, 'birch')).status).toBe(200);
    await revokes(personId, consentId);
    await eventually(async () => (await task(placement.id, 'birch')).status === 404);
    const calendar = await read(`/v1/placements/${placement.id}/calendar.ics`, 'birch');
    expect([calendar.status, calendar.text.includes('VEVENT')]).toEqual([404, false]);
    const since = (await ledger(placement.id)).slice(before.length);
    expect(new Set(since.map(({ channel }) => channel))).toEqual(new Set(['fhir-task']));
    const kept: Array<{ outcome: string }> = await scheduling.dataSource.query(
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

  it('is nothing but that: every other route is for the network alone', async () => {
    for (const path of ['/v1/placements', '/v1/waitlist', '/v1/programs']) {
      const answer = await read<{ type: string }>(path, 'birch');
      expect([path, answer.status, answer.body.type]).toEqual([
        ...[path, 403, 'urn:handrail:problem:other-organisation'],
      ]);
      expect((await read(path, NETWORK)).status).toBe(200);
    }
  });

  it('ends when the day of the consent is over, with nobody saying anything', async () => {
    const { personId, programId, placement } = await somebodyFor('birch', {
      acceptance: 'by-offer',
    });
    const endsAt = new Date(Date.now() + 2_500).toISOString();
    await consents(personId, { endsAt });
    const offered = await turns(personId, { status: 'offered', programId });
    const inbox = await read<{ items: OfferView[] }>(`/v1/offers?status=open`, 'birch');
    expect(inbox.body.items.map((offer) => offer.placementId)).toEqual([offered.id]);
    const others = await read<{ items: OfferView[] }>(`/v1/offers?status=open`, 'cedar');
    expect(others.body.items).toEqual([]);
    const held = await turns(personId, { status: 'waitlisted', waitReason: 'consent' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(endsAt));
    expect(held.requestedAt).toBe(placement.requestedAt);
    const ended = await turns(personId, { status: 'declined', endReason: 'no-consent' });
    expect(ended.id).toBe(offered.id);
    const [track] = (await scheduling.program(programId)).tracks;
    expect([track!.held, track!.used]).toEqual([0, 0]);
    await consents(personId);
    await turns(personId, { status: 'offered', programId });
  });

  it('is answered by the organisation that is asked, and by no other', async () => {
    const { personId, placement } = await somebodyFor('birch', { acceptance: 'by-offer' });
    await consents(personId);
    await turns(personId, { status: 'offered' });
    const accept = async (organisation: string) =>
      await scheduling.call<{ status: string; acts: unknown[] }>(
        `/v1/offers/${placement.id}/accept`,
        { method: 'POST', body: {}, headers: await as(organisation, 'admission-desk') },
      );
    expect((await accept('cedar')).status).toBe(404);
    const accepted = await accept('birch');
    expect([accepted.status, accepted.body.status, accepted.body.acts]).toEqual([
      200,
      'confirmed',
      [],
    ]);
    expect((await ledger(placement.id)).map(({ channel }) => channel)).toEqual([
      'offer',
      'offer-answer',
    ]);
  });

  it('waits as a webhook until the person consents, and leaves once, with its notice', async () => {
    const { received } = receiver;
    const subscribed = await scheduling.call<{ id: string }>('/v1/webhooks', {
      method: 'POST',
      body: {
        ...{ by: 'operator-1', reason: 'agreed', name: 'birch-desk', organisation: 'birch' },
        url: receiver.url,
      },
    });
    expect(subscribed.status).toBe(201);
    const { personId, placement } = await somebodyFor('birch');
    const deliveries = () =>
      scheduling.list<WebhookDeliveryAnswer & { heldBecause: string | null }>(
        `/v1/webhooks/${subscribed.body.id}/deliveries`,
      );
    await eventually(async () => (await deliveries())[0]?.heldBecause === 'no-consent');
    expect(received).toEqual([]);
    expect(await ledger(placement.id)).toEqual([]);
    await consents(personId);
    await eventually(() => received.length >= 2, { what: 'both events to arrive' });
    expect(received[0]).toMatchObject({
      notice: { version: disclosureNotice.version, text: disclosureNotice.text },
    });
    const rows = await ledger(placement.id);
    const sent = rows.filter(({ channel }) => channel === 'webhook');
    expect(sent.map(({ recipient }) => recipient)).toEqual(
      Array(received.length).fill('birch-desk'),
    );
  });

  it('has its row whenever it may have left, also when the process is killed in between', async () => {
    const { personId, placement } = await somebodyFor('birch');
    await consents(personId);
    await turns(personId, { status: 'confirmed' });
    const headers = await as('birch');
    const counts: number[] = [];
    for (const label of ['before-disclosure', 'after-disclosure']) {
      const port = await freePort();
      const child = spawn(process.execPath, ['apps/scheduling/dist/src/main.js'], {
        ...{ cwd: ROOT, stdio: 'ignore' },
        env: {
          ...process.env,
          ...{ NODE_OPTIONS: '', HANDRAIL_ROLES: 'http', HANDRAIL_CRASH_AT: label },
          ...{ HANDRAIL_PORT: String(port), HANDRAIL_ISSUER: issuer.url },
          HANDRAIL_DATABASE_URL: testServerUrl(),
          HANDRAIL_DATABASE_PREFIX: scheduling.databasePrefix,
        },
      });
      const url = `http://127.0.0.1:${port}`;
      await eventually(
        async () => (await fetch(`${url}/health/live`).catch(() => null))?.ok === true,
        { withinMs: 60_000, what: 'the other process is up' },
      );
      const exit = once(child, 'exit');
      await expect(fetch(`${url}/fhir/Task/${placement.id}`, { headers })).rejects.toThrow();
      expect(await exit).toEqual([null, 'SIGKILL']);
      counts.push(
        (await ledger(placement.id)).filter(({ channel }) => channel === 'fhir-task').length,
      );
    }
    expect(counts).toEqual([0, 1]);
  });
});
