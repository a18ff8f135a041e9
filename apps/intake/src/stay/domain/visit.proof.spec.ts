import fc from 'fast-check';
import { Story, minute } from '../../testing/story.js';
import { staysOf } from './stays.js';
import { REPORT_KINDS, type ReportKind, type VisitReport } from './visit.js';

const settings = ['withdrawal-management', 'residential', 'other'] as const;
const dispositions = ['completed', 'against-advice', 'transferred'] as const;
/** Thousands of shuffles, always the same ones. */
const RUNS = 3_000;
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const moment = fc.integer({ min: 0, max: 12 }).map(minute);

const anyReport = fc.record({
  kind: fc.constantFrom(...REPORT_KINDS),
  reportedAt: moment,
  setting: maybe(fc.constantFrom(...settings)),
  startedAt: maybe(moment),
  isStartAssumed: maybe(fc.constant(true as const)),
  movedAt: moment,
  endedAt: maybe(moment),
  disposition: maybe(fc.constantFrom(...dispositions)),
  plannedFor: moment,
});

/** Some messages of one visit, with a number or without, some of them taken back by id. */
const anyVisit = fc
  .tuple(fc.array(anyReport, { minLength: 1, maxLength: 9 }), fc.boolean())
  .map(([reports, isUnnumbered]) =>
    reports.map((report, at): VisitReport => ({
      ...report,
      ...(isUnnumbered ? { isUnnumbered } : {}),
      id: `r${at}`,
    })),
  )
  .chain((reports) =>
    fc.record({
      reports: fc.constant(reports),
      retractions: fc.subarray(reports.map((report) => report.id)),
    }),
  );

type Step = { readonly hears: VisitReport } | { readonly retracts: string };

/** The same messages in two orders, each message at least once and some of them again. */
const twoOrders = anyVisit.chain(({ reports, retractions }) => {
  const steps: Step[] = [
    ...reports.map((report) => ({ hears: report })),
    ...retractions.map((id) => ({ retracts: id })),
  ];
  const order = fc
    .subarray(steps)
    .chain((again) =>
      fc.shuffledSubarray([...steps, ...again], { minLength: steps.length + again.length }),
    );
  return fc.tuple(order, order);
});

const isReport = (step: Step): boolean => 'hears' in step;

function replay(steps: readonly Step[]): Story {
  const story = new Story();
  for (const step of steps)
    if ('hears' in step) story.hears(step.hears);
    else story.retracts(step.retracts);
  return story;
}

/** What readers believe after all events: facts that were published and not taken back. */
const believed = (story: Story) =>
  Object.entries(story.visit.published)
    .filter(
      ([, published]) =>
        published.startEventId || published.endEventId || published.planEventIds.length > 0,
    )
    .map(([stayId, published]) => ({ stayId, ended: Boolean(published.endEventId) }));

describe('any order and repetition of the messages of a visit', () => {
  it('ends in the same stays', () => {
    fc.assert(
      fc.property(twoOrders, ([first, second]) => {
        expect(staysOf(replay(first).visit)).toEqual(staysOf(replay(second).visit));
      }),
      { numRuns: RUNS, seed: 7 },
    );
  });

  it('leaves the same reports waiting', () => {
    fc.assert(
      fc.property(twoOrders, ([first, second]) => {
        const [parked, other] = [first, second].map(
          (steps) => replay(steps.filter(isReport)).parked,
        );
        expect([...parked!].sort()).toEqual([...other!].sort());
      }),
      { numRuns: RUNS, seed: 10 },
    );
  });

  it('leaves no move and no cancellation waiting for what is here', () => {
    fc.assert(
      fc.property(twoOrders, ([steps]) => {
        const { visit, parked } = replay(steps);
        const left = visit.reports.filter(({ id }) => parked.has(id));
        const isHere = (kind: ReportKind, before: VisitReport) =>
          visit.reports.some(
            (known) => known.kind === kind && known.reportedAt < before.reportedAt,
          );
        for (const waiting of left) {
          if (waiting.kind === 'transferred') expect(staysOf(visit)).toEqual([]);
          if (waiting.kind === 'moved') expect(staysOf(visit)).toEqual([]);
          if (waiting.kind === 'end-cancelled') expect(isHere('ended', waiting)).toBe(false);
          if (waiting.kind === 'start-cancelled') expect(isHere('started', waiting)).toBe(false);
        }
      }),
      { numRuns: RUNS, seed: 8 },
    );
  });

  it('leaves nothing unsaid, and everything said matches the stays', () => {
    fc.assert(
      fc.property(twoOrders, ([steps]) => {
        const story = replay(steps);
        expect(story.untold).toEqual([]);
        const stays = new Map(staysOf(story.visit).map((stay) => [stay.stayId, stay]));
        for (const { stayId, ended } of believed(story))
          expect(Boolean(stays.get(stayId)?.endedBy)).toBe(ended);
        for (const stay of stays.values())
          if (stay.endedBy) expect(story.visit.published[stay.stayId]?.endEventId).toBeTruthy();
      }),
      { numRuns: RUNS, seed: 9 },
    );
  });
});
