import { openBrowser, sharedBrowser } from '@handrail/testing';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ConsoleUnderTest } from './console-under-test.js';
import { detoxToPlace, detoxToWaitlist } from './stories.js';

type Settings = Readonly<Record<string, string>>;

/** The console's page in a real browser, on a console with a database of its own. */
export class PageUnderTest {
  context!: BrowserContext;
  page!: Page;
  /** The story every test finds there. */
  readonly first = detoxToPlace(new Date());

  readonly #browser: Browser;

  private constructor(
    readonly subject: ConsoleUnderTest,
    browser: Browser,
  ) {
    this.#browser = browser;
  }

  static async start(env: Settings = {}): Promise<PageUnderTest> {
    const browser = await openBrowser();
    const subject = await ConsoleUnderTest.start(env);
    const under = new PageUnderTest(subject, browser);
    await subject.publish(under.first, detoxToWaitlist(new Date()));
    return under;
  }

  /** A reader who was never here before, in New York. */
  async newReader(): Promise<void> {
    for (const fake of Object.values(this.subject.fakes)) fake.reset();
    this.context = await this.#browser.newContext({
      viewport: { width: 1440, height: 900 },
      timezoneId: 'America/New_York',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    this.page = await this.context.newPage();
  }

  async open(path: string, shows: string): Promise<void> {
    await this.page.goto(this.subject.url + path);
    await this.page.getByText(shows).locator('visible=true').first().waitFor();
  }

  search(): string {
    return new URL(this.page.url()).search;
  }

  path(): string {
    return new URL(this.page.url()).pathname;
  }

  titles(): Promise<string[]> {
    return this.page.locator('table.events tbody .row-link').allInnerTexts();
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.subject.stop();
  }
}

/**
 * The hooks of a spec that looks at the page: one console and one browser for the file, and a reader who
 * was never here before for each test. `ready` hands them to the test. Without a browser nothing is
 * started: the suites of the file, each described by `describeInBrowser`, then say that they did not run.
 */
export function onPage(
  ready: (under: PageUnderTest) => void | Promise<void>,
  settings: () => Promise<Settings> = () => Promise.resolve({}),
) {
  let under: PageUnderTest;
  if ('executablePath' in sharedBrowser()) {
    beforeAll(async () => {
      under = await PageUnderTest.start(await settings());
    });
    afterAll(() => under?.stop());
    beforeEach(async () => {
      await under.newReader();
      await ready(under);
    });
    afterEach(() => under.context.close());
  }
  return {
    open: (path: string, shows: string) => under.open(path, shows),
    search: () => under.search(),
    titles: () => under.titles(),
  };
}

/** Reads until it is what is wanted; the last reading is what a failure shows. */
export async function until<T>(read: () => T | Promise<T>, wanted: T): Promise<void> {
  const end = Date.now() + 10_000;
  while (JSON.stringify(await read()) !== JSON.stringify(wanted) && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await read()).toEqual(wanted);
}
