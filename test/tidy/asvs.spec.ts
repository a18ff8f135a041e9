import { files } from './repository.js';

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has, by its number. */
const SECTIONS: Readonly<Record<string, number>> = {
  ...{ 1.1: 2, 1.2: 9, 1.3: 11, 1.4: 3, 1.5: 2, 2.1: 3, 2.2: 3, 2.3: 4, 2.4: 1 },
  ...{ 3.2: 2, 3.3: 4, 3.4: 6, 3.5: 5, 3.7: 2, 4.1: 3, 4.2: 1, 4.3: 2, 4.4: 4 },
  ...{ 5.1: 1, 5.2: 3, 5.3: 2, 5.4: 3, 6.1: 3, 6.2: 12, 6.3: 4, 6.4: 4, 6.5: 5, 6.6: 3, 6.8: 4 },
  ...{ 7.1: 3, 7.2: 4, 7.3: 2, 7.4: 5, 7.5: 2, 7.6: 2, 8.1: 2, 8.2: 3, 8.3: 1, 8.4: 1 },
  ...{ 9.1: 3, 9.2: 4, '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2 },
  ...{ '10.7': 3, '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1 },
  ...{ '12.1': 3, '12.2': 2, '12.3': 4, '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5 },
  ...{ '14.1': 2, '14.2': 4, '14.3': 3, '15.1': 3, '15.2': 3, '15.3': 7, '16.1': 1 },
  ...{ '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3, '17.1': 1, '17.2': 4, '17.3': 2 },
};
const NUMBERS = Object.entries(SECTIONS).flatMap(([section, count]) =>
  Array.from({ length: count }, (_, at) => `${section}.${at + 1}`),
);
const ANSWERS = ['met', 'not met', 'does not apply', 'the network'];

const page = files.find(({ path }) => path === 'docs/asvs.md')!.text;
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$/gm)].map(
  ([, number, answer, how, where]) => ({ number, answer, how: how!.trim(), where: where!.trim() }),
);

describe('the table of ASVS', () => {
  it('has each requirement of levels 1 and 2 once', () => {
    expect(NUMBERS).toHaveLength(253);
    expect(rows.map(({ number }) => number).toSorted()).toEqual(NUMBERS.toSorted());
  });

  it('answers each, and shows what is met by files that are there', () => {
    const paths = new Set(files.map(({ path }) => path));
    for (const { number, answer, how, where } of rows) {
      const linked = [...where.matchAll(/\]\((?:\.\.\/)?([^)]+)\)/g)].map(([, path]) => path!);
      const isThere = linked.every((path) => paths.has(path) || paths.has(`docs/${path}`));
      expect([number, ANSWERS.includes(answer!), how.length > 3, isThere]).toEqual([
        ...[number, true, true, true],
      ]);
      if (answer === 'met') expect([number, linked.length]).not.toEqual([number, 0]);
    }
  });

  it('counts its answers rightly', () => {
    const count = (answer: string) => rows.filter((row) => row.answer === answer).length;
    const [met, not, none, others] = ANSWERS.map(count);
    expect(page).toContain(`Of 253: ${met} are met, ${none} do not apply, ${others} are for the`);
    expect(page).toContain(`and ${not} are not met`);
  });
});
