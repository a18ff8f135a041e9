import { rated, signal, stayEnds, story, type Reported } from '../testing/case-story.js';
import type { PersonCase } from './domain/person-case.js';
import { sharedOf, toKept, type KeptCase } from './kept-case.js';

const week = (at: number): Reported[] => [
  rated(at, { d5: at % 2 === 0 ? 2 : 3 }),
  signal('overdose', at + 0.01),
  stayEnds('withdrawal-management', { name: `detox ${at}`, from: at - 0.5, to: at + 0.02 }),
];
const afterWeeks = (count: number): PersonCase =>
  story(...Array.from({ length: count }, (_, at) => week(at * 0.1)).flat()).state;

/** What a document says, written and read as the database does. */
function readAgain(kept: KeptCase) {
  const read = JSON.parse(JSON.stringify(kept)) as KeptCase;
  return read.reassessments.map((reassessment) => ({
    ...reassessment,
    shared: sharedOf(reassessment, read.sharedReasons ?? []),
  }));
}

describe('the document a case is kept as', () => {
  it('says the same as the case, however many reasons are shared', () => {
    for (const count of [1, 3, 30]) {
      const known = afterWeeks(count);
      expect(readAgain(toKept(known))).toEqual(JSON.parse(JSON.stringify(known.reassessments)));
    }
  });

  it('holds each shared reason once when there are many', () => {
    const known = afterWeeks(30);
    const kept = toKept(known);
    expect(new Set(kept.sharedReasons!.map((reason) => JSON.stringify(reason))).size).toBe(
      kept.sharedReasons!.length,
    );
    const { unsaved: _, ...plain } = known;
    expect(JSON.stringify(kept).length).toBeLessThan(JSON.stringify(plain).length / 2);
  });

  it('is the case as it is when there are few', () => {
    const { unsaved: _, ...plain } = afterWeeks(2);
    expect(toKept(afterWeeks(2))).toEqual(plain);
  });
});
