import fc from 'fast-check';
import {
  day,
  eventId,
  rated,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import { planRanOut } from '../../testing/reported-facts.js';

const detox = 'withdrawal-management';
const iop = 'intensive-outpatient';
const low = { d3: 0, d4: 1, d5: 1 };

/** A detox ended on day 6, its reassessment asked for the IOP the person then had. */
const placedInIop: readonly Reported[] = [stayStarts(detox), rated(5.9), stayEnds(detox)];
const iopEnds = (to: number, more: object = {}) =>
  stayEnds(iop, { name: 'program', from: 8, to, ...more });

/** What was asked about the end of the program: everything but the detox. */
const askedAfter = (person: ReturnType<typeof story>) =>
  person.reassessments.filter(({ triggers, fallen }) =>
    [...triggers, ...fallen].every(({ eventId: id }) => id !== eventId('end of stay')),
  );
const shown = (person: ReturnType<typeof story>) =>
  askedAfter(person).map(({ status, triggers, decision }) => ({
    status,
    by: triggers.map(({ type }) => type.split('.')[2]),
    level: decision?.determination.level ?? null,
  }));

describe('a plan that ran out (T11)', () => {
  it('asks what comes next, from the level that was held', () => {
    const person = story(...placedInIop, rated(90, low), planRanOut(92));
    expect(askedAfter(person)).toMatchObject([
      {
        status: 'determined',
        triggers: [{ kind: 'program-completed', occurredAt: day(92), placeFrom: day(92) }],
        used: { currentLevel: 'IOP' },
        decision: { determination: { level: 'OP' } },
      },
    ]);
  });

  it('waits for a person where nobody has rated since', () => {
    const person = story(...placedInIop, planRanOut(92));
    expect(shown(person)).toMatchObject([{ status: 'open', level: null }]);
  });

  it('from low-risk outpatient care leads to long-term support', () => {
    const person = story(
      ...placedInIop,
      rated(90, { d3: 0, d4: 0, d5: 0 }),
      planRanOut(92, { level: 'OP' }),
    );
    expect(shown(person)).toMatchObject([{ level: 'LTS' }]);
  });

  it('adds nothing where the program told its end before', () => {
    const before = [...placedInIop, rated(77, low), iopEnds(78)];
    const person = story(...before, planRanOut(92));
    expect(person.happened).toEqual(['evidence-changed']);
    expect(shown(person)).toEqual([
      { status: 'determined', by: ['stay-ended', 'placement-completed'], level: 'OP' },
    ]);
  });

  it('is the same reassessment when the program tells its end afterwards', () => {
    const person = story(
      ...placedInIop,
      rated(90, low),
      planRanOut(92),
      iopEnds(91, { recordedOn: 95 }),
    );
    expect(shown(person)).toEqual([
      { status: 'determined', by: ['stay-ended', 'placement-completed'], level: 'OP' },
    ]);
    const without = person.when(takenBack('end of program', 96));
    expect(shown(without)).toMatchObject([{ status: 'determined', by: ['placement-completed'] }]);
  });

  it('asks nothing of somebody who had left the program, whenever that is told', () => {
    const left = iopEnds(40, { disposition: 'against-advice', recordedOn: 95 });
    expect(shown(story(...placedInIop, left, planRanOut(92, { recordedOn: 96 })))).toEqual([]);
    const later = story(...placedInIop, rated(90, low), planRanOut(92), left);
    expect(shown(later)).toEqual([
      { status: 'withdrawn', by: ['placement-completed'], level: 'OP' },
    ]);
  });

  it.each([
    ['that was over before this one began', stayEnds(iop, { name: 'program', from: -90, to: -2 })],
    ['of another level', stayEnds('outpatient', { name: 'program', from: 8, to: 40 })],
    ['that ends weeks later', iopEnds(110)],
  ])('has nothing to do with a program %s', (_name, other) => {
    const person = story(...placedInIop, rated(90, low), planRanOut(92), other);
    const by = askedAfter(person).filter(({ triggers }) =>
      triggers.some(({ planSince }) => planSince),
    );
    expect(by.map(({ triggers }) => triggers.length)).toEqual([1]);
  });

  it('waits for the end of a stay the person lives in', () => {
    const inside = stayStarts('residential', { name: 'house', from: 88 });
    const person = story(...placedInIop, inside, planRanOut(92));
    expect(shown(person)).toEqual([]);
    person.when(stayEnds('residential', { name: 'house', from: 88, to: 110 }));
    expect(shown(person)).toMatchObject([{ by: ['stay-ended', 'placement-completed'] }]);
  });

  it('is one reassessment with one answer, in whatever order and however often it is told', () => {
    const facts = [
      rated(77, low),
      iopEnds(78, { recordedOn: 92 }),
      planRanOut(92),
      rated(77.5, low),
    ].map(({ fact }): Reported => ({ on: 92, fact }));
    const expected = shown(story(...placedInIop, ...facts));
    expect(expected).toEqual([
      { status: 'determined', by: ['stay-ended', 'placement-completed'], level: 'OP' },
    ]);
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
    fc.assert(
      fc.property(order, (reports) =>
        expect(shown(story(...placedInIop, ...reports))).toEqual(expected),
      ),
      { seed: 20260112, numRuns: 200 },
    );
  });
});
