import type { ConsentAnswer } from '@handrail/contracts';
import { event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const WHO = { by: 'privacy-officer-1', reason: 'signed-on-paper' };
const whole = {
  ...{ ...WHO, kind: 'tpo', discloser: 'North Hospital', facts: [], textVersion: '2026-1' },
  ...{ recipients: ['birch-house'], signedAt: '2026-11-02T14:00:00Z', expires: '2027-06-30' },
  timeZone: 'America/New_York',
};

const FROM_SOURCE = {
  ...{ kind: 'tpo', discloser: 'North Hospital', recipients: [{ organisation: 'birch-house' }] },
  ...{ purposes: ['treatment'], signedAt: '2026-11-02T14:00:00Z', expires: '2027-06-30' },
};

const statusesTold = async (personId: string) => {
  const rows = await intake.db.query<Array<{ status: string }>>(
    `SELECT payload::jsonb->>'status' AS status FROM outbox
     WHERE key = $1 AND headers->>'ce_type' = 'handrail.intake.consent-changed.v2' ORDER BY seq`,
    [personId],
  );
  return rows.map(({ status }) => status);
};

async function knownPerson(): Promise<string> {
  const person = somebody();
  await intake.send(
    event('stay-started', { person, stay: somewhere(), startedAt: '2026-11-02T08:30:00Z' }),
  );
  return (await intake.person(person.identifiers[0]!))!.id;
}
const post = (path: string, body: object, version?: number) =>
  intake.post(path, body, 'application/json', version ? { 'if-match': `"${version}"` } : {});
const consentsOf = async (personId: string) =>
  (await intake.call(`/v1/persons/${personId}/consents`)).json['items'] as ConsentAnswer[];
const publishedOf = async (consentId: string) =>
  (await intake.publishedBecauseOf(consentId)).map(({ data }) => data);

describe('a consent that people record', () => {
  it('is kept with its words sealed, shown in codes, and told to others', async () => {
    const personId = await knownPerson();
    const { status, json } = await post(`/v1/persons/${personId}/consents`, whole);
    expect([status, json]).toMatchObject([
      201,
      {
        ...{ personId, status: 'active', decision: 'permit', recipients: ['birch-house'] },
        ...{ purposes: ['treatment', 'payment', 'operations'], missing: [], version: 1 },
        endsAt: '2027-07-01T04:00:00.000Z',
        acts: [{ kind: 'record', ...WHO }],
      },
    ]);
    const { id } = json as unknown as ConsentAnswer;
    expect(await publishedOf(id)).toMatchObject([{ consentId: id, personId, status: 'active' }]);
    const rows = await intake.db.query<Array<{ kept: string }>>(
      'SELECT consent::text AS kept FROM consent WHERE id = $1',
      [id],
    );
    expect(rows[0]!.kept).not.toContain('North Hospital');
  });

  it('is revoked and restored as it was last seen, each told to others', async () => {
    const personId = await knownPerson();
    const { json } = await post(`/v1/persons/${personId}/consents`, whole);
    const { id } = json as unknown as ConsentAnswer;
    const act = (name: string, version?: number) =>
      post(`/v1/consents/${id}/${name}`, WHO, version);
    expect((await act('revoke')).status).toBe(428);
    expect((await act('restore', 1)).json['type']).toContain('not-revoked-by-hand');
    const revoked = await act('revoke', 1);
    expect([revoked.status, revoked.json['status']]).toEqual([200, 'revoked']);
    expect((await act('restore', 1)).status).toBe(412);
    expect((await act('revoke', 2)).json['type']).toContain('revoked-already');
    const restored = await act('restore', 2);
    expect(restored.json).toMatchObject({ status: 'active', revokedAt: null, version: 3 });
    const [kept] = await consentsOf(personId);
    expect(kept!.acts.map(({ kind }) => kind)).toEqual(['record', 'revoke', 'restore']);
    const published = await publishedOf(id);
    expect(published.map((data) => data['status'])).toEqual(['active', 'revoked', 'active']);
    const times = published.map((data) => Date.parse(data['reportedAt'] as string));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('is revoked also where its report claims to be newer than now', async () => {
    const personId = await knownPerson();
    const { json } = await post(`/v1/persons/${personId}/consents`, whole);
    const { id } = json as unknown as ConsentAnswer;
    const ahead = '2030-01-01T00:00:00.000Z';
    await intake.db.query('UPDATE consent SET reported_at = $2 WHERE id = $1', [id, ahead]);
    expect((await post(`/v1/consents/${id}/revoke`, WHO, 1)).json).toMatchObject({
      ...{ status: 'revoked', reportedAt: '2030-01-01T00:00:00.001Z' },
    });
    const [, revoked] = await publishedOf(id);
    expect(revoked).toMatchObject({ status: 'revoked', reportedAt: '2030-01-01T00:00:00.001Z' });
  });

  it('stays revoked when its source sends it once more, until it is given back by hand', async () => {
    const person = somebody();
    const report = () => {
      const consent = { ...FROM_SOURCE, id: 'c-1' };
      return event('consent-recorded', { person, consent }, { time: new Date().toISOString() });
    };
    await intake.send(report());
    const personId = (await intake.person(person.identifiers[0]!))!.id;
    const now = async () => (await consentsOf(personId))[0]!;
    const { id, version } = await now();
    await post(`/v1/consents/${id}/revoke`, WHO, version);
    await intake.send(report());
    const again = await now();
    expect([again.status, again.version]).toEqual(['revoked', version + 2]);
    expect(await statusesTold(personId)).toEqual(['active', 'revoked', 'revoked']);
    expect((await post(`/v1/consents/${id}/restore`, WHO, again.version)).status).toBe(200);
    await intake.send(report());
    expect((await now()).status).toBe('active');
  });

  it('permits nothing while an element is missing, and needs a person who is known', async () => {
    const personId = await knownPerson();
    const { json } = await post(`/v1/persons/${personId}/consents`, {
      ...{ ...WHO, kind: 'single', purposes: ['treatment'], facts: ['referral'] },
    });
    expect(json).toMatchObject({
      missing: ['discloser', 'recipient', 'expiry', 'signature', 'text'],
      facts: ['referral'],
    });
    const nulls = Object.fromEntries(
      [...Object.keys(whole), 'decision', 'purposes', 'classes']
        .filter((name) => !['by', 'reason', 'kind', 'facts'].includes(name))
        .map((name) => [name, null]),
    );
    const leftOut = await post(`/v1/persons/${personId}/consents`, { ...whole, ...nulls });
    // A consent for treatment, payment and operations needs no end.
    const lacks = ['discloser', 'recipient', 'signature', 'text'];
    expect([leftOut.status, leftOut.json['missing']]).toEqual([201, lacks]);
    const denial = { ...WHO, kind: 'tpo', decision: 'deny', facts: [] };
    expect((await post(`/v1/persons/${personId}/consents`, denial)).json['missing']).toEqual([]);
    const nobody = '0199a2f0-0000-7000-8000-000000000001';
    expect((await post(`/v1/persons/${nobody}/consents`, whole)).status).toBe(404);
    const wrong = await post(`/v1/persons/${personId}/consents`, { ...whole, kind: 'verbal' });
    expect([wrong.status, wrong.text.includes('/kind')]).toEqual([400, true]);
  });
});
