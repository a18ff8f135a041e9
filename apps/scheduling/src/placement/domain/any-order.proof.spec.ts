import fc from 'fast-check';
import { nobody } from '../../testing/builders.js';
import {
  after,
  isOfCareAlone,
  livedThrough,
  mixed,
  picture,
  storiesOf,
  TIME_PASSES,
  wrongWith,
} from '../../testing/histories.js';
import type { PersonPlacements } from './placement.js';

describe('a person whose stays and levels are told in any order of topics', () => {
  it('never has a place that is not theirs, and ends with the places the true order gives', () => {
    fc.assert(
      fc.property(storiesOf(), fc.array(fc.boolean(), { maxLength: 12 }), (story, picks) => {
        const order = mixed(story, picks);
        order.reduce((person, command) => {
          const next = after(person, command);
          const wrong = wrongWith(next);
          if (wrong.length > 0) throw new Error(wrong.join());
          return next;
        }, nobody);
        const inOrder = mixed(story, [false, ...story.stays.map(() => true)]);
        expect(picture(livedThrough(order))).toEqual(picture(livedThrough(inOrder)));
      }),
      { seed: 20261128, numRuns: 10_000 },
    );
  });

  it('has the place they came to also when that is told after it was given away', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(storiesOf().filter(isOfCareAlone), ({ stays, decisions }) => {
        const inTime = livedThrough([...decisions, ...stays, ...TIME_PASSES]);
        const late = livedThrough([...decisions, ...TIME_PASSES, ...stays, ...TIME_PASSES]);
        expect([picture(late), comeTo(late)]).toEqual([picture(inTime), comeTo(inTime)]);
        comeTo(inTime).forEach((level) => seen.add(level));
      }),
      { seed: 20261128, numRuns: 500 },
    );
    expect([...seen].toSorted()).toEqual(['IOP', 'RES']);
  });
});

/** Levels of the places somebody has come to and has. */
const comeTo = ({ placements }: PersonPlacements) =>
  placements
    .filter(({ status, course, support }) => status === 'confirmed' && course.arrival && support[0])
    .map(({ level }) => level);
