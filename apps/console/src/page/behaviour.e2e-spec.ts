import { jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buildPage, openBrowser } from '../testing/browser.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { parkedEvent, trouble } from '../testing/trouble.js';
import { detoxToPerson, detoxToPlace, detoxToWaitlist, leftEarly } from '../testing/stories.js';

jest.setTimeout(60_000);

let subject: ConsoleUnderTest;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let built: ReturnType<typeof buildPage>;
const first = detoxToPlace(new Date());

beforeAll(async () => {
  built = buildPage();
  browser = await openBrowser();
  subject = await ConsoleUnderTest.start({ HANDRAIL_CONSOLE_WEB_DIR: built.folder });
  await subject.tell(first, detoxToWaitlist(new Date()));
});
afterAll(async () => {
  await browser?.close();
  await subject?.stop();
  built?.remove();
});
beforeEach(async () => {
  for (const fake of Object.values(subject.fakes)) fake.reset();
  context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  page = await context.newPage();
});
afterEach(() => context.close());

const open = async (path: string, shows: string) => {
  await page.goto(subject.url + path);
  await page.getByText(shows).locator('visible=true').first().waitFor();
};
const search = () => new URL(page.url()).search;
const where = () => new URL(page.url()).pathname + search();
const titles = () => page.locator('table.events tbody .row-link').allInnerTexts();
const until = async <T>(read: () => Promise<T>, wanted: T) => {
  const end = Date.now() + 10_000;
  while (JSON.stringify(await read()) !== JSON.stringify(wanted) && Date.now() < end)
    await page.waitForTimeout(50);
  expect(await read()).toEqual(wanted);
};

describe('live events', () => {
  it('come by themselves, newest on top; a pause holds and counts them', async () => {
    await open('/events', 'Place confirmed: IOP');
    const before = (await titles()).length;
    await page.waitForTimeout(600);
    await subject.tell(leftEarly(new Date()));
    await until(async () => (await titles()).length, before + 3);
    expect((await titles()).slice(0, 3)).toContain('Detox left against advice');

    await page.getByRole('button', { name: /^Live/ }).click();
    expect(search()).toBe('?live=off');
    await subject.tell(leftEarly(new Date()), leftEarly(new Date()));
    await page.getByRole('button', { name: 'Paused, 6 held' }).waitFor();
    expect((await titles()).length).toBe(before + 3);
    await page.getByRole('button', { name: '6 new events held. Show and go on live' }).click();
    await until(async () => (await titles()).length, before + 9);
    expect(search()).toBe('');
    await page.getByText('Live events run.').waitFor({ state: 'attached' });
  });

  it('are filtered by the address, which back and forward restore', async () => {
    await open('/events', 'Place confirmed: IOP');
    await page.getByLabel('Service').selectOption('scheduling');
    await until(async () => search(), '?service=scheduling');
    await page.getByLabel('Outcome').selectOption('waiting');
    await until(async () => search(), '?outcome=waiting&service=scheduling');
    await until(titles, ['Waiting for a place: IOP']);
    await page.waitForTimeout(600);
    await subject.tell(detoxToPlace(new Date()), detoxToWaitlist(new Date()));
    await until(titles, ['Waiting for a place: IOP', 'Waiting for a place: IOP']);

    await page.reload();
    await until(titles, ['Waiting for a place: IOP', 'Waiting for a place: IOP']);
    expect(await page.getByLabel('Outcome').inputValue()).toBe('waiting');
    await page.goBack();
    await until(async () => search(), '?service=scheduling');
    expect(await page.getByLabel('Outcome').inputValue()).toBe('');
    await page.goBack();
    await until(async () => search(), '');
    await page.goForward();
    await until(async () => page.getByLabel('Service').inputValue(), 'scheduling');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await until(async () => search(), '');
  });

  it('take a whole person id only', async () => {
    await open('/events', 'Place confirmed: IOP');
    await page.getByLabel('Person', { exact: true }).fill('6a0c');
    await page.getByText('A whole person id is needed').waitFor();
    await page.getByLabel('Person', { exact: true }).fill(first.personId);
    await page.keyboard.press('Enter');
    await until(async () => search(), `?personId=${first.personId}`);
    const own = first.events.filter((one) => one.record.key === first.personId).length;
    await until(async () => (await titles()).length, own);
  });

  it('open beside the list with payload, headers, causes and a link to copy', async () => {
    await open('/events?type=handrail.scheduling.placement-confirmed.v1', 'Place confirmed: IOP');
    await page.locator('[data-row]').last().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Causes and effects').waitFor();
    const text = await dialog.innerText();
    expect(text).toContain('"programId": "harbor-iop"');
    expect(text).toContain('Detox completed');
    expect(await dialog.locator('[aria-current]').innerText()).toBe('Place confirmed: IOP');
    await dialog.getByText('Headers').click();
    expect(await dialog.innerText()).toContain('ce_correlationid');
    await dialog.getByRole('button', { name: 'Copy link' }).click();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    const placed = first.events.find((one) =>
      one.record.headers['ce_type']?.includes('placement-confirmed'),
    )!;
    expect(copied).toContain(`event=${placed.id}`);
    expect(copied).toContain('tz=local');
    await dialog.getByRole('button', { name: 'Copy as curl' }).click();
    const curl = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(curl).toBe(`curl -s '${subject.url}/v1/console/events/${placed.id}'`);

    await dialog.getByRole('button', { name: 'Detox completed' }).click();
    await dialog.getByRole('heading', { name: 'Detox completed' }).waitFor();
    await page.goBack();
    await dialog.getByRole('heading', { name: 'Place confirmed: IOP' }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(search()).toBe('?type=handrail.scheduling.placement-confirmed.v1');

    await page.goto(copied);
    await page.getByRole('dialog').getByText('"programId": "harbor-iop"').waitFor();
  });
});

describe('the connection', () => {
  it('says when it is lost, and reads again what was missed', async () => {
    await open('/events', 'Place confirmed: IOP');
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.waitForTimeout(600);
    const before = (await titles()).length;
    await context.route('**/v1/console/stream**', (route) => route.abort());
    subject.cutStreams();
    await page.getByText('Disconnected, trying again').waitFor();
    await subject.tell(leftEarly(new Date()));
    await page.waitForTimeout(500);
    expect((await titles()).length).toBe(before);
    await context.unroute('**/v1/console/stream**');
    await until(async () => (await titles()).length, before + 3);
    await page.getByText('Disconnected, trying again').waitFor({ state: 'detached' });
  });
});

describe('the keyboard', () => {
  it('goes everywhere, moves over rows and opens them', async () => {
    await open('/', 'Placed today, by trigger');
    await page.keyboard.type('ge');
    await page.getByRole('heading', { level: 1, name: 'Live events' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.locator('table.events [data-row]').first().waitFor();
    const names = await titles();
    await page.keyboard.type('jjk');
    expect(await page.evaluate('document.activeElement.innerText')).toBe(names[0]);
    await page.keyboard.press('.');
    await until(async () => search(), '?live=off');
    await page.keyboard.type('j');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Payload', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    for (const [key, path] of [
      ['p', '/people'],
      ['r', '/reassessments'],
      ['l', '/placements'],
      ['k', '/parked'],
      ['s', '/services'],
      ['o', '/'],
    ] as const) {
      await page.keyboard.type(`g${key}`);
      await until(async () => new URL(page.url()).pathname, path);
    }
  });

  it('finds by slash, without shortcuts getting into what is typed', async () => {
    await open('/', 'Placed today, by trigger');
    await page.keyboard.press('/');
    await page.keyboard.type(`gs ?${first.personId}`);
    expect(where()).toBe('/');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('searchbox').fill(first.personId.slice(-8));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Journey of ${first.personId.slice(-8)}` }).waitFor();
    expect(where()).toBe(`/people/${first.personId}`);
  });

  it('leaves single keys alone when they are turned off, and keeps that', async () => {
    await open('/', 'Placed today, by trigger');
    await page.keyboard.press('?');
    await page.getByLabel('Use single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.type('ge');
    await page.reload();
    await page.getByText('Placed today, by trigger').waitFor();
    await page.keyboard.type('ge');
    await page.waitForTimeout(300);
    expect(where()).toBe('/');
    await page.keyboard.press('?');
    expect(await page.getByLabel('Use single-key shortcuts').isChecked()).toBe(false);
  });

  it('skips to the content first', async () => {
    await open('/events', 'Place confirmed: IOP');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(`document.activeElement.closest('main') !== null`)).toBe(true);
  });
});

describe('what the reader prefers', () => {
  it('keeps the theme, and follows the system until then', async () => {
    const theme = () => page.evaluate(`document.documentElement.dataset.mantineColorScheme`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await open('/', 'Placed today, by trigger');
    expect(await theme()).toBe('dark');
    await page.getByRole('button', { name: 'System theme. Change it' }).click();
    expect(await theme()).toBe('light');
    await page.reload();
    await page.getByText('Placed today, by trigger').waitFor();
    expect(await theme()).toBe('light');
  });

  it('shows every time in the zone it names', async () => {
    await open('/events', 'Place confirmed: IOP');
    const cell = page.locator('table.events time').first();
    const at = new Date((await cell.getAttribute('datetime')) ?? '');
    const clock = (timeZone: string) => at.toLocaleTimeString('en-GB', { timeZone });
    expect(await cell.innerText()).toBe(clock('America/New_York'));
    expect(await page.locator('.freshness').innerText()).toContain('America/New_York');
    await page.getByRole('button', { name: /^Local times/ }).click();
    await until(() => cell.innerText(), clock('UTC'));
    expect(await cell.getAttribute('title')).toContain('UTC');
    await page.goto(`${subject.url}/events?tz=local`);
    await page.locator('.freshness-age').waitFor();
    expect(await page.locator('.freshness').innerText()).toContain('America/New_York');
  });
});

describe('the overview', () => {
  it('leads from every number to the rows it counts', async () => {
    await subject.tell(detoxToPerson(new Date(Date.now() - 18_000_000)), detoxToPerson(new Date()));
    trouble(subject.fakes);
    await open('/', 'Placed today, by trigger');
    const rows = async () => await page.locator('main tbody tr').count();
    for (const name of [
      /^Reassessments open/,
      /overdue$/,
      /for a person$/,
      /^Placed today \d/,
      /waiting$/,
    ]) {
      const number = page.locator('.figures').getByRole('link', { name });
      const counted = Number(/\d+/.exec(await number.innerText())![0]);
      await number.click();
      await page.locator('main tbody tr, .state-title').first().waitFor();
      await until(rows, counted);
      await page.goBack();
      await page.getByText('Placed today, by trigger').waitFor();
    }
    const detox = page.locator('.bars').getByRole('link', { name: /^Detox completed/ });
    const placed = Number(/\d+/.exec(await detox.innerText())![0]);
    await detox.click();
    await until(async () => search(), '?confirmed=today&trigger=detox-completed');
    await until(rows, placed);
  });

  it('tells services apart that are down, degraded and up', async () => {
    trouble(subject.fakes);
    await open('/', 'Degraded');
    const tile = (name: string) => page.locator('.tile').filter({ hasText: name });
    expect(await tile('Intake').innerText()).toMatch(/Up[\s\S]*Parked\s+2/);
    expect(await tile('Scheduling').innerText()).toMatch(
      /Degraded[\s\S]*4 min[\s\S]*20 persons are parked for rule-threw:unknown-track/,
    );
    expect(await tile('Outcomes').innerText()).toMatch(/Down[\s\S]*status page answered 500/);
    await tile('Scheduling').getByRole('link', { name: '4 min' }).click();
    await page.getByRole('heading', { level: 1, name: 'Scheduling' }).waitFor();
    const lag = page.getByRole('table', { name: /longest wait first/ }).locator('tbody tr');
    expect(await lag.first().innerText()).toMatch(/handrail\.assessment\s+3\s+120\s+4 min/);
  });
});

describe('a journey', () => {
  it('tells the story with causes and unfolds the decision', async () => {
    await open(`/people/${first.personId}`, 'Level of care decided: IOP');
    const story = page.locator('.timeline .moment-title');
    const newest = await story.allInnerTexts();
    await page.getByRole('button', { name: 'Newest first' }).click();
    await until(async () => search(), '?order=oldest');
    expect(await story.allInnerTexts()).toEqual(newest.toReversed());
    const decided = page.locator('.moment', { hasText: 'Level of care decided: IOP' }).first();
    expect(await decided.innerText()).toContain('because: Reassessment opened');
    expect(await decided.getByText('at least IOP').first().isVisible()).toBe(false);
    await decided.locator('summary').click();
    expect(await decided.innerText()).toMatch(/R4-d4\s+d4 = 2\s+at least IOP/);
    expect(await decided.innerText()).toContain('Would change if d5 were 3 (PHP).');
    expect(await page.locator('.now').innerText()).toContain('IOP Intensive outpatient');
  });
});

describe('parked events', () => {
  it('are given up only with a reason and the number typed', async () => {
    subject.fakes.scheduling.parked = Array.from({ length: 12 }, (_, at) => parkedEvent(at));
    await open('/parked', 'A rule failed: unknown track');
    await page.getByRole('button', { name: /^Discard 12 events/ }).click();
    const dialog = page.getByRole('dialog');
    const go = dialog.getByRole('button', { name: 'Discard 12 events' });
    expect(await dialog.innerText()).toContain('12 events will be given up for good');
    await dialog.getByLabel('Reason').fill('cannot be repaired');
    expect(await go.isDisabled()).toBe(true);
    await dialog.getByLabel(/To go on, type/).fill('discard 12');
    await go.click();
    await dialog.getByText('12 events discarded').waitFor();
    await page.getByText('Nothing is parked').waitFor();
    expect(subject.fakes.scheduling.acts).toHaveLength(12);
    const done = page.getByRole('table', { name: 'Acts of operators, newest first' });
    expect(await done.locator('tbody tr').first().innerText()).toMatch(
      /Discard 12\s+Scheduling\s+A rule failed: unknown track\s+cannot be repaired/,
    );
  });

  it('are tried again one by one, and say what failed again', async () => {
    subject.fakes.scheduling.parked = [parkedEvent(0), parkedEvent(1)];
    subject.fakes.scheduling.stubborn.add(parkedEvent(1).id);
    await open('/parked', 'A rule failed: unknown track');
    await page.getByRole('button', { name: /^Show 2 events/ }).click();
    await page.getByRole('button', { name: `Retry event ${parkedEvent(0).id.slice(-8)}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('release 12 is out');
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Retry 1 event' }).click();
    await dialog.getByText('1 event applied').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Retry 1 event: A rule failed/ }).click();
    await dialog.getByLabel('Reason').fill('once more');
    await dialog.getByRole('button', { name: 'Retry 1 event' }).click();
    await dialog.getByText('it failed again').waitFor();
    expect(subject.fakes.scheduling.parked.map((one) => one.id)).toEqual([parkedEvent(1).id]);
  });

  it('refuse when there are more than the reader saw', async () => {
    subject.fakes.scheduling.parked = [parkedEvent(0)];
    await open('/parked', 'A rule failed: unknown track');
    await page.getByRole('button', { name: /^Retry 1 event: A rule failed/ }).click();
    subject.fakes.scheduling.parked = [parkedEvent(0), parkedEvent(1)];
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('release 12 is out');
    await dialog.getByRole('button', { name: 'Retry 1 event' }).click();
    await dialog.getByText('The group has 2 events now, not 1.').waitFor();
    expect(subject.fakes.scheduling.acts).toEqual([]);
  });
});
