import { describeInBrowser } from '@handrail/testing';
import type { Page } from 'playwright-core';
import type { ConsoleUnderTest } from '../testing/console-under-test.js';
import { onPage, until, type PageUnderTest } from '../testing/page-under-test.js';
import { detoxToPlace, detoxToWaitlist, leftEarly } from '../testing/stories.js';

let under: PageUnderTest;
let subject: ConsoleUnderTest;
let page: Page;
const { open, search, titles } = onPage((started) => {
  under = started;
  ({ subject, page } = under);
});

describeInBrowser('live events', () => {
  it('come by themselves, newest on top; a pause holds and counts them', async () => {
    await open('/events', 'Place confirmed: IOP');
    const before = (await titles()).length;
    await page.waitForTimeout(600);
    await subject.publish(leftEarly(new Date()));
    await until(async () => (await titles()).length, before + 3);
    expect((await titles()).slice(0, 3)).toContain('Detox left against advice');

    await page.getByRole('button', { name: /^Live/ }).click();
    expect(search()).toBe('?live=off');
    await subject.publish(leftEarly(new Date()), leftEarly(new Date()));
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
    await until(search, '?service=scheduling');
    await page.getByLabel('Outcome').selectOption('waiting');
    await until(search, '?outcome=waiting&service=scheduling');
    await until(titles, ['Waiting for a place: IOP']);
    await page.waitForTimeout(600);
    await subject.publish(detoxToPlace(new Date()), detoxToWaitlist(new Date()));
    await until(titles, ['Waiting for a place: IOP', 'Waiting for a place: IOP']);

    await page.reload();
    await until(titles, ['Waiting for a place: IOP', 'Waiting for a place: IOP']);
    expect(await page.getByLabel('Outcome').inputValue()).toBe('waiting');
    await page.goBack();
    await until(search, '?service=scheduling');
    expect(await page.getByLabel('Outcome').inputValue()).toBe('');
    await page.goBack();
    await until(search, '');
    await page.goForward();
    await until(async () => page.getByLabel('Service').inputValue(), 'scheduling');
    await page.getByRole('button', { name: 'Clear all' }).click();
    await until(search, '');
  });

  it('take a whole person id only', async () => {
    await open('/events', 'Place confirmed: IOP');
    await page.getByLabel('Person', { exact: true }).fill('6a0c');
    await page.getByText('A whole person id is needed').waitFor();
    await page.getByLabel('Person', { exact: true }).fill(under.first.personId);
    await page.keyboard.press('Enter');
    await until(search, `?personId=${under.first.personId}`);
    const own = under.first.events.filter(
      (event) => event.record.key === under.first.personId,
    ).length;
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
    const placed = under.first.events.find((event) =>
      event.record.headers['ce_type']?.includes('placement-confirmed'),
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

describeInBrowser('a page that hears nothing for long', () => {
  it('says so above everything, dims, and is itself again when it hears', async () => {
    await page.clock.install();
    await open('/', 'Placed today, by trigger');
    await page.getByText('Live', { exact: true }).first().waitFor();
    const banner = page.getByText(/This page is out of date: data as of \d\d:\d\d:\d\d .* ago/);
    const dimmed = page.locator('.is-out-of-date');
    expect([await banner.count(), await dimmed.count()]).toEqual([0, 0]);
    await under.context.route('**/v1/console/stream**', (route) => route.abort());
    subject.cutStreams();
    await page.getByText('Disconnected, trying again').waitFor();
    await page.clock.runFor(15_000);
    await banner.waitFor();
    await dimmed.waitFor();
    await under.context.unroute('**/v1/console/stream**');
    await page.clock.runFor(5_000);
    await banner.waitFor({ state: 'detached' });
    await dimmed.waitFor({ state: 'detached' });
  });
});

describeInBrowser('the connection', () => {
  it('says when it is lost, and reads again what was missed', async () => {
    await open('/events', 'Place confirmed: IOP');
    await page.getByText('Live', { exact: true }).first().waitFor();
    await page.waitForTimeout(600);
    const before = (await titles()).length;
    await under.context.route('**/v1/console/stream**', (route) => route.abort());
    subject.cutStreams();
    await page.getByText('Disconnected, trying again').waitFor();
    await subject.publish(leftEarly(new Date()));
    await page.waitForTimeout(500);
    expect((await titles()).length).toBe(before);
    await under.context.unroute('**/v1/console/stream**');
    await until(async () => (await titles()).length, before + 3);
    await page.getByText('Disconnected, trying again').waitFor({ state: 'detached' });
  });
});
