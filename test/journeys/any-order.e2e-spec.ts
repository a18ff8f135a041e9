import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeyFile } from '@handrail/platform';
import { COMPARED, differences } from '../orders/compare.js';
import { pictureOf, type Picture } from '../orders/picture.js';
import { Product } from '../orders/product.js';
import { CHAPTERS, story } from '../orders/story.js';
import { shuffled, type Told } from '../orders/told.js';

// Real: intake with its MLLP listener, assessment, scheduling, outcomes, their databases and the Postgres
// log; started empty for each order, with one key, so that the same things have the same pseudonyms.
let folder: string;
let masterKeyFile: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handrail-order-'));
  masterKeyFile = await ensureKeyFile(join(folder, 'master.key'));
});
afterAll(() => rm(folder, { recursive: true }));

async function pictureAfter(messages: readonly Told[]): Promise<Picture> {
  const product = await Product.start({ HANDRAIL_MASTER_KEY_FILE: masterKeyFile });
  try {
    expect(await product.tell(messages)).toEqual([]);
    await product.settled();
    return await pictureOf(product);
  } finally {
    await product.stop();
  }
}

const told = story(new Date(), Object.keys(CHAPTERS));

describe('messages that move, correct and undo', () => {
  it('end in the same persons, stays, reassessments and placements in any order and twice', async () => {
    const inOrder = await pictureAfter(told);
    expect(inOrder.wrong).toEqual([]);
    expect(Object.fromEntries(COMPARED.map((part) => [part, inOrder[part].length]))).toEqual({
      persons: 29,
      stays: 31,
      reassessments: 47,
      placements: 18,
      unsettled: 0,
    });
    // A shuffle in which cancels, moves and the death come first, and a better rating after a decision.
    const twice = await pictureAfter(shuffled([...told, ...told], 256));
    expect([differences(inOrder, twice), twice.wrong]).toEqual([[], []]);
  }, 120_000);
});
