import { expectNone, files, readJson } from './repository.js';

/** This file names what it forbids; patches carry the words of their package. */
const EXEMPT = /^(test\/tidy\/addresses\.spec\.ts|patches\/)/;

const REGISTRIES =
  /\b(registry\.[a-z0-9-]+\.[a-z]+|[a-z0-9.-]*npmjs\.(?:org|com)|repo1?\.maven[a-z0-9.]*\.org|files\.pythonhosted\.org|deb\.debian\.org|[a-z0-9.-]*artifactory[a-z0-9.-]*\.[a-z]+)\b/i;
const MACHINE_PATHS = /(^|[\s"'`(=:,])\/(work|root|home\/[a-z]+|Users\/[A-Za-z]+|tmp\/[a-z]+)\//;

interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly resolved?: string; readonly link?: boolean }>
  >;
}

function placesOf(pattern: RegExp): string[] {
  return files
    .filter(({ path }) => !EXEMPT.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const found = pattern.exec(line)?.[0].trim();
        return found ? [`${path}:${index + 1} ${found}`] : [];
      }),
    );
}

describe('addresses', () => {
  it('the lockfile holds no registry addresses', () => {
    const { packages } = readJson<Lockfile>('package-lock.json');
    expectNone(
      'package-lock.json has no "resolved" address of a registry.',
      'Everybody installs from the registry they are configured for; .npmrc omits the address.',
      Object.entries(packages)
        .filter(([, entry]) => entry.resolved !== undefined && entry.link !== true)
        .map(([name, entry]) => `${name} resolved ${entry.resolved}`),
    );
  });

  it('no file names the host of a package registry', () => {
    expectNone(
      'No file names the host of a package registry.',
      'Where packages come from is the business of the machine, not of the repository.',
      placesOf(REGISTRIES),
    );
  });

  it('no file names a folder of one machine', () => {
    expectNone(
      'No file holds an absolute path of somebody’s machine.',
      'It is true on one machine only. Find the path from the file’s own place or from a setting.',
      placesOf(MACHINE_PATHS),
    );
  });
});
