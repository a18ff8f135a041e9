import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Erasure } from './erasure.js';
import { ErasureLog } from './erasure-log.js';

// Real: the file.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'erasures-'));
});
afterAll(() => rm(folder, { recursive: true }));

const erasure: Erasure = {
  id: '0199a2f0-0000-7000-8000-000000000001',
  erasedAt: '2026-11-07T10:00:00.000Z',
  reason: 'court-order',
  persons: ['0199a2f0-0000-7000-8000-0000000000aa'],
  dataKeys: ['0199a2f0-0000-4000-8000-0000000000bb'],
  claims: [['digest', null]],
};

describe('the log of erasures', () => {
  it('is empty where there is no file, and gives back what was written, for its owner only', async () => {
    const path = join(folder, 'below', 'erasures.log');
    const log = new ErasureLog(path);
    expect(await log.read()).toEqual([]);
    await log.write([erasure]);
    await log.write([erasure, { ...erasure, id: 'second' }]);
    expect(await log.read()).toEqual([erasure, { ...erasure, id: 'second' }]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(folder, 'below'))).toEqual(['erasures.log']);
  });

  it.each([
    ['half a line', JSON.stringify(erasure).slice(0, 60)],
    ['another document', '{"id": "a"}'],
    ['a reason nobody knows', JSON.stringify({ ...erasure, reason: 'because' })],
    ['nobody', JSON.stringify({ ...erasure, persons: [] })],
  ])('refuses %s by its line, without its content', async (_, line) => {
    const path = join(folder, 'broken.log');
    await writeFile(path, `${JSON.stringify(erasure)}\n${line}\n`);
    await expect(new ErasureLog(path).read()).rejects.toThrow(
      /^HANDRAIL_ERASURE_LOG_FILE: line 2 is not an erasure; restore the file$/,
    );
  });
});
