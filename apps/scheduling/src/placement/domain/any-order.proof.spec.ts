import fc from 'fast-check';
import { nobody } from '../../testing/builders.js';
import {
  after,
  livedThrough,
  merged,
  picture,
  pictureOfCare,
  TIME_PASSES,
  turn,
  wrongWith,
} from '../../testing/histories.js';
import { isOfCareAlone, mixed, storiesOf, toldInOrder } from '../../testing/stories.js';
import type { Acceptance } from '../../program/domain/program.js';
import type { PlacementCommand } from '../../testing/placement-decider.js';
import { standsUntilAnew } from './fell-with-death.js';
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
        expect(picture(livedThrough(order))).toEqual(picture(livedThrough(toldInOrder(story))));
      }),
      { seed: 20261128, numRuns: 10_000 },
    );
  });

  it('never has a place that nothing asks for unseen, whose cause fell while they counted as dead', () => {
    let looked = 0;
    fc.assert(
      fc.property(storiesOf('', false), fc.array(fc.boolean()), (story, picks) => {
        const lived = mixed(story, picks).reduce((person, command) => {
          const next = after(person, command);
          expect(wrongWith(next)).toEqual([]);
          return next;
        }, nobody);
        const seen = lived.placements.filter(({ needsReview }) => needsReview !== null);
        looked += seen.filter(standsUntilAnew).length;
      }),
      { seed: 20261128, numRuns: 1_000 },
    );
    expect(looked).toBeGreaterThan(20);
  });

  it('ends with the same places where programs are asked, or some of it was told of a second person', () => {
    const picks = fc.array(fc.boolean(), { maxLength: 12 });
    const lives = fc.record({
      ...{ story: storiesOf(), picks, mergedAt: fc.nat(12) },
      acceptance: fc.constantFrom<Acceptance>('automatic', 'by-offer'),
    });
    fc.assert(
      fc.property(lives, ({ story, acceptance, mergedAt, ...way }) => {
        const order = mixed(story, way.picks);
        const lived = (person: PersonPlacements, commands: readonly PlacementCommand[]) =>
          commands.reduce((state, command) => after(state, command, acceptance), person);
        const [own, double] = [false, true].map((isDouble) =>
          lived(
            nobody,
            order.slice(0, mergedAt).filter((each) => story.ofDouble.has(each) === isDouble),
          ),
        );
        const both = lived(turn(merged(own!, double!), acceptance), order.slice(mergedAt));
        expect(wrongWith(both)).toEqual([]);
        const inOrder = livedThrough(toldInOrder(story), acceptance);
        expect(pictureOfCare(both)).toEqual(pictureOfCare(inOrder));
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
