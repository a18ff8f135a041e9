import { adt, event, somebody, somewhere } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

type Person = ReturnType<typeof somebody>;
const started = (person: Person) =>
  event('stay-started', { person, stay: somewhere(), startedAt: '2026-11-02T08:30:00Z' });
const merged = (survivor: Person, retired: Person) =>
  event('persons-merged', { survivor, retired });
const known = (person: Person) => intake.person(person.identifiers[0]!);

describe('a merge of two known persons', () => {
  it('moves identifiers and stays, and is told on both keys', async () => {
    const [ana, old] = [somebody(), somebody()];
    await intake.send(started(ana), started(old));
    const [survivor, retired] = [await known(ana), await known(old)];
    const [id] = await intake.send(merged(ana, old));
    const both = { survivorId: survivor!.id, retiredId: retired!.id };
    const published = await intake.publishedBecauseOf(id!);
    expect(published.map(({ key }) => key).sort()).toEqual([survivor!.id, retired!.id].sort());
    for (const each of published) expect(each.data).toEqual({ personId: each.key, ...both });
    const now = await known(old);
    expect(now).toMatchObject({ id: survivor!.id, mergedFrom: [retired!.id] });
    expect([now!.identifiers.length, now!.stays.length]).toEqual([2, 2]);
    expect((await intake.call(`/v1/persons/${retired!.id}`)).json['mergedInto']).toBe(survivor!.id);
  });

  it('makes later messages about the retired one the survivor’s', async () => {
    const [ana, old] = [somebody(), somebody()];
    await intake.send(started(ana), started(old), merged(ana, old));
    const [late] = await intake.send(started(old));
    expect((await intake.message(late!)).personId).toBe((await known(ana))!.id);
  });

  it('follows chains, and a circle changes nothing', async () => {
    const [a, b, c] = [somebody(), somebody(), somebody()];
    await intake.send(started(a), started(b), started(c));
    await intake.send(merged(b, a), merged(c, b));
    const [again] = await intake.send(merged(a, c));
    const everybody = await Promise.all([a, b, c].map(known));
    expect(new Set(everybody.map((each) => each!.id)).size).toBe(1);
    expect(everybody[0]!.stays).toHaveLength(3);
    expect(await intake.message(again!)).toMatchObject({ reason: 'identifiers-linked' });
  });
});

describe('a merge that comes first', () => {
  it('makes one person of both when they come', async () => {
    const [ana, old] = [somebody(), somebody()];
    await intake.send(merged(ana, old));
    expect(await known(ana)).toBeUndefined();
    await intake.send(started(old), started(ana));
    expect((await known(old))!.id).toBe((await known(ana))!.id);
  });
});

describe('a merge by HL7', () => {
  it('joins the persons of PID and MRG', async () => {
    const [first, second] = [`A${Date.now()}`, `B${Date.now()}`];
    await intake.hl7(adt('A01', { control: '1', mrn: first }));
    await intake.hl7(adt('A01', { control: '2', mrn: second }));
    const more = [`MRG|${second}^^^LAKE&1.2.3&ISO^MR`];
    expect(await intake.hl7(adt('A40', { control: `m${first}`, mrn: first, more }))).toContain(
      'AA',
    );
    const [message] = await intake.messages(`controlId=m${first}`);
    expect(message).toMatchObject({ disposition: 'applied', reason: 'persons-merged' });
    const now = await intake.person({ system: 'urn:oid:1.2.3', value: second });
    expect(now!.stays).toHaveLength(2);
  });
});

describe('two identifiers that point to two persons', () => {
  it('link nobody, and ask a human, who may link them', async () => {
    const [ana, bea] = [somebody('urn:test:one'), somebody('urn:test:two')];
    await intake.send(started(ana), started(bea));
    const both = { ...ana, identifiers: [...ana.identifiers, ...bea.identifiers] };
    const [id] = await intake.send(started(both));
    expect((await intake.message(id!)).personId).toBe((await known(ana))!.id);
    const review = (await reviews()).find((each) => each['messageId'] === id)!;
    // Name and birth date are Ana's, so Bea's number is shared.
    expect(review).toMatchObject({ status: 'open', reason: 'number-shared' });
    expect(review['persons']).toHaveLength(2);
    const linked = await intake.post(
      `/v1/identity-reviews/${String(review['id'])}/link`,
      {},
      JSON_TYPE,
    );
    expect(linked).toMatchObject({ status: 200, json: { status: 'linked' } });
    expect((await known(bea))!.id).toBe((await known(ana))!.id);
    const published = await intake.publishedBecauseOf(id!);
    expect(published.filter(({ type }) => type.includes('persons-merged'))).toHaveLength(2);
  });

  it('ask a human, when nothing says that they are two', async () => {
    const [ana, { identifiers }] = [somebody('urn:test:one'), somebody('urn:test:two')];
    const nameless = { ...started(ana), data: { ...started(ana).data, person: { identifiers } } };
    await intake.send(started(ana), nameless);
    const [id] = await intake.send(
      started({ ...ana, identifiers: [...ana.identifiers, ...identifiers] }),
    );
    const review = (await reviews()).find((each) => each['messageId'] === id)!;
    expect(review).toMatchObject({ status: 'open', reason: 'identifiers-of-two-persons' });
  });

  it('are not asked about again once they are kept apart', async () => {
    const [ana, bea] = [somebody('urn:test:one'), somebody('urn:test:two')];
    await intake.send(started(ana), started(bea));
    const both = { ...ana, identifiers: [...ana.identifiers, ...bea.identifiers] };
    const [id] = await intake.send(started(both));
    const review = (await reviews()).find((each) => each['messageId'] === id)!;
    const path = `/v1/identity-reviews/${String(review['id'])}`;
    expect((await intake.post(`${path}/keep-apart`, {}, JSON_TYPE)).status).toBe(200);
    await intake.send(started(both));
    expect((await reviews()).filter((each) => each['id'] === review['id'])).toEqual([]);
    expect((await intake.post(`${path}/link`, {}, JSON_TYPE)).status).toBe(409);
  });
});

describe('an untrusted number', () => {
  it('never makes two persons one', async () => {
    const ssn = { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999001234' };
    const [ana, bea] = [somebody(), somebody()];
    for (const each of [ana, bea]) each.identifiers.push(ssn);
    await intake.send(started(ana), started(bea));
    expect((await known(ana))!.id).not.toBe((await known(bea))!.id);
    const query = encodeURIComponent(`${ssn.system}|${ssn.value}`);
    const { json } = await intake.call(`/v1/persons?identifier=${query}`);
    expect(json['items']).toHaveLength(2);
  });
});

const JSON_TYPE = 'application/json';
const reviews = async () =>
  (await intake.call('/v1/identity-reviews')).json['items'] as Array<Record<string, unknown>>;
