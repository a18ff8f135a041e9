import { files } from './repository.js';

const page = files.find(({ path }) => path === 'docs/security.md')!.text;
const rows = [...page.matchAll(/^\| (\d+) \| (.+) \| (.+) \| (.+) \|$/gm)].map(
  ([, number, attack, answer, test]) => ({ number: Number(number), attack, answer, test }),
);

/** The numbers in the names of the tests of a file: 'attack 7: ...', 'attack 27, attack 31: ...'. */
function attacksIn(path: string): readonly number[] {
  const text = files.find((file) => file.path === path)?.text ?? '';
  const names = text.matchAll(/['"`](attack \d+(?:, attack \d+)*): /g);
  return [...names].flatMap(([, name]) => name!.match(/\d+/g)!.map(Number));
}

describe('the table of attacks', () => {
  it('has each of the fifty-six, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 56 }, (_, at) => at + 1));
  });

  it.each(rows.map((row) => [row.number, row] as const))(
    'leads to a test of attack %i by its number',
    (number, { test }) => {
      const linked = [...test!.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path]) => path!);
      expect(linked.filter((path) => !files.some((file) => file.path === path))).toEqual([]);
      expect(linked.some((path) => attacksIn(path).includes(number))).toBe(true);
    },
  );

  it('names every file with a test of an attack', () => {
    const named = rows.map(({ number, test }) => `${number} ${test}`);
    const tested = files
      .filter(({ path }) => /spec\.ts$/.test(path) && path !== 'test/tidy/security.spec.ts')
      .flatMap(({ path }) => attacksIn(path).map((number) => [number, path] as const));
    const unnamed = tested.filter(
      ([number, path]) =>
        !named.some((row) => row.startsWith(`${number} `) && row.includes(`(../${path})`)),
    );
    expect(unnamed).toEqual([]);
  });
});
