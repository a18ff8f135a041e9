import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeyFile } from '@handrail/platform';
import { Product } from './product.js';

/** Runs with a product that begins empty and is stopped after. */
export type WithProduct = <T>(use: (product: Product) => Promise<T>) => Promise<T>;

/** Products of a test file, one after the other and all with one key: the same things have the same pseudonyms. */
export function emptyProducts(): WithProduct {
  let folder: string;
  let masterKeyFile: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handrail-orders-'));
    masterKeyFile = await ensureKeyFile(join(folder, 'master.key'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  return async (use) => {
    const product = await Product.start({ HANDRAIL_MASTER_KEY_FILE: masterKeyFile });
    try {
      return await use(product);
    } finally {
      await product.stop();
    }
  };
}
