import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describeInBrowser, openBrowser } from '@handrail/testing';
import type { Browser, Page } from 'playwright-core';
import { violationsOf } from '../testing/violations.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { STORIES, detoxToPerson, detoxToPlace } from '../testing/stories.js';
import { careDay, careCase } from '../testing/care-cases.js';
import { FakeDesk } from '../testing/fake-desk.js';
import { placementBehind } from '../testing/fake-placement.js';
import { PLACEMENT_SCREENS } from '../testing/placement-screens.js';
import { privacyBehind } from '../testing/fake-privacy.js';
import { PRIVACY_SCREENS } from '../testing/privacy-screens.js';
import { FakeCoordination } from '../testing/fake-coordination.js';
import {
  capacityBoard,
  capacityNotices,
  harborProgram,
  harborQuestion,
  importReport,
} from '../testing/fake-capacity.js';
import { disabledWebhook, fakeDeliveries, fakeWebhooks } from '../testing/fake-webhooks.js';
import { FakeWaitlist } from '../testing/fake-waitlist.js';
import { FakeAssessment } from '../testing/fake-assessment.js';
import { CARE_SCREENS } from '../testing/care-screens.js';
import { OPERATIONS_SCREENS, type Known, type Screen } from '../testing/screens.js';
import { trouble } from '../testing/trouble.js';

jest.setTimeout(180_000);

const SIZES = { wide: { width: 1440, height: 900 }, narrow: { width: 390, height: 844 } } as const;

let subject: ConsoleUnderTest;
let browser: Browser;
/** One page for all screens: what is measured is the page, not how often a browser can start one. */
let page: Page;
const complaints: string[] = [];
let known: Known;

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
      // A page that does not follow its reader is found below; a busy machine is slow to follow.
      await page
        .locator(`html[data-mantine-color-scheme=${colorScheme}]`)
        .waitFor()
        .catch(() => undefined);
      await page.waitForTimeout(60);
      const where = `${screen.name}-${size}-${colorScheme}`;
      await shoot(page, where);
      // Only colours change with the theme, so the second one is asked about those alone.
      const found = await violationsOf(
        page,
        colorScheme === 'dark' ? ['color-contrast'] : undefined,
      );
      for (const violation of found)
        if (violation.impact === 'serious' || violation.impact === 'critical')
          problems.push({ where, ...violation });
      const shown = await page.evaluate(`document.documentElement.dataset.mantineColorScheme`);
      if (shown !== colorScheme) problems.push({ where, shown });
      const over = await page.evaluate(`document.documentElement.scrollWidth - innerWidth`);
      if (over !== 0) problems.push({ where, over });
    }
  }
  return problems;
}

describeInBrowser('every screen, in both themes, wide and narrow', () => {
  beforeAll(async () => {
    browser = await openBrowser();
    subject = await ConsoleUnderTest.start();
    const now = Date.now();
    const stories = STORIES.map((story, at) => story(new Date(now - (at + 1) * 300_000)));
    const last = detoxToPlace(new Date(now - 60_000));
    await subject.publish(...stories, detoxToPerson(new Date(now - 18_000_000)), last);
    trouble(subject.fakes);
    const assessment = new FakeAssessment();
    careDay().forEach((task) => assessment.add(task));
    const { id } = careCase(1);
    assessment.elsewhere(id, 'claim', { by: 'nurse-7' });
    subject.fakes.assessment.more = assessment.answer;
    subject.fakes.scheduling.answers.set('/v1/capacity', capacityBoard());
    subject.fakes.scheduling.answers.set('/v1/capacity/notices', capacityNotices());
    subject.fakes.scheduling.answers.set('/v1/capacity/confirm', harborQuestion());
    subject.fakes.scheduling.answers.set('/v1/programs/harbor-iop', harborProgram());
    subject.fakes.scheduling.answers.set('/v1/programs/import', importReport());
    const webhook = `/v1/webhooks/${disabledWebhook.id}`;
    const receivers = { items: fakeWebhooks, nextCursor: null };
    subject.fakes.scheduling.answers.set('/v1/webhooks', receivers);
    subject.fakes.scheduling.answers.set(webhook, disabledWebhook);
    const sent = { items: fakeDeliveries, nextCursor: null };
    subject.fakes.scheduling.answers.set(`${webhook}/deliveries`, sent);
    const [coordination, desk] = [new FakeCoordination(), new FakeDesk()];
    const waitlist = new FakeWaitlist();
    subject.fakes.scheduling.more = (asked) =>
      desk.scheduling(asked) ?? waitlist.answer(asked) ?? coordination.answer(asked);
    subject.fakes.intake.more = desk.intakeBeside(subject.fakes.intake.more);
    placementBehind(subject.fakes.scheduling);
    privacyBehind(subject.fakes, last.personId);
    const context = await browser.newContext({ viewport: SIZES.wide, timezoneId: 'Asia/Tokyo' });
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await context.addInitScript(`localStorage.setItem('handrail-worker', 'nurse-7\\nnurse')`);
    const placed = last.events.find((event) =>
      event.record.headers['ce_type']?.includes('confirmed'),
    )!.id;
    known = { person: last.personId, placed, reassessment: id };
  });
  afterAll(async () => {
    await browser?.close();
    await subject?.stop();
  });

  it.each(
    [...OPERATIONS_SCREENS, ...CARE_SCREENS, ...PLACEMENT_SCREENS, ...PRIVACY_SCREENS].map(
      (screen) => [screen.name, screen] as const,
    ),
  )('is usable by everybody: %s', async (_, screen) => {
    complaints.length = 0;
    await page.setViewportSize(SIZES.wide);
    await page.goto(subject.url + screen.path(known));
    await page.getByText(screen.shows).locator('visible=true').first().waitFor();
    await screen.then?.(page);
    expect(await page.title()).toMatch(new RegExp(`^${screen.title}.* · Handrail$`));
    expect(await problemsOf(page, screen)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
