import fc from 'fast-check';
import type { PersonDto } from '../reads/persons/person.dto.js';
import { adt, cancellation, event } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const RUNS = 3;

/** Two records of one person, three visits told by HL7 and CloudEvents, corrected, cancelled, merged. */
function story(run: string) {
  const system = 'urn:oid:1.2.3';
  const record = (mrn: string) => ({ identifiers: [{ system, value: mrn }] });
  const [mrn, old] = [`N${run}`, `O${run}`];
  const at = (hour: number) =>
    `202611${String(2 + Math.floor(hour / 24)).padStart(2, '0')}${String(hour % 24).padStart(2, '0')}0000+0000`;
  const hl7 = (
    trigger: string,
    hour: number,
    who: string,
    visit: string,
    pv1 = {},
    more: string[] = [],
  ) =>
    adt(trigger, { control: 'SAME', mrn: who, visit: `${visit}${run}`, at: at(hour), pv1, more });
  const stay = { id: `C${run}`, facility: 'bay', setting: 'residential' };
  const bay = (name: string, more: object, id: string) =>
    event(
      name,
      { person: record(old), stay, ...more },
      { id: `${id}${run}`, time: '2026-11-05T10:00:00Z' },
    );
  const wrongEnd = bay(
    'stay-ended',
    { endedAt: '2026-11-05T09:00:00Z', disposition: 'completed' },
    'x',
  );
  return {
    identifiers: [mrn, old].map((value) => ({ system, value })),
    messages: [
      hl7('A01', 0, mrn, 'V', { 10: '' }),
      hl7('A08', 1, mrn, 'V', { 10: 'DETOX' }),
      hl7('A03', 30, mrn, 'V', { 36: '07' }),
      hl7('A13', 31, mrn, 'V'),
      hl7('A06', 40, mrn, 'V', { 10: 'RES' }),
      hl7('A03', 90, mrn, 'V', { 10: 'RES', 36: '01' }),
      hl7('A01', 10, old, 'W'),
      hl7('A11', 11, old, 'W'),
      hl7('A40', 50, mrn, 'V', {}, [`MRG|${old}^^^LAKE&1.2.3&ISO^MR`]),
      bay('stay-started', { startedAt: '2026-10-05T09:00:00Z' }, 'a'),
      wrongEnd,
      { ...cancellation(wrongEnd), id: `y${run}` },
      bay('stay-ended', { endedAt: '2026-11-06T09:00:00Z', disposition: 'transferred' }, 'b'),
    ],
  };
}

const staysOf = (persons: ReadonlyArray<PersonDto | undefined>) => {
  const distinct = new Map(persons.flatMap((each) => (each ? [[each.id, each] as const] : [])));
  return {
    persons: distinct.size,
    stays: [...distinct.values()]
      .flatMap(({ stays }) => stays)
      .map(({ stayId: _id, ...rest }) => JSON.stringify(rest))
      .sort(),
  };
};

async function send(run: string, order: (count: number) => number[]) {
  const { identifiers, messages } = story(run);
  for (const at of order(messages.length)) {
    const message = messages[at]!;
    const answer =
      typeof message === 'string' ? await intake.hl7(message) : (await intake.event(message)).text;
    expect(answer).toMatch(/MSA\|AA\||"status":"(accepted|duplicate)"/);
  }
  return staysOf(await Promise.all(identifiers.map((identifier) => intake.person(identifier))));
}

describe('the messages of a person', () => {
  it('end in one person and the same stays, in any order and sent twice', async () => {
    const inOrder = await send('straight', (count) => Array.from({ length: count }, (_, at) => at));
    expect(inOrder.persons).toBe(1);
    expect(inOrder.stays).toHaveLength(3);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        async (random) => {
          const shuffled = await send(`run${(run += 1)}`, (count) =>
            [...Array(count).keys(), ...Array(count).keys()]
              .map((at) => [random.next().value as number, at] as const)
              .sort(([a], [b]) => a - b)
              .map(([, at]) => at),
          );
          expect(shuffled).toEqual(inOrder);
        },
      ),
      { seed: 20260107, numRuns: RUNS, endOnFailure: true },
    );
    const { json } = await intake.call('/v1/parked');
    expect(json['items']).toEqual([]);
  }, 120_000);
});
