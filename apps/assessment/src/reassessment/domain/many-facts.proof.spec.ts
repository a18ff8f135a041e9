import {
  circumstances,
  day,
  PERSON,
  rated,
  session,
  signal,
  stayEnds,
  stayStarts,
  story,
  type Reported,
} from '../../testing/case-story.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import { newPersonCase } from './person-case.js';

// One person of whom thousands of things are reported, such as the test patient of a sender: what one more
// fact costs may grow with what is known, but not faster. Reading a time is what the rules do most.

/** A week in which somebody comes and goes, is rated, seen and found after an overdose. */
const week = (at: number): Reported[] => [
  stayStarts('withdrawal-management', { name: `detox ${at}`, from: at }),
  rated(at + 0.5, { d5: at % 3 === 0 ? 3 : 2 }),
  signal('overdose', at + 0.7),
  stayEnds('withdrawal-management', { name: `detox ${at}`, from: at, to: at + 1 }),
  session(at + 1.5, { attendance: at % 2 === 0 ? 'attended' : 'no-show' }),
  stayStarts('intensive-outpatient', { name: `iop ${at}`, from: at + 2 }),
  stayEnds('intensive-outpatient', {
    ...{ name: `iop ${at}`, from: at + 2, to: at + 3, disposition: 'transferred' },
  }),
];

/** How many times are read for the facts of one more week, after so many weeks. */
function readsAfter(weeks: number): number {
  const person = story(...Array.from({ length: weeks }, (_, at) => week(at * 3.5)).flat());
  const reads = jest.spyOn(Date, 'parse');
  try {
    person.when(...week(weeks * 3.5));
    return reads.mock.calls.length;
  } finally {
    reads.mockRestore();
  }
}

/** How many times are read for one more rating of somebody who waits for a person to decide, after so many. */
function readsOfWaiting(ratings: number): number {
  const facts = [
    ...[signal('overdose', 0), rated(0.1, { d5: 2 })],
    ...Array.from({ length: ratings }, (_, at) => rated(1 + at / 1_000, { d5: at % 4 })),
  ];
  const permissions = { allowDraftPolicy: false };
  let state = newPersonCase(PERSON);
  const report = ({ on, fact }: Reported) => {
    const decision = decide(state, fact, { ...circumstances(on), permissions });
    if (decision.kind === 'happened') state = evolve(state, decision.events);
  };
  for (const each of facts) report(each);
  const reads = jest.spyOn(Date, 'parse');
  try {
    report(rated(3, { d5: 1 }));
    expect(state.reassessments[0]).toMatchObject({ status: 'open', used: { ratedAt: day(3) } });
    return reads.mock.calls.length;
  } finally {
    reads.mockRestore();
  }
}

describe('a person of whom much is known', () => {
  it('waits for somebody at the same cost, however many ratings come meanwhile', () => {
    const [some, twice] = [readsOfWaiting(200), readsOfWaiting(400)];
    expect([some < 100, twice / some < 1.3]).toEqual([true, true]);
  });

  it('costs in proportion to it', () => {
    const [some, twice] = [readsAfter(60), readsAfter(120)];
    // Twice as many facts: twice the work when it is linear, four times when it is quadratic.
    expect(twice / some).toBeLessThan(2.6);
  });

  it('shares no more than the newest reasons of a kind with a decision', () => {
    const days = Array.from({ length: 40 }, (_, at) => at * 0.1);
    const person = story(
      rated(0),
      ...days.flatMap((at) => [
        signal('overdose', at),
        stayStarts('withdrawal-management', { name: `detox ${at}`, from: at + 0.01 }),
        stayEnds('withdrawal-management', { name: `detox ${at}`, from: at + 0.01, to: at + 0.02 }),
      ]),
    );
    const shared = person.reassessments.at(-1)!.shared;
    const ofAKind = new Map<string, number>();
    for (const { kind } of shared) ofAKind.set(kind, (ofAKind.get(kind) ?? 0) + 1);
    expect(Math.max(...ofAKind.values())).toBe(10);
  });
});
