import { COMPARED, differences } from '../orders/compare.js';
import { emptyProducts } from '../orders/empty-products.js';
import { pictureOf, type Picture } from '../orders/picture.js';
import { CHAPTERS, story } from '../orders/story.js';
import { shuffled, type Told } from '../orders/told.js';

// Real: intake with its MLLP listener, assessment, scheduling, outcomes, their databases and the Postgres
// log; started empty for each order, with one key, so that the same things have the same pseudonyms.
const withProduct = emptyProducts();

const pictureAfter = (messages: readonly Told[]): Promise<Picture> =>
  withProduct(async (product) => {
    expect(await product.send(messages)).toEqual([]);
    await product.settled();
    return await pictureOf(product);
  });

const messages = story(new Date(), Object.keys(CHAPTERS));

describe('messages that move, correct and undo', () => {
  it('end in the same persons, stays, reassessments and placements in any order and twice', async () => {
    const inOrder = await pictureAfter(messages);
    expect(inOrder.wrong).toEqual([]);
    expect(Object.fromEntries(COMPARED.map((part) => [part, inOrder[part].length]))).toEqual({
      persons: 29,
      stays: 31,
      reassessments: 47,
      placements: 18,
      unsettled: 0,
    });
    // A shuffle in which cancels, moves and the death come first, and a better rating after a decision.
    const twice = await pictureAfter(shuffled([...messages, ...messages], 256));
    expect([differences(inOrder, twice), twice.wrong]).toEqual([[], []]);
  }, 900_000); // Whole products one after the other: a busy machine gets the time it needs.
});
