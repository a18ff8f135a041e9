import fc from 'fast-check';
import { nobody } from '../../testing/builders.js';
import {
  after,
  livedThrough,
  mixed,
  picture,
  storiesOf,
  wrongWith,
} from '../../testing/histories.js';

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
});
