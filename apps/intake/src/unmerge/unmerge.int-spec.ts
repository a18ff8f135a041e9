import type { ConsentAnswer } from '@handrail/contracts';
import { cancellation, event, somebody, somewhere } from '../testing/messages.js';
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
const ended = (person: Person) =>
  event('stay-ended', {
    ...{ person, stay: somewhere('residential'), endedAt: '2026-11-07T08:30:00Z' },
    disposition: 'completed',
  });
const returned = (person: Person) =>
  event('return-to-use-reported', {
    ...{ person, occurredAt: '2026-11-05T10:00:00Z', evidence: 'family' },
  });
const merged = (survivor: Person, retired: Person) =>
  event('persons-merged', { survivor, retired });
const known = async (person: Person) => (await intake.person(person.identifiers[0]!))!;
const unmerge = (id: string, mergeId: string, reason = 'two patients with one name') =>
  intake.post(`/v1/persons/${id}/unmerge`, { mergeId, reason }, 'application/json');
const kindOf = (type: string) => type.split('.')[2];

const WHO = { by: 'privacy-officer-1', reason: 'signed-on-paper' };
const form = {
  ...{ kind: 'tpo', discloser: 'North Hospital', recipients: [{ organisation: 'birch-house' }] },
  textVersion: '2026-1',
};
async function record(personId: string): Promise<string> {
  const body = { ...WHO, ...form, recipients: ['birch-house'], facts: [] };
  const path = `/v1/persons/${personId}/consents`;
  return (await intake.post(path, body, 'application/json')).json['id'] as string;
}
const act = (id: string, name: string, version: number) =>
  intake.post(`/v1/consents/${id}/${name}`, WHO, 'application/json', {
    'if-match': `"${version}"`,
  });
const consentsOf = async (id: string) =>
  (await intake.call(`/v1/persons/${id}/consents`)).json['items'] as ConsentAnswer[];

interface Told {
  readonly consentId: string;
  readonly status: string;
  readonly reportedAt: string;
}
/** What was told of the consents of these persons and was not taken back. */
const standing =
  (...persons: readonly string[]) =>
  async (...causes: readonly string[]): Promise<Told[]> => {
    const published = await intake.publishedBecauseOf(...causes);
    const takenBack = new Set(published.map(({ data }) => data['retractedEventId']));
    return published
      .filter(
        ({ id, key, type }) =>
          persons.includes(key) && /consent-changed/.test(type) && !takenBack.has(id),
      )
      .map(({ data }) => data as unknown as Told);
  };

/** Two persons with a stay each and a fact of the second, merged; then a stay of the second comes late. */
async function wronglyMerged() {
  const [ana, old] = [somebody(), somebody()];
  const relapse = returned(old);
  const ids = await intake.send(started(ana), ended(old), relapse, merged(ana, old), started(old));
  const survivor = await known(ana);
  return { ana, old, relapse, ids, survivor, mergeId: survivor.merges[0]!.id };
}

describe('a merge that was wrong', () => {
  it('gives identifiers, details, stays and messages back, also those that came after it', async () => {
    const { ana, old, ids, survivor, mergeId } = await wronglyMerged();
    expect([survivor.stays.length, survivor.identifiers.length]).toEqual([3, 2]);
    const answer = await unmerge(survivor.id, mergeId);
    expect(answer.status).toBe(200);
    const [remaining, other] = [await known(ana), await known(old)];
    expect(answer.json).toMatchObject({
      survivor: { id: remaining.id },
      restored: { id: other.id },
    });
    expect(remaining.id).toBe(survivor.id);
    expect(remaining).toMatchObject({ name: ana.name, birthDate: ana.birthDate });
    expect([remaining.stays.length, remaining.identifiers]).toEqual([
      1,
      [{ ...ana.identifiers[0], trusted: true }],
    ]);
    expect(other).toMatchObject({ name: old.name, birthDate: old.birthDate, mergedInto: null });
    expect(other.stays.map(({ setting }) => setting).sort()).toEqual([
      'residential',
      'withdrawal-management',
    ]);
    expect(other.identifiers).toEqual([{ ...old.identifiers[0], trusted: true }]);
    const owners = await Promise.all(ids.map(async (id) => (await intake.message(id)).personId));
    expect(owners).toEqual([remaining.id, other.id, other.id, remaining.id, other.id]);
    for (const id of ids) expect((await intake.call(`/v1/messages/${id}/raw`)).status).toBe(200);
  });

  it('takes back what was told under the survivor, and tells it again under a new id', async () => {
    const { old, ids, survivor, mergeId } = await wronglyMerged();
    const before = await intake.publishedBecauseOf(...ids);
    const retiredId = survivor.merges[0]!.retiredId;
    await unmerge(survivor.id, mergeId);
    const { id } = await known(old);
    expect([survivor.id, retiredId]).not.toContain(id);
    const seen = new Set(before.map((each) => each.id));
    const published = (await intake.publishedBecauseOf(...ids)).filter(
      (each) => !seen.has(each.id),
    );
    const retracted = published.filter(({ type }) => type.includes('fact-retracted'));
    expect(new Set(retracted.map(({ key }) => key))).toEqual(new Set([survivor.id]));
    expect(retracted.map(({ data }) => data['reason'])).toEqual(
      retracted.map(() => 'person-unmerged'),
    );
    const facts = before.filter(({ type }) => !/person-registered|persons-merged/.test(type));
    const [first] = ids;
    const theirs = facts.filter(({ correlationId }) => correlationId !== first);
    expect(retracted.map(({ data }) => data['retractedEventId']).sort()).toEqual(
      facts.map((each) => each.id).sort(),
    );
    const again = published.filter(({ key }) => key === id).map(({ type }) => kindOf(type));
    expect(again[0]).toBe('person-registered');
    expect(again.slice(1).sort()).toEqual(theirs.map(({ type }) => kindOf(type)).sort());
    // What the survivor was told of may have been decided together with it, and is decided anew too.
    const own = published.filter(({ correlationId }) => correlationId === first);
    expect(own.map(({ type, key }) => [kindOf(type), key])).toEqual([
      ['fact-retracted', survivor.id],
      ['stay-started', survivor.id],
    ]);
    const stays = published.filter(({ type }) => type.includes('stay-ended'));
    expect(stays).toMatchObject([
      {
        key: id,
        correlationId: ids[1],
        data: { personId: id, endedAt: '2026-11-07T08:30:00.000Z' },
      },
    ]);
  });

  it('leaves facts that can still be cancelled by their source', async () => {
    const { relapse, old, survivor, mergeId } = await wronglyMerged();
    await unmerge(survivor.id, mergeId);
    const { id } = await known(old);
    const [message] = await intake.messages(`controlId=${relapse.id}`);
    const [cancelled] = await intake.send(cancellation(relapse));
    const published = await intake.publishedBecauseOf(cancelled!);
    expect(published).toMatchObject([
      { key: id, data: { personId: id, retractedEventId: message!.produced.at(-1) } },
    ]);
  });

  it('gives consents back, also what people recorded and revoked by hand', async () => {
    const [ana, old] = [somebody(), somebody()];
    const consent = event('consent-recorded', {
      person: old,
      consent: { ...form, id: `C${Date.now()}`, scope: 'all', signedAt: '2026-11-02T14:00:00Z' },
    });
    await intake.send(started(ana), started(old), consent);
    const before = await known(old);
    const [stated] = await consentsOf(before.id);
    const theirs = await record(before.id);
    const hers = await record((await known(ana)).id);
    expect((await act(stated!.id, 'revoke', 1)).status).toBe(200);
    await intake.send(merged(ana, old));
    const survivor = await known(ana);
    expect(await consentsOf(survivor.id)).toHaveLength(3);
    expect((await act(theirs, 'revoke', 1)).status).toBe(200);
    await unmerge(survivor.id, survivor.merges[0]!.id);
    const other = await known(old);
    expect((await consentsOf(survivor.id)).map(({ id }) => id)).toEqual([hers]);
    const back = await consentsOf(other.id);
    expect(new Map(back.map(({ id, status }) => [id, status]))).toEqual(
      new Map([
        [stated!.id, 'revoked'],
        [theirs, 'revoked'],
      ]),
    );
    const [message] = await intake.messages(`controlId=${consent.id}`);
    expect(await standing(survivor.id, before.id)(message!.id, stated!.id, theirs)).toEqual([]);
    const here = await standing(other.id)(message!.id, stated!.id, theirs);
    const newest = here.toSorted((a, b) => (a.reportedAt < b.reportedAt ? -1 : 1));
    expect(new Map(newest.map(({ consentId, status }) => [consentId, status]))).toEqual(
      new Map(back.map(({ id, status }) => [id, status])),
    );
    // Merged and taken apart once more: what was told anew is taken back as well.
    await intake.send(merged(ana, old));
    const again = (await known(ana)).merges.find(({ undoneAt }) => undoneAt === null)!;
    await unmerge(survivor.id, again.id);
    expect(await consentsOf((await known(old)).id)).toHaveLength(2);
    expect(await standing(survivor.id, other.id)(message!.id, stated!.id, theirs)).toEqual([]);
  });

  it('sends later messages to the right person, and no likeness brings them together again', async () => {
    const like = { phone: '617 555 0142', address: { line: ['3 Elm Street'], city: 'Lynn' } };
    const [ana, old] = [somebody('urn:test:a'), somebody('urn:test:b')];
    const [first, twin] = [
      { ...ana, ...like },
      { ...old, ...like, name: ana.name, birthDate: ana.birthDate },
    ];
    const [, second] = await intake.send(returned(first), returned(twin));
    const survivor = await known(ana);
    expect((await known(old)).id).toBe(survivor.id);
    expect((await intake.message(second!)).personId).toBe(survivor.id);
    expect(survivor.merges).toMatchObject([{ kind: 'linked', undoneAt: null }]);
    expect((await unmerge(survivor.id, survivor.merges[0]!.id)).status).toBe(200);
    const other = await known(old);
    expect(other.id).not.toBe(survivor.id);
    expect((await intake.message(second!)).personId).toBe(other.id);
    const [late] = await intake.send(started({ ...twin, sex: 'female' } as Person));
    expect((await intake.message(late!)).personId).toBe(other.id);
    expect((await known(ana)).id).toBe(survivor.id);
    expect((await known(ana)).stays).toEqual([]);
  });

  it('is undone once, by its own person, with a reason', async () => {
    const { ana, survivor, mergeId } = await wronglyMerged();
    const stranger = await known(ana);
    const other = somebody();
    await intake.send(started(other));
    expect((await unmerge((await known(other)).id, mergeId)).status).toBe(404);
    expect((await unmerge(stranger.id, other.identifiers[0]!.value)).status).toBe(400);
    expect((await unmerge(survivor.id, mergeId, '')).status).toBe(400);
    const answers = await Promise.all([
      unmerge(survivor.id, mergeId),
      unmerge(survivor.id, mergeId),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [merge] = (await known(ana)).merges;
    expect(merge).toMatchObject({ id: mergeId, undoneAt: expect.any(String) as string });
  });
});

describe('a merge in a chain', () => {
  it('is undone at the person everything ended up with', async () => {
    const [a, b, c] = [somebody(), somebody(), somebody()];
    await intake.send(ended(a), ended(b), ended(c), merged(b, a), merged(c, b));
    const all = await known(c);
    expect([all.stays.length, all.merges.length]).toEqual([3, 2]);
    const first = all.merges.find(({ retiredId }) => retiredId !== all.merges[1]!.retiredId)!;
    expect((await unmerge(all.id, first.id)).status).toBe(200);
    expect((await known(a)).stays).toHaveLength(1);
    expect((await known(b)).id).toBe(all.id);
    expect((await known(c)).stays).toHaveLength(2);
  });
});
