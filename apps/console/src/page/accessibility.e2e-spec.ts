import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { buildPage, openBrowser, violationsOf } from '../testing/browser.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { STORIES, detoxToPerson, detoxToPlace } from '../testing/stories.js';
import { trouble } from '../testing/trouble.js';

jest.setTimeout(180_000);

const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;

let subject: ConsoleUnderTest;
let browser: Browser;
/** One page for all screens: what is measured is the page, not how often a browser can start one. */
let page: Page;
const complaints: string[] = [];
let built: ReturnType<typeof buildPage>;
let person: string;
let placed: string;

beforeAll(async () => {
  built = buildPage();
  browser = await openBrowser();
  subject = await ConsoleUnderTest.start({ HANDRAIL_CONSOLE_WEB_DIR: built.folder });
  const now = Date.now();
  const told = STORIES.map((story, at) => story(new Date(now - (at + 1) * 300_000)));
  const last = detoxToPlace(new Date(now - 60_000));
  await subject.tell(...told, detoxToPerson(new Date(now - 18_000_000)), last);
  trouble(subject.fakes);
  person = last.personId;
  const context = await browser.newContext({ viewport: SIZES.wide, timezoneId: 'Asia/Tokyo' });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  placed = last.events.find((one) => one.record.headers['ce_type']?.includes('confirmed'))!.id;
});
afterAll(async () => {
  await browser?.close();
  await subject?.stop();
  built?.remove();
});

interface Screen {
  readonly name: string;
  readonly path: () => string;
  readonly title: string;
  /** Text that is there only once the screen has its data. */
  readonly shows: string;
  readonly then?: (page: Page) => Promise<void>;
}

const SCREENS: readonly Screen[] = [
  { name: 'overview', path: () => '/', title: 'Overview', shows: 'Placed today, by trigger' },
  { name: 'events', path: () => '/events', title: 'Live events', shows: 'Place confirmed: IOP' },
  {
    name: 'event',
    path: () => `/events?event=${placed}`,
    title: 'Live events',
    shows: 'Causes and effects',
  },
  {
    name: 'events-none',
    path: () => '/events?outcome=ended&range=15m',
    title: 'Live events',
    shows: 'No event matches',
  },
  {
    name: 'people',
    path: () => '/people',
    title: 'People',
    shows: 'People with the newest events',
  },
  {
    name: 'search',
    path: () => '/people?q=MSG-unknown',
    title: 'People',
    shows: 'Nothing has this id',
  },
  {
    name: 'journey',
    path: () => `/people/${person}`,
    title: 'Journey of ',
    shows: 'Level of care decided: IOP',
    then: (page) => page.locator('.decision summary').first().click(),
  },
  {
    name: 'reassessments',
    path: () => '/reassessments?status=active&sort=due',
    title: 'Reassessments',
    shows: 'Overdue',
  },
  { name: 'placements', path: () => '/placements', title: 'Placements', shows: 'Confirmed' },
  {
    name: 'parked',
    path: () => '/parked',
    title: 'Parked events',
    shows: 'A rule failed: unknown track',
    then: (page) => page.getByRole('button', { name: /^Show 20 events/ }).click(),
  },
  {
    name: 'discard',
    path: () => '/parked',
    title: 'Parked events',
    shows: 'A rule failed: unknown track',
    then: async (page) => {
      await page.getByRole('button', { name: /^Discard 20 events/ }).click();
      await page.getByText('discard 20', { exact: true }).waitFor();
    },
  },
  { name: 'services', path: () => '/services', title: 'Services', shows: 'Degraded' },
  {
    name: 'service',
    path: () => '/services/scheduling',
    title: 'Scheduling',
    shows: 'Oldest waits',
  },
  {
    name: 'help',
    path: () => '/services',
    title: 'Services',
    shows: 'Degraded',
    then: async (page) => {
      await page.keyboard.press('?');
      await page.getByText('Use single-key shortcuts').waitFor();
    },
  },
  {
    name: 'not-found',
    path: () => '/nowhere',
    title: 'Not found',
    shows: 'There is no such screen',
  },
];

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env['HANDRAIL_SCREENSHOTS_DIR'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** Opened once per screen; theme and size change under it, as they do for a reader. */
async function problemsOf(page: Page, screen: Screen): Promise<object[]> {
  const problems: object[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.waitForTimeout(60);
      const where = `${screen.name}-${size}-${colorScheme}`;
      await shoot(page, where);
      // Only colours change with the theme, so the second one is asked about those alone.
      const found = await violationsOf(
        page,
        colorScheme === 'dark' ? ['color-contrast'] : undefined,
      );
      for (const one of found)
        if (one.impact === 'serious' || one.impact === 'critical') problems.push({ where, ...one });
      const shown = await page.evaluate(`document.documentElement.dataset.mantineColorScheme`);
      if (shown !== colorScheme) problems.push({ where, shown });
      const over = await page.evaluate(`document.documentElement.scrollWidth - innerWidth`);
      if (over !== 0) problems.push({ where, over });
    }
  }
  return problems;
}

describe('every screen, in both themes, wide and narrow', () => {
  it.each(SCREENS.map((screen) => [screen.name, screen] as const))(
    'is usable by everybody: %s',
    async (_, screen) => {
      complaints.length = 0;
      await page.setViewportSize(SIZES.wide);
      await page.goto(subject.url + screen.path());
      await page.getByText(screen.shows).locator('visible=true').first().waitFor();
      await screen.then?.(page);
      expect(await page.title()).toMatch(new RegExp(`^${screen.title}.* · Handrail$`));
      expect(await problemsOf(page, screen)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
