import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shippedPoliciesFolder } from '../policy-book.js';
import { checkFolders } from './check-folders.js';

const shipped = join(shippedPoliciesFolder(), '2026.1');
const broken = mkdtempSync(join(tmpdir(), 'handrail-policy-'));
afterAll(() => rmSync(broken, { recursive: true }));

function check(...folders: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = checkFolders(folders, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  });
  return { code, out, err };
}

describe('checking policy folders', () => {
  it('says that a policy may decide, with its rows, cases and fingerprint', () => {
    const { code, out, err } = check(shipped);
    expect({ code, err }).toEqual({ code: 0, err: [] });
    expect(out[0]).toBe(`${shipped}: policy 2026.1 (draft) may decide`);
    expect(out[1]).toMatch(/^ {2}\d+ rows in 10 tables, 59 written cases hold$/);
    expect(out[2]).toMatch(/^ {2}sha256:[0-9a-f]{64}$/);
  });

  it('names file and row of what is wrong, and still checks the other folder', () => {
    cpSync(shipped, broken, { recursive: true });
    const path = join(broken, 'minimums.yaml');
    writeFileSync(path, readFileSync(path, 'utf8').replace('highest-minimum', 'average'));
    const { code, out, err } = check(broken, shipped);
    expect(code).toBe(1);
    expect(err).toEqual([
      `${broken}: refused, 1 problem`,
      '  minimums.yaml: /combine is not highest-minimum',
    ]);
    expect(out[0]).toContain('may decide');
  });

  it('says when there is nothing to check', () => {
    expect(check()).toEqual({ code: 2, out: [], err: ['name at least one policy folder'] });
    expect(check('/there/is/nothing')).toMatchObject({ code: 1, out: [] });
  });
});
