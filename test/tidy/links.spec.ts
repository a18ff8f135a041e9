import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expectNone, files, readJson, root } from './repository.js';

const pages = files.filter(({ path }) => path.endsWith('.md'));
const LINK = /\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)/g;

describe('documentation', () => {
  it('every link inside the repository leads somewhere', () => {
    expectNone(
      'A relative link names a file that is there.',
      'A page that sends its reader to nothing is not read again.',
      pages.flatMap(({ path, text }) =>
        [...text.matchAll(LINK)]
          .map(([, target]) => target ?? '')
          .filter((target) => !/^[a-z]+:/.test(target))
          .filter((target) => !existsSync(join(root, posix.dirname(path), target)))
          .map((target) => `${path} links to ${target}`),
      ),
    );
  });

  it('every npm command a page names is there', () => {
    const { scripts } = readJson<{ scripts: Record<string, string> }>('package.json');
    expectNone(
      'A page names only scripts of package.json.',
      'A reader types what the page says.',
      pages.flatMap(({ path, text }) =>
        [...text.matchAll(/(?:^|`)npm (?:run )?([a-z]+(?::[a-z0-9-]+)*)/gm)]
          .map(([, name]) => name ?? '')
          .filter((name) => !['ci', 'install', 'i', 'run', 'prune', 'package'].includes(name))
          .filter((name) => !(name in scripts))
          .map((name) => `${path} names npm ${name}`),
      ),
    );
  });
});
