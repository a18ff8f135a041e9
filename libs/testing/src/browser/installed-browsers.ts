import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];

const LINUX_FOLDERS = [
  '/usr/bin',
  '/usr/local/bin',
  '/opt/google/chrome',
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/snap/bin',
];

const MAC_PROGRAMS = ['Google Chrome', 'Chromium'].map(
  (name) => `${name}.app/Contents/MacOS/${name}`,
);

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly path: string;
  readonly home: string;
  readonly isProgram: (path: string) => boolean;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const thisMachine = (): Machine => ({
  platform: process.platform,
  path: process.env['PATH'] ?? '',
  home: homedir(),
  isProgram,
});

/**
 * Every Chrome and Chromium under its usual names, those on the path first, each once. Whether one works
 * is not known yet: Ubuntu, for one, has a `chromium-browser` that only says how to install it.
 */
export function installedBrowsers(machine: Machine = thisMachine()): readonly string[] {
  const folders = machine.path.split(delimiter).filter((folder) => folder !== '');
  const usual =
    machine.platform === 'darwin'
      ? ['/Applications', join(machine.home, 'Applications')].flatMap((folder) =>
          MAC_PROGRAMS.map((program) => join(folder, program)),
        )
      : LINUX_FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const onPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...new Set([...onPath, ...usual])].filter((path) => machine.isProgram(path));
}
