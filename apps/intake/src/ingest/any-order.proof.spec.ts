import fc from 'fast-check';
import { REPORT_KINDS } from '../stay/domain/index.js';
import { minute } from '../testing/story.js';
import { numbered, Ward } from '../testing/ward.js';
import type { Statement } from '../inbound/domain/inbound.js';

/** Thousands of shuffles, always the same ones. */
const RUNS = 2_000;
const SAMPLE = 200;
const PATIENTS = ['ana', 'ben', 'cem', 'dov'] as const;
/** Whom the messages of a visit name, as long as nobody says that it is another's. */
const VISITS = { v1: 'ana', v2: 'ben', v3: 'cem' } as const;
type VisitNumber = keyof typeof VISITS;

const TWO = { maxLength: 2 };
const moment = fc.integer({ min: 0, max: 12 }).map(minute);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const number = fc.constantFrom(...(Object.keys(VISITS) as VisitNumber[]));
const patient = fc.constantFrom(...PATIENTS);

const reportOf = (
  who: string,
  visit: VisitNumber,
  report: Extract<Statement, { kind: 'visit' }>['report'],
): Statement => ({
  kind: 'visit',
  person: numbered(who),
  visit: { facility: 'ward', number: visit },
  report,
  fromKnownSource: true,
});

const anyReport = fc.record({
  kind: fc.constantFrom(...REPORT_KINDS.filter((kind) => kind !== 'moved')),
  reportedAt: moment,
  setting: maybe(fc.constantFrom('withdrawal-management' as const, 'residential' as const)),
  startedAt: maybe(moment),
  movedAt: moment,
  endedAt: maybe(moment),
  disposition: maybe(fc.constantFrom('completed' as const, 'against-advice' as const)),
  plannedFor: moment,
});

const reports = fc
  .tuple(number, anyReport)
  .map(([visit, report]) => [reportOf(VISITS[visit], visit, report)]);

/** A45: the visit is another person's, whom other messages about it name already. */
const moves = fc
  .record({ visit: number, to: patient, reportedAt: moment, others: fc.array(anyReport, TWO) })
  .map(({ visit, to, reportedAt, others }) => [
    reportOf(to, visit, { kind: 'moved', reportedAt }),
    ...others.map((report) => reportOf(to, visit, report)),
  ]);

/** A40, A47: one number is another's, also round in a circle. */
const merges = fc
  .record({ survivor: patient, retired: patient, reportedAt: moment })
  .map(({ survivor, retired, reportedAt }): Statement[] => [
    { kind: 'merge', survivor: numbered(survivor), retired: numbered(retired), reportedAt },
  ]);

interface Message {
  readonly id: string;
  readonly statement: Statement;
}

const messages = fc
  .array(
    fc.oneof(
      { arbitrary: reports, weight: 5 },
      { arbitrary: moves, weight: 1 },
      { arbitrary: merges, weight: 2 },
    ),
    { minLength: 2, maxLength: 12 },
  )
  .map((all) => all.flat().map((statement, at): Message => ({ id: `m${at}`, statement })));

/** The same messages in two orders, some of them twice. */
const twoOrders = messages.chain((all) => {
  const order = fc
    .subarray(all)
    .chain((again) =>
      fc.shuffledSubarray([...all, ...again], { minLength: all.length + again.length }),
    );
  return fc.tuple(order, order);
});

function after(order: readonly Message[]): Ward {
  const ward = new Ward();
  for (const { id, statement } of order) ward.hears(id, statement);
  return ward;
}

describe('the messages of persons who are merged and whose visits move, in any order and twice', () => {
  it('end in the same persons with the same stays, and the others believe nothing else', () => {
    fc.assert(
      fc.property(twoOrders, ([first, second]) => {
        const [outcome, other] = [after(first), after(second)];
        expect(outcome.known).toEqual(other.known);
        expect([outcome.wrong, other.wrong]).toEqual([[], []]);
      }),
      { seed: 20260111, numRuns: RUNS },
    );
  });

  it('meet merges and moves of visits that have stays', () => {
    const all = fc.sample(messages, { seed: 20260111, numRuns: SAMPLE });
    const wards = all.map((order) => after(order).known);
    const isShared = (numbers: string) => numbers.includes(',');
    expect(wards.filter(({ persons }) => persons.some(isShared)).length).toBeGreaterThan(
      SAMPLE / 2,
    );
    expect(
      wards.filter(({ stays }) => stays.some(({ of }) => isShared(of))).length,
    ).toBeGreaterThan(SAMPLE / 4);
  });
});
