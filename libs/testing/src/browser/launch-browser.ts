import type { Browser } from 'playwright-core';

/** A browser on this machine, and what its process needs in its environment beside what there is. */
export interface BrowserProgram {
  readonly executablePath: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** No GPU, no sandbox (tests run as root in containers), nothing that talks to the outside. */
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(program: BrowserProgram): Promise<Browser> {
  // Loaded here, because most tests and all programs that they start never open a browser.
  const { chromium } = await import('playwright-core');
  const { executablePath, environment } = program;
  return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...environment } });
}

/** Why this program cannot be used for tests, found out by opening an empty page; undefined when it can. */
export async function whyUnusable(program: BrowserProgram): Promise<string | undefined> {
  try {
    const browser = await launchBrowser(program);
    try {
      const page = await browser.newPage();
      await page.goto('about:blank');
    } finally {
      await browser.close();
    }
    return undefined;
  } catch (error) {
    return firstComplaint(error instanceof Error ? error.message : String(error));
  }
}

/** Playwright adds its whole command line and log: the line with the program's own error says most. */
function firstComplaint(message: string): string {
  const lines = message.split('\n').map((line) => line.trim());
  const own = lines.find((line) => /error while loading|not found|cannot|denied/i.test(line));
  return (own ?? lines[0] ?? '').slice(0, 300);
}
