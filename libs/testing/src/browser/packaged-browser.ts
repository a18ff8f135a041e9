import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BrowserProgram } from './launch-browser.js';

const PACKAGE = '@sparticuz/chromium';
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const UNPACK = join(ROOT, 'scripts/unpack-browser.mjs');

export interface NoPackagedBrowser {
  readonly unavailable: string;
}

/**
 * The Chromium that comes with the packages, for Linux on x64, with the few libraries that a machine
 * without a desktop lacks. It is unpacked once into `.cache` (a few seconds, 200 MB), under another name
 * first, so that it is complete when it is there, whoever else unpacks it at the same time.
 */
export async function packagedBrowser(
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<BrowserProgram | NoPackagedBrowser> {
  if (platform !== 'linux' || arch !== 'x64')
    return { unavailable: `the packaged one is for Linux on x64, this is ${platform} on ${arch}` };
  const folder = join(ROOT, '.cache', 'browser', await versionOf(PACKAGE));
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

async function versionOf(name: string): Promise<string> {
  const entry = createRequire(import.meta.url).resolve(name);
  const [folder] = entry.split(join(name, 'build'));
  const manifest = await readFile(join(folder!, name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

async function unpackInto(folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}-`);
  try {
    await promisify(execFile)(process.execPath, [UNPACK], {
      env: { ...process.env, NODE_OPTIONS: '', TMPDIR: draft },
    });
    await writeFile(join(draft, 'fonts', 'fonts.conf'), fontConfiguration(join(folder, 'fonts')));
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Somebody else was faster: theirs is complete.
    if (!existsSync(folder)) throw error;
  }
}

/** The package's own one expects its fonts below /tmp. */
const fontConfiguration = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}</dir>
  <cachedir>${folder}/cache</cachedir>
</fontconfig>
`;
