import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKeyFile } from './key-file.js';

describe('a key file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'key-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is made once, for its owner alone, whoever else makes it at the same time', async () => {
    const path = join(folder, 'deep', 'master.key');
    await Promise.all(Array.from({ length: 8 }, () => ensureKeyFile(path)));
    const first = await readFile(path, 'utf8');
    expect(Buffer.from(first, 'base64')).toHaveLength(32);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await ensureKeyFile(path);
    expect(await readFile(path, 'utf8')).toBe(first);
    expect(await readdir(join(folder, 'deep'))).toEqual(['master.key']);
  });
});
