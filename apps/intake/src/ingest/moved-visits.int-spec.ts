import {
  factRetracted,
  overdoseReported,
  personRegistered,
  stayEnded,
  stayStarted,
} from '@handrail/contracts';
import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const AUTHORITY = 'urn:oid:1.2.3';
const at = (hour: number) =>
  `202611${String(2 + Math.floor(hour / 24)).padStart(2, '0')}${String(hour % 24).padStart(2, '0')}0000+0000`;

/** Messages about a visit V of person A that turns out to be of person B; A has a visit W too. */
function feed(run: string) {
  const [wrong, right, visit] = [`A${run}`, `B${run}`, `V${run}`];
  const message = (trigger: string, hour: number, mrn: string, more: object = {}) =>
    adt(trigger, { control: `${trigger}${hour}`, mrn, visit, at: at(hour), ...more });
  return {
    wrong: { system: AUTHORITY, value: wrong },
    right: { system: AUTHORITY, value: right },
    other: message('A01', 1, wrong, { visit: `W${run}`, pv1: { 10: 'RES' } }),
    admitted: message('A01', 2, wrong),
    ended: message('A03', 30, wrong, { pv1: { 36: '01' } }),
    moved: message('A45', 40, right, { more: [`MRG|${wrong}^^^LAKE&1.2.3&ISO^MR||||${visit}`] }),
    corrected: message('A08', 50, right, { pv1: { 36: '07' } }),
  };
}

async function say(...messages: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const message of messages) {
    const answer = await intake.hl7(message);
    if (!answer.includes('MSA|AA')) throw new Error(answer);
    const [newest] = await intake.messages('limit=1');
    ids.push(newest!.id);
  }
  return ids;
}

const staysOf = async (identifier: { system: string; value: string }) =>
  (await intake.person(identifier))?.stays.map(({ setting, startedAt, endedAt, disposition }) =>
    [setting, startedAt, endedAt, disposition].join(' '),
  );

const RES = 'residential 2026-11-02T01:00:00.000Z  ';
const DETOX = 'withdrawal-management 2026-11-02T02:00:00.000Z 2026-11-03T06:00:00.000Z completed';

interface Review {
  readonly reason: string;
  readonly persons: ReadonlyArray<{ readonly id: string }>;
}

describe('a visit that moves to another person (A45)', () => {
  it('takes its stay along, is told anew, and leaves everything else', async () => {
    const { wrong, right, other, admitted, ended, moved } = feed('one');
    await say(other, admitted, ended);
    const [id] = await say(moved);
    expect(await intake.message(id!)).toMatchObject({
      disposition: 'applied',
      reason: 'visit-moved',
    });
    expect(await staysOf(wrong)).toEqual([RES]);
    expect(await staysOf(right)).toEqual([DETOX]);
    const [from, to] = [await intake.person(wrong), await intake.person(right)];
    const published = await intake.publishedBecauseOf(id!);
    const publishedOf = (key: string) =>
      published.filter((each) => each.key === key).map(({ type, data }) => [type, data['reason']]);
    expect(publishedOf(from!.id)).toEqual([
      [factRetracted.type, 'visit-moved'],
      [factRetracted.type, 'visit-moved'],
    ]);
    expect(publishedOf(to!.id).map(([type]) => type)).toEqual([
      personRegistered.type,
      stayStarted.type,
      stayEnded.type,
    ]);
  });

  it('waits for its visit, and nobody is made known by it alone', async () => {
    const { wrong, right, admitted, ended, moved, corrected } = feed('two');
    const [id] = await say(moved);
    expect(await intake.message(id!)).toMatchObject({
      disposition: 'parked',
      reason: 'no-such-visit',
    });
    expect(await intake.person(right)).toBeUndefined();
    await say(ended, admitted);
    expect(await intake.message(id!)).toMatchObject({
      disposition: 'applied',
      reason: 'what-it-waited-for-came',
    });
    expect(await staysOf(right)).toEqual([DETOX]);
    expect(await staysOf(wrong)).toEqual([]);
    await say(corrected);
    expect(await staysOf(right)).toEqual([DETOX.replace('completed', 'against-advice')]);
  });

  it('is where the newest message says, whichever comes first', async () => {
    const { wrong, right, admitted, ended, moved } = feed('three');
    const back = adt('A45', {
      control: 'back',
      mrn: wrong.value,
      visit: 'Vthree',
      at: at(60),
      more: [`MRG|${right.value}^^^LAKE&1.2.3&ISO^MR||||Vthree`],
    });
    await say(admitted, ended, back);
    const [id] = await say(moved);
    expect(await intake.message(id!)).toMatchObject({
      disposition: 'superseded',
      reason: 'newer-report-known',
    });
    expect(await staysOf(wrong)).toEqual([DETOX]);
  });

  it('does not make one person of two, when a message of the right one comes before the move', async () => {
    const { wrong, right, other, admitted, ended, moved, corrected } = feed('five');
    await say(other, admitted, corrected);
    const [from, to] = [await intake.person(wrong), await intake.person(right)];
    expect([from!.identifiers.map(({ value }) => value), to!.stays]).toEqual([[wrong.value], []]);
    const { json } = await intake.call('/v1/identity-reviews');
    const ofBoth = (json['items'] as Review[]).filter(({ persons }) =>
      [from, to].every((person) => persons.some(({ id }) => id === person!.id)),
    );
    expect(ofBoth.map(({ reason }) => reason)).toEqual(['visit-of-another-person']);
    await say(ended, moved);
    expect(await staysOf(wrong)).toEqual([RES]);
    expect(await staysOf(right)).toEqual([DETOX.replace('completed', 'against-advice')]);
  });

  it.each([
    ['before', 'six', [0, 1]],
    ['after', 'seven', [1, 0]],
  ] as const)('takes a diagnosis of overdose along that came %s it', async (_when, run, order) => {
    const { wrong, right, moved } = feed(run);
    const arrived = adt('A04', {
      ...{ control: 'A04', mrn: wrong.value, visit: `V${run}`, at: at(3), pv1: { 10: '' } },
      more: ['DG1|1||T40.1X1A^Poisoning by heroin^I10'],
    });
    const ids = await say(...order.map((which) => [arrived, moved][which]!));
    const [from, to] = [await intake.person(wrong), await intake.person(right)];
    const believed = new Map<string, string>();
    for (const { id, type, key, data } of await intake.publishedBecauseOf(...ids)) {
      if (type === overdoseReported.type) believed.set(id, key);
      if (type === factRetracted.type) believed.delete(data['retractedEventId'] as string);
    }
    expect([...believed.values()]).toEqual([to!.id]);
    expect([from!.stays, to!.stays]).toEqual([[], []]);
  });

  it('that would get another number is left alone, and says so', async () => {
    const { admitted, wrong, right } = feed('four');
    await say(admitted);
    const more = [`MRG|${wrong.value}^^^LAKE&1.2.3&ISO^MR||||Vfour`];
    const [id] = await say(
      adt('A45', { control: 'new', mrn: right.value, visit: 'Vnew', at: at(40), more }),
    );
    expect(await intake.message(id!)).toMatchObject({
      disposition: 'ignored',
      reason: 'visit-renumbering',
    });
    expect(await staysOf(wrong)).toHaveLength(1);
  });
});
