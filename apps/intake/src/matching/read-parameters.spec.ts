import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readParameters } from './read-parameters.js';

describe('matching parameters', () => {
  it('that are shipped are valid, and their levels are probabilities', async () => {
    const { fields, version } = await readParameters();
    expect(version).toMatch(/^\d{4}\.\d+$/);
    for (const { exact, near, close, different } of Object.values(fields)) {
      const levels = [exact, near, close, different].filter((level) => level !== undefined);
      for (const side of ['m', 'u'] as const)
        expect(levels.reduce((sum, level) => sum + level[side], 0)).toBeLessThanOrEqual(1.0001);
      expect(exact.m / exact.u).toBeGreaterThan(1);
      expect(different.m / different.u).toBeLessThan(1);
    }
  });

  it('that are wrong are refused with every field at fault', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parameters-'));
    try {
      const shipped = await readFile(join(import.meta.dirname, 'parameters.yaml'), 'utf8');
      const file = join(folder, 'wrong.yaml');
      await writeFile(
        file,
        shipped.replace('link: 30', 'link: 3').replace('[number]', '[shoeSize]') + 'extra: 1\n',
      );
      const refusal = await readParameters(file).then(
        () => '',
        (error: Error) => error.message,
      );
      expect(refusal).toContain('thresholds: link is above review');
      expect(refusal).toContain('blocking.passes.0.0');
      expect(refusal).toContain('extra');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
