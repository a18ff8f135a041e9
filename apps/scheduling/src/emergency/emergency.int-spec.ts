import type { DisclosuresAnswer, EmergencyAccessAnswer } from '@handrail/contracts';
import type { Task } from '@medplum/fhirtypes';
import { eventually, TestIssuer } from '@handrail/testing';
import { RunningScheduling } from '../testing/running-scheduling.js';

// Real: the scheduling service behind an issuer of tokens, its database, the Postgres log.
describe('access in an emergency', () => {
  let issuer: TestIssuer;
  let scheduling: RunningScheduling;
  beforeAll(async () => {
    issuer = await TestIssuer.start();
    scheduling = await RunningScheduling.start({
      ...{ HANDRAIL_ISSUER: issuer.url, HANDRAIL_NETWORK_ORGANISATIONS: 'bay-state' },
    });
  });
  afterAll(async () => {
    await scheduling?.stop();
    await issuer?.stop();
  });

  const as = async (organisation: string, role: string) => ({
    authorization: `Bearer ${await issuer.token({
      claims: { sub: `${role}-1`, roles: [role], organisation },
    })}`,
  });
  const ACCESSES = '/v1/emergency-accesses';
  const physician = (organisation: string) => as(organisation, 'physician');
  const officer = () => as('bay-state', 'privacy-officer');
  const post = async <T = EmergencyAccessAnswer>(
    path: string,
    headers: Record<string, string>,
    body: object,
  ) => await scheduling.call<T & { type: string }>(path, { method: 'POST', headers, body });
  const task = async (id: string, organisation: string, query = '') =>
    await scheduling.call<Task>(`/fhir/Task/${id}${query}`, {
      headers: await physician(organisation),
    });
  async function somebody() {
    const [decided] = await scheduling.decide({ context: { region: 'nowhere-near' } });
    const [placement] = await scheduling.settled([decided!]);
    return placement!;
  }
  const opened = async (placementId: string, organisation = 'county') =>
    await post(ACCESSES, await physician(organisation), { placementId, reason: 'overdose' });
  const act = async (name: string, { id, version }: EmergencyAccessAnswer, more: object = {}) =>
    await post(
      `${ACCESSES}/${id}/${name}`,
      { ...(await officer()), 'if-match': `"${version}"` },
      { reason: 'looked-at', ...more },
    );

  it('tells one organisation of one person, in the ledger, the audit and to the privacy officer', async () => {
    const placement = await somebody();
    expect((await task(placement.id, 'county')).status).toBe(404);
    const access = await opened(placement.id);
    expect([access.status, access.body]).toMatchObject([
      201,
      {
        ...{ personId: placement.personId, organisation: 'county', openedBy: 'physician-1' },
        ...{ state: 'open', disclosures: 0, finding: null },
      },
    ]);
    const { id, openedAt, until } = access.body;
    expect(Date.parse(until) - Date.parse(openedAt)).toBe(3_600_000);
    const answer = await task(placement.id, 'county');
    expect(answer.body.note!.at(-1)!.text).toBe(
      'Disclosed to county for treatment: referral, level of care. By medical emergency.',
    );
    expect((await task(placement.id, 'county', '?purpose=payment')).status).toBe(404);
    expect((await task(placement.id, 'cedar')).status).toBe(404);
    expect((await task((await somebody()).id, 'county')).status).toBe(404);
    const again = await opened(placement.id);
    expect([again.status, again.body.type]).toEqual([409, 'urn:handrail:problem:open-already']);
    const flagged = await scheduling.dataSource.query(
      `SELECT actor FROM audit_entry WHERE outcome = $1 AND subjects @> ARRAY[$2::text]`,
      [`emergency:${id}`, placement.personId],
    );
    expect(flagged).toEqual([{ actor: 'physician-1' }]);
    await eventually(() =>
      scheduling.publishedAbout(placement.personId).includes('emergency-access-opened'),
    );
    const open = await scheduling.call<{ items: EmergencyAccessAnswer[] }>(
      `${ACCESSES}?state=open`,
      { headers: await officer() },
    );
    expect(open.body.items).toMatchObject([{ id, disclosures: 1 }]);
    const account = await scheduling.call<DisclosuresAnswer>(
      `/v1/persons/${placement.personId}/disclosures`,
      { headers: await officer() },
    );
    expect(account.body.items).toMatchObject([
      { organisation: 'county', basis: 'medical-emergency', restsOn: id },
    ]);
    expect(account.body.items[0]!.text).toContain('without consent, in a medical emergency');
    expect(account.body.recipients).toMatchObject([{ organisation: 'county', times: 1 }]);
    const read = await scheduling.dataSource.query(
      `SELECT actor FROM audit_entry WHERE act = 'GET /v1/persons/:id/disclosures' AND object = $1`,
      [placement.personId],
    );
    expect(read).toEqual([{ actor: 'privacy-officer-1' }]);
  });

  it('is over when somebody ends it, and waits for a finding', async () => {
    const placement = await somebody();
    const access = (await opened(placement.id)).body;
    const metrics = async () => (await scheduling.call('/metrics')).text;
    expect(await metrics()).toMatch(/emergency_accesses\{state="open"\} [1-9]/);
    const closed = await act('close', access);
    expect(closed.body.state).toBe('to-review');
    expect((await task(placement.id, 'county')).status).toBe(404);
    expect(await metrics()).toMatch(/emergency_accesses\{state="to-review"\} [1-9]/);
    expect((await act('close', closed.body)).status).toBe(409);
    expect((await act('review', access, { finding: 'justified' })).status).toBe(412);
    const found = await act('review', closed.body, { finding: 'not-justified' });
    expect(found.body).toMatchObject({
      ...{ state: 'reviewed', finding: 'not-justified', reviewedBy: 'privacy-officer-1' },
      acts: [{ kind: 'open' }, { kind: 'close' }, { kind: 'review' }],
    });
    const other = await act('review', found.body, { finding: 'reported-as-breach' });
    expect(other.body.acts).toHaveLength(4);
    expect((await opened(placement.id)).status).toBe(201);
  });

  it('is for the own organisation of who is outside, and named by who is not', async () => {
    const { id: placementId } = await somebody();
    const body = { placementId, reason: 'unconscious' };
    const foreign = { ...body, organisation: 'cedar' };
    expect((await post(ACCESSES, await physician('county'), foreign)).status).toBe(400);
    expect((await post(ACCESSES, await physician('bay-state'), body)).status).toBe(400);
    const named = await post(ACCESSES, await physician('bay-state'), foreign);
    expect([named.status, named.body.organisation]).toEqual([201, 'cedar']);
    expect((await task(placementId, 'cedar')).status).toBe(200);
    expect((await post(ACCESSES, await as('county', 'reader'), body)).status).toBe(403);
    const listed = await scheduling.call(ACCESSES, {
      headers: await as('county', 'privacy-officer'),
    });
    expect(listed.status).toBe(403);
    await expect(
      scheduling.dataSource.query(
        `UPDATE emergency_access SET until = opened_at + interval '61 minutes' WHERE id = $1`,
        [named.body.id],
      ),
    ).rejects.toMatchObject({ driverError: { code: '23514' } });
  });
});
