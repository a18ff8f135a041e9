import { describeInBrowser } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { onPage, until, type PageUnderTest } from '../testing/page-under-test.js';

let under: PageUnderTest;
let page: Page;
const { open, search, titles } = onPage((started) => {
  under = started;
  ({ page } = under);
});

describeInBrowser('the keyboard', () => {
  it('goes everywhere, moves over rows and opens them', async () => {
    await open('/', 'Placed today, by trigger');
    await page.keyboard.type('ge');
    await page.getByRole('heading', { level: 1, name: 'Live events' }).waitFor();
    await until(() => page.evaluate('document.activeElement.tagName'), 'H1');
    await page.locator('table.events [data-row]').first().waitFor();
    const names = await titles();
    await page.keyboard.type('jjk');
    expect(await page.evaluate('document.activeElement.innerText')).toBe(names[0]);
    await page.keyboard.press('.');
    await until(search, '?live=off');
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
      ['q', '/care/queue'],
      ['y', '/care/policies'],
      ['w', '/care/what-if'],
      ['o', '/'],
    ] as const) {
      await page.keyboard.type(`g${key}`);
      await until(() => under.path(), path);
    }
  });

  it('finds by slash, without shortcuts getting into what is typed', async () => {
    await open('/', 'Placed today, by trigger');
    await page.keyboard.press('/');
    await page.keyboard.type(`gs ?${under.first.personId}`);
    expect(under.path() + search()).toBe('/');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('searchbox').fill(under.first.personId.slice(-8));
    await page.keyboard.press('Enter');
    await page
      .getByRole('heading', { name: `Journey of ${under.first.personId.slice(-8)}` })
      .waitFor();
    expect(under.path() + search()).toBe(`/people/${under.first.personId}`);
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
    expect(under.path() + search()).toBe('/');
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

describeInBrowser('what the reader prefers', () => {
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
    await page.goto(`${under.subject.url}/events?tz=local`);
    await page.locator('.freshness-age').waitFor();
    expect(await page.locator('.freshness').innerText()).toContain('America/New_York');
  });
});
