import { event, somebody } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

let serial = 0;
const ofHospital = (system: string, details: object) => ({
  ...details,
  identifiers: [{ system: `urn:hospital:${system}`, value: `H${(serial += 1)}` }],
});
const reported = (person: object) =>
  event('return-to-use-reported', {
    person,
    occurredAt: '2026-11-02T08:30:00Z',
    evidence: 'clinician',
  });
type Sent = ReturnType<typeof ofHospital>;
const known = async (person: Sent) => (await intake.person(person.identifiers[0]!))!;
const reviews = async () =>
  (await intake.call('/v1/identity-reviews?limit=200')).json['items'] as Array<{
    id: string;
    reason: string;
    messageId: string;
    scoreBits: number;
    persons: Array<{ id: string }>;
  }>;

/** Somebody with everything a registration desk asks for, unlike everybody before. */
function registered() {
  const { name, birthDate } = somebody();
  const n = (serial += 1);
  return {
    name,
    birthDate,
    sex: 'female',
    phone: `617555${1000 + n * 37}`,
    address: { line: [`${10 + n} Quay Street`], city: 'Salem', postalCode: `0${2000 + n * 11}` },
  };
}

describe('two hospitals that treat one person', () => {
  it('are told apart from two persons by more than a name: one person, told once', async () => {
    const ana = registered();
    const [here, there] = [ofHospital('a', ana), ofHospital('b', { ...ana, sex: 'F' })];
    await intake.send(reported(here));
    const [second] = await intake.send(reported(there));
    const person = await known(there);
    expect(person.id).toBe((await known(here)).id);
    expect(person.identifiers).toHaveLength(2);
    const published = await intake.publishedBecauseOf(second!);
    expect(published.map(({ type, key }) => [type.split('.')[2], key])).toEqual([
      ['return-to-use-reported', person.id],
    ]);
  });

  it('in one batch, are found within it', async () => {
    const ana = registered();
    const both = [ofHospital('a', ana), ofHospital('b', ana)];
    const { status } = await intake.post(
      '/v1/events',
      both.map(reported),
      'application/cloudevents-batch+json',
    );
    expect(status).toBe(202);
    expect((await known(both[1]!)).id).toBe((await known(both[0]!)).id);
  });

  it('at the same moment, are found whoever comes first', async () => {
    for (let round = 0; round < 5; round += 1) {
      const ana = registered();
      const both = [ofHospital('a', ana), ofHospital('b', ana)];
      await Promise.all(both.map((person) => intake.send(reported(person))));
      expect((await known(both[1]!)).id).toBe((await known(both[0]!)).id);
    }
  });
});

describe('a name and a birth date alone', () => {
  it('attack 42: are asked about and never linked, and nothing waits for the answer', async () => {
    const { name, birthDate } = registered();
    const [here, there] = [
      ofHospital('a', { name, birthDate }),
      ofHospital('b', { name, birthDate }),
    ];
    const [first, second] = await intake.send(reported(here), reported(there));
    const [mine, other] = [await known(here), await known(there)];
    expect(mine.id).not.toBe(other.id);
    expect((await intake.message(first!)).disposition).toBe('applied');
    const review = (await reviews()).find(({ messageId }) => messageId === second)!;
    expect(review.reason).toBe('probable-duplicate');
    expect(review.scoreBits).toBeGreaterThan(15);
    expect(review.persons.map(({ id }) => id).sort()).toEqual([mine.id, other.id].sort());
  });
});

describe('two values of one trusted authority', () => {
  it('are two persons to it, so a likeness is asked about', async () => {
    const ana = registered();
    const [here, again] = [ofHospital('a', ana), ofHospital('a', ana)];
    const [, second] = await intake.send(reported(here), reported(again));
    expect((await known(again)).id).not.toBe((await known(here)).id);
    expect((await reviews()).map(({ messageId }) => messageId)).toContain(second);
  });
});

describe('a record that shows two known persons to be one', () => {
  /** The name with phone and address, the same name with birth date and address, and all of it. */
  const pieces = () => {
    const { name, birthDate, phone, address } = registered();
    const parts = [
      { name, phone, address },
      { name, birthDate, address },
      { name, birthDate, phone, address },
    ];
    return parts.map((part, at) => ofHospital(`bridge${at}`, part));
  };

  it('merges them, and tells both keys', async () => {
    const [a, b, c] = pieces() as [Sent, Sent, Sent];
    await intake.send(reported(a), reported(b));
    const [first, other] = [(await known(a)).id, (await known(b)).id];
    expect(first).not.toBe(other);
    const [third] = await intake.send(reported(c));
    const everybody = await Promise.all([a, b, c].map(known));
    const survivor = [first, other].sort()[0];
    expect(everybody.map(({ id }) => id)).toEqual([survivor, survivor, survivor]);
    const published = (await intake.publishedBecauseOf(third!)).filter(({ type }) =>
      type.includes('merged'),
    );
    expect(published.map(({ key }) => key).sort()).toEqual([first, other].sort());
    const message = await intake.message(third!);
    expect(message.personId).toBe(survivor);
    expect(message.produced).toHaveLength(3);
    const open = await reviews();
    expect(open.filter(({ persons }) => persons.some(({ id }) => id === survivor))).toEqual([]);
  });

  it('in the middle of a batch, comes in its turn', async () => {
    const [a, b, c] = pieces() as [Sent, Sent, Sent];
    const batch = [a, b, c, { ...b }].map(reported);
    await intake.post('/v1/events', batch, 'application/cloudevents-batch+json');
    const everybody = await Promise.all([a, b, c].map(known));
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(1);
    const messages = await Promise.all(
      batch.map(async ({ id }) => (await intake.messages(`controlId=${id}`))[0]!),
    );
    expect(new Set(messages.map(({ personId }) => personId))).toEqual(new Set([everybody[0]!.id]));
  });

  it('does not, once somebody has kept them apart', async () => {
    const [a, b, c] = pieces() as [Sent, Sent, Sent];
    await intake.send(reported(a));
    const [second] = await intake.send(reported(b));
    const review = (await reviews()).find(({ messageId }) => messageId === second)!;
    await intake.post(`/v1/identity-reviews/${review.id}/keep-apart`, {}, 'application/json');
    await intake.send(reported(c));
    const [first, other, third] = await Promise.all([a, b, c].map(known));
    expect(first!.id).not.toBe(other!.id);
    expect([first!.id, other!.id]).toContain(third!.id);
  });
});
