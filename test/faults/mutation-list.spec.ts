import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MUTATIONS } from './mutation-list.mjs';

// The mutations themselves take minutes and run on their own; that each still finds what it takes out is
// seen in every run of the suite.
const root = join(import.meta.dirname, '../..');

it.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
  'finds what it takes out: %s',
  (_name, { edits }) => {
    for (const { file, find, replace } of edits) {
      expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
      expect(replace).not.toBe(find);
    }
  },
);
