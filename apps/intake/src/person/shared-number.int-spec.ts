import {
  consentChangedV2,
  factRetracted,
  overdoseReported,
  riskRatingsRecorded,
  stayEnded,
} from '@handrail/contracts';
import { adt, event } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: intake, its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => (intake = await RunningIntake.start()));
afterAll(() => intake.stop());

const AUTHORITY = 'urn:oid:1.2.3';
const ADA = { 5: 'QUILL^ADA', 7: '19840217', 8: 'F' };
const PETER = { 5: 'OSGOOD^PETER', 7: '19590930', 8: 'M' };
const at = (hour: number) => `20261102${String(hour).padStart(2, '0')}0000+0000`;

function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((first, at) =>
    ordersOf([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [first, ...rest]),
  );
}

/** Two strangers with one number, and what is told by the number alone in between. */
function feed(mrn: string) {
  const ended = (hour: number, pid: Readonly<Record<number, string>>, visit = `V${hour}-${mrn}`) =>
    adt('A03', { control: `${hour}`, mrn, visit, at: at(hour), pid, pv1: { 36: '01' } });
  const rated = (hour: number) =>
    event(
      'risk-ratings-recorded',
      {
        person: { identifiers: [{ system: AUTHORITY, value: mrn }] },
        ratedAt: `2026-11-02T${String(hour).padStart(2, '0')}:00:00Z`,
        ratings: { d1: 0 },
      },
      { time: `2026-11-02T${String(hour).padStart(2, '0')}:00:00Z` },
    );
  return {
    ada: ended(1, ADA),
    afterAda: rated(2),
    peter: ended(3, PETER),
    afterPeter: rated(4),
    bare: adt('A03', { control: 'bare', mrn, visit: `Vb-${mrn}`, at: at(5), pid: { 5: '' } }),
    sameVisit: ended(6, PETER, `V1-${mrn}`),
  };
}

type Message = string | object;

async function say(message: Message): Promise<string> {
  if (typeof message !== 'string') return (await intake.send(message))[0]!;
  const answer = await intake.hl7(message);
  if (!answer.includes('MSA|AA')) throw new Error(answer);
  return (await intake.messages('limit=1'))[0]!.id;
}

const ownerOf = async (id: string) => (await intake.message(id)).personId;

interface Review {
  readonly reason: string;
  readonly persons: ReadonlyArray<{ readonly id: string }>;
}

async function reviewsOf(...persons: readonly string[]): Promise<string[]> {
  const { json } = await intake.call('/v1/identity-reviews?limit=200');
  return (json['items'] as Review[])
    .filter((review) => review.persons.every(({ id }) => persons.includes(id)))
    .map(({ reason }) => reason);
}

/** Facts of a type that were told and stand, by the person they are told of. */
async function standing(type: string, ids: readonly string[]): Promise<string[]> {
  const believed = new Map<string, string>();
  for (const event of await intake.publishedBecauseOf(...ids)) {
    if (event.type === type) believed.set(event.id, event.key);
    if (event.type === factRetracted.type)
      believed.delete(event.data['retractedEventId'] as string);
  }
  return [...believed.values()].sort();
}

describe('a number that two strangers have', () => {
  const names = ['ada', 'afterAda', 'peter', 'afterPeter'] as const;

  it('names the one the demographics fit, else the one seen last before, in any order', async () => {
    // Every fifth of the 24 orders: each message comes first, and last, in some of them.
    const orders = ordersOf(names).filter((_, nth) => nth % 5 === 0);
    for (const [run, order] of orders.entries()) {
      const messages = feed(`S${run}`);
      const ids: Record<string, string> = {};
      for (const name of order) ids[name] = await say(messages[name]);
      const of = await Promise.all(names.map((name) => ownerOf(ids[name]!)));
      expect([order, of[0] !== of[2], of[1] === of[0], of[3] === of[2]]).toEqual([
        order,
        ...[true, true, true],
      ]);
      const both = [of[0]!, of[2]!].sort();
      expect(await reviewsOf(...both)).toEqual(['number-shared']);
      const all = Object.values(ids);
      expect(await standing(riskRatingsRecorded.type, all)).toEqual(both);
      expect(await standing(stayEnded.type, all)).toEqual(both);
    }
  }, 180_000);

  it('takes a stay along that is told by the number alone', async () => {
    const { ada, bare, peter } = feed('stay');
    const [first, second] = [await say(ada), await say(bare)];
    expect(await ownerOf(second)).toBe(await ownerOf(first));
    const third = await say(peter);
    expect(await ownerOf(second)).toBe(await ownerOf(third));
    const person = (await ownerOf(third))!;
    const { json } = await intake.call(`/v1/persons/${person}`);
    expect((json['stays'] as unknown[]).length).toBe(2);
    expect(await standing(stayEnded.type, [first, second, third])).toEqual(
      [(await ownerOf(first))!, person, person].sort(),
    );
  });

  it('takes a consent along with what people did about it', async () => {
    const { ada, peter } = feed('consent');
    const [first, second] = [
      await say(ada),
      await say(
        event(
          'consent-recorded',
          {
            person: { identifiers: [{ system: AUTHORITY, value: 'consent' }] },
            consent: { kind: 'tpo', scope: 'all', recipients: [{ organisation: 'birch' }] },
          },
          { time: '2026-11-02T05:00:00Z' },
        ),
      ),
    ];
    const path = `/v1/persons/${await ownerOf(first)}/consents`;
    const [{ id }] = (await intake.call(path)).json['items'] as [{ id: string }];
    const who = { by: 'officer-1', reason: 'taken-back' };
    const ifMatch = { 'if-match': '"1"' };
    await intake.post(`/v1/consents/${id}/revoke`, who, 'application/json', ifMatch);
    const third = await say(peter);
    const person = (await ownerOf(third))!;
    expect(await ownerOf(second)).toBe(person);
    const causes = [second, id, third];
    expect(await standing(consentChangedV2.type, causes)).toEqual([person, person]);
    const published = await intake.publishedBecauseOf(...causes);
    const theirs = published.filter(
      ({ key, type }) => key === person && type === consentChangedV2.type,
    );
    const newest = theirs.toSorted((a, b) =>
      (a.data['reportedAt'] as string) < (b.data['reportedAt'] as string) ? 1 : -1,
    );
    expect(newest.map(({ data }) => data['status'])).toEqual(['revoked', 'active']);
  });

  it('is taken of a message that says several things by it', async () => {
    const { ada, peter } = feed('several');
    await say(ada);
    const other = await ownerOf(await say(peter));
    // An emergency visit and its overdose: two statements about the one who was seen last.
    const overdose = adt('A04', {
      control: 'overdose',
      mrn: 'several',
      visit: 'V9-several',
      at: at(9),
      pid: { 5: '' },
      pv1: { 2: 'E' },
      more: ['DG1|1||T40.2X1A^Poisoning by other opioids^I10'],
    });
    const id = await say(overdose);
    const message = await intake.message(id);
    expect(message.disposition).toBe('applied');
    expect(message.personId).toBe(other);
    expect(await standing(overdoseReported.type, [id])).toEqual([other]);
  });

  it('keeps the visits of both under one visit number', async () => {
    for (const names of [
      ['ada', 'sameVisit'],
      ['sameVisit', 'ada'],
    ] as const) {
      const messages = feed(`visit-${names[0]}`);
      const ids = [await say(messages[names[0]]), await say(messages[names[1]])];
      const owners = (await Promise.all(ids.map(ownerOf))) as string[];
      expect(await standing(stayEnded.type, ids)).toEqual([...owners].sort());
      expect(new Set(owners).size).toBe(2);
    }
  });

  it('is one person’s, when people say so, and then stays theirs', async () => {
    const { ada, peter, afterPeter } = feed('linked');
    const [first, second] = [await say(ada), await say(peter)];
    const { json } = await intake.call('/v1/identity-reviews?limit=200');
    const persons = [await ownerOf(first), await ownerOf(second)];
    const review = (json['items'] as Array<Review & { id: string }>).find((each) =>
      each.persons.every(({ id }) => persons.includes(id)),
    )!;
    const linked = await intake.post(
      `/v1/identity-reviews/${review.id}/link`,
      {},
      'application/json',
    );
    expect(linked.status).toBe(200);
    const third = await say(afterPeter);
    expect(await ownerOf(third)).toBe(await ownerOf(first));
    const again = await say(feed('linked').peter.replace('|3|', '|33|'));
    expect(await ownerOf(again)).toBe(await ownerOf(first));
  });

  it('is both’s again, when people find that they were two after all', async () => {
    const { ada, peter, afterPeter } = feed('undone');
    const ids = [await say(ada), await say(peter)];
    const { json } = await intake.call('/v1/identity-reviews?limit=200');
    const persons = await Promise.all(ids.map(ownerOf));
    const review = (json['items'] as Array<Review & { id: string }>).find((each) =>
      each.persons.every(({ id }) => persons.includes(id)),
    )!;
    await intake.post(`/v1/identity-reviews/${review.id}/link`, {}, 'application/json');
    const survivor = await ownerOf(ids[0]!);
    const [{ id: mergeId }] = (await intake.db.query(
      'SELECT id FROM person_merge WHERE survivor_id = $1',
      [survivor],
    )) as [{ id: string }];
    const undone = await intake.post(
      `/v1/persons/${survivor}/unmerge`,
      { mergeId, reason: 'two persons' },
      'application/json',
    );
    expect(undone.status).toBe(200);
    const owners = (await Promise.all(ids.map(ownerOf))) as string[];
    expect(new Set(owners).size).toBe(2);
    expect(await standing(stayEnded.type, ids)).toContain(owners[1]);
    expect(await ownerOf(await say(afterPeter))).toBe(owners[1]);
    expect(await ownerOf(await say(feed('undone').ada.replace('|1|', '|11|')))).toBe(owners[0]);
  });
});

describe('two numbers of one authority', () => {
  it('outweigh a number of another one that both have', async () => {
    const both = (mrn: string, shared: string) => ({
      3: `${mrn}^^^LAKE&1.2.3&ISO^MR~${shared}^^^NET&1.2.4&ISO^PI`,
      5: 'ALDER^ROWAN',
    });
    const ids: string[] = [];
    for (const mrn of ['O1', 'O2'])
      ids.push(await say(adt('A03', { control: mrn, mrn, pid: both(mrn, 'N1') })));
    const [first, other] = (await Promise.all(ids.map(ownerOf))) as [string, string];
    expect(first).not.toBe(other);
    expect(await reviewsOf(first, other)).toContain('number-shared');
  });
});
