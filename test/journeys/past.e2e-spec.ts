import { differences } from '../orders/compare.js';
import { emptyProducts } from '../orders/empty-products.js';
import { pastOf } from '../orders/past.js';
import { pictureOf, type Picture } from '../orders/picture.js';
import type { Product } from '../orders/product.js';
import { story } from '../orders/story.js';

// Real: the four services with their databases, the MLLP listener and the Postgres log; started empty twice.
const withProduct = emptyProducts();

const now = new Date();
const strangers = Array.from({ length: 200 }, (_, at) => `past${at}`);
/** People whom the first days tell of as well. */
const comeAgain = ['ana', 'ben', 'dov', 'leo', 'max', 'pia', 'tom'];
const past = pastOf(now, 20_261_127, [
  { names: strangers, quietDays: 0 },
  { names: comeAgain, quietDays: 300 },
]);
const firstDays = story(now);

async function pictureAfter(product: Product, answers: Promise<string[]>): Promise<Picture> {
  expect(await answers).toEqual([]);
  await product.settled();
  return await pictureOf(product);
}

describe('ten years of a hospital, told before it goes live', () => {
  it('open nothing, and leave the first days as they are without them', async () => {
    expect(past.length).toBeGreaterThan(1_500);
    const [loaded, live] = await withProduct(async (product) => {
      const onLoad = await pictureAfter(product, product.tellTogether(past));
      for (const service of ['assessment', 'scheduling', 'outcomes'] as const) {
        const clocks = await product
          .database(service)
          // The weeks of a calendar run for programs, whoever was there before.
          .query<object[]>(`SELECT key, name FROM timer WHERE name <> 'week'`);
        expect([service, clocks]).toEqual([service, []]);
      }
      return [onLoad, await pictureAfter(product, product.send(firstDays))];
    });
    expect(loaded).toMatchObject({ reassessments: [], placements: [], unsettled: [], wrong: [] });
    // It is known all the same: every stay of everybody.
    expect(loaded!.persons).toHaveLength(strangers.length + comeAgain.length);
    expect(loaded!.stays.length).toBeGreaterThan(400);
    const alone = await withProduct((product) => pictureAfter(product, product.send(firstDays)));
    const parts = ['reassessments', 'placements', 'unsettled'] as const;
    expect([differences(alone, live!, parts), live!.wrong]).toEqual([[], []]);
    expect(alone.reassessments.length).toBeGreaterThan(40);
  }, 300_000);
});
