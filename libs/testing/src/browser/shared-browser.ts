import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { didNotRun } from '../did-not-run.js';
import { installedBrowsers } from './installed-browsers.js';
import { type BrowserProgram, launchBrowser, whyUnusable } from './launch-browser.js';
import { type NoPackagedBrowser, packagedBrowser } from './packaged-browser.js';

const PROGRAM = 'HANDRAIL_TEST_BROWSER';
const UNAVAILABLE = 'HANDRAIL_TEST_BROWSER_UNAVAILABLE';

/**
 * Finds the browser of a test run, for Jest's global set-up: the one CHROMIUM_PATH names, an installed
 * Chrome or Chromium, or the one of the packages, the first that opens a page. Tests find it by
 * `sharedBrowser`. Where there is none it says so loudly, and fails the run when
 * HANDRAIL_REQUIRE_BROWSER is true; a CHROMIUM_PATH that does not work is always an error.
 */
export async function findSharedBrowser(): Promise<void> {
  const found = await findBrowser();
  if ('executablePath' in found) {
    process.env[PROGRAM] = JSON.stringify(found);
    return;
  }
  const line = `THE BROWSER TESTS DO NOT RUN: there is no browser: ${found.unavailable}`;
  if (process.env['HANDRAIL_REQUIRE_BROWSER'] === 'true') throw new Error(line);
  process.stderr.write(`\n${line}\n\n`);
  process.env[UNAVAILABLE] = found.unavailable;
}

async function findBrowser(): Promise<BrowserProgram | NoPackagedBrowser> {
  const given = process.env['CHROMIUM_PATH'];
  if (given) return givenBrowser(given);
  const reasons: string[] = [];
  for (const executablePath of installedBrowsers()) {
    const why = await whyUnusable({ executablePath });
    if (why === undefined) return { executablePath };
    reasons.push(`${executablePath} does not work: ${why}`);
  }
  const packaged = await packagedBrowser();
  if ('unavailable' in packaged) reasons.push(packaged.unavailable);
  else {
    const why = await whyUnusable(packaged);
    if (why === undefined) return packaged;
    reasons.push(`the packaged one does not work: ${why}`);
  }
  return {
    unavailable: `install Chrome or Chromium, or set CHROMIUM_PATH (${reasons.join('; ')})`,
  };
}

async function givenBrowser(executablePath: string): Promise<BrowserProgram> {
  const why = existsSync(executablePath)
    ? await whyUnusable({ executablePath })
    : 'there is no such file';
  if (why === undefined) return { executablePath };
  throw new Error(
    `CHROMIUM_PATH: ${executablePath} cannot be used (${why}); name a Chrome or Chromium, or unset it`,
  );
}

/** The browser of this test run, or why there is none. */
export function sharedBrowser(): BrowserProgram | NoPackagedBrowser {
  const program = process.env[PROGRAM];
  if (program) return JSON.parse(program) as BrowserProgram;
  return {
    unavailable:
      process.env[UNAVAILABLE] ??
      'the test run looked for none, because no file of it is named *.browser.e2e-spec.ts',
  };
}

/** Opens the browser of this test run; whoever opens it closes it. */
export async function openBrowser(): Promise<Browser> {
  const browser = sharedBrowser();
  if ('unavailable' in browser) throw new Error(`There is no browser: ${browser.unavailable}`);
  return launchBrowser(browser);
}

/** A suite in a browser. Without one, its only test is a sentence that says so. */
export function describeInBrowser(name: string, suite: () => void): void {
  const browser = sharedBrowser();
  describe(name, () => {
    if ('executablePath' in browser) suite();
    else didNotRun(`there is no browser: ${browser.unavailable}`);
  });
}
