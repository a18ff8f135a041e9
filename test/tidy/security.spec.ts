import { files } from './repository.js';

const page = files.find(({ path }) => path === 'docs/security.md')!.text;
const rows = [...page.matchAll(/^\| (\d+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(
  ([, number, attack, answer, test]) => ({ number: Number(number), attack, answer, test }),
);

describe('the table of attacks', () => {
  it('has each of the fifty-six, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 56 }, (_, at) => at + 1));
  });

  it('names a test file for each, or says that it is not there yet', () => {
    const paths = new Set(files.map(({ path }) => path));
    for (const { number, answer, test } of rows) {
      const linked = [...test!.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path]) => path!);
      const isThere =
        linked.length > 0 && linked.every((path) => paths.has(path) && /spec\.ts$/.test(path));
      expect([number, isThere || answer!.startsWith('not there yet')]).toEqual([number, true]);
    }
  });
});
