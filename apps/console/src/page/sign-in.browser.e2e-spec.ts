import { describeInBrowser } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { LocalSignIn } from '../testing/local-sign-in.js';
import { onPage } from '../testing/page-under-test.js';
import { violationsOf } from '../testing/violations.js';

let signIn: LocalSignIn;
let page: Page;
const { open } = onPage(
  (under) => {
    page = under.page;
  },
  async () => {
    signIn = await LocalSignIn.prepare();
    return signIn.settings;
  },
);
afterAll(() => signIn?.remove());

async function answer(account: string, password: string): Promise<void> {
  await page.getByLabel('Account').fill(account);
  await page.locator('input[type="password"]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

describeInBrowser('a console people sign in to', () => {
  it('asks whoever comes, and brings them to the page they wanted, under their own name', async () => {
    await open('/care/queue', 'Password');
    expect(await page.title()).toContain('Sign in');
    expect(await violationsOf(page)).toEqual([]);
    await answer('nurse-1', 'a guess');
    await page
      .getByRole('alert')
      .getByText(/do not belong together/)
      .waitFor();
    await answer('nurse-1', await signIn.passwordOf('nurse-1'));
    await page.getByRole('heading', { name: 'Work queue' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/care/queue');
    // A nurse is led to what nurses do.
    const menu = page.getByRole('navigation', { name: 'Screens' });
    await menu.getByRole('link', { name: 'Waiting list' }).waitFor();
    for (const name of ['Feeds', 'Parked', 'Identity reviews', 'Admission desk'])
      expect([name, await menu.getByRole('link', { name }).count()]).toEqual([name, 0]);
    // Services are for everybody to see, who can sign in here is not.
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    await menu.getByRole('link', { name: 'Services' }).click();
    await page.getByRole('row', { name: /^Intake/ }).waitFor();
    expect(await page.getByText('Accounts of this machine').count()).toBe(0);
    expect(asked).not.toContain('/v1/console/accounts');
    // Nobody asks who works here: that is known.
    expect(await page.getByRole('button', { name: 'Say who works here' }).count()).toBe(0);
  });

  it('shows whoever runs it who can sign in, on wide and narrow screens, in both themes', async () => {
    await open('/services', 'Password');
    await answer('operator-1', await signIn.passwordOf('operator-1'));
    const accounts = page.getByRole('table', { name: /Who can sign in here/ });
    await accounts.getByRole('row', { name: /privacy-1.*privacy-officer/ }).waitFor();
    expect(await accounts.getByRole('row').count()).toBe(9);
    for (const [scheme, width] of [
      ['light', 1_280],
      ['dark', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      expect([scheme, await violationsOf(page)]).toEqual([scheme, []]);
      const overflows = 'document.documentElement.scrollWidth > window.innerWidth';
      expect([scheme, await page.evaluate<boolean>(overflows)]).toEqual([scheme, false]);
    }
    await page.setViewportSize({ width: 1_280, height: 900 });
  });

  it('says who somebody is and what they may, and lets them go', async () => {
    await open('/care/queue', 'Password');
    await answer('nurse-1', await signIn.passwordOf('nurse-1'));
    await page
      .getByRole('button', { name: /^nurse-1: who am I/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You are signed in as nurse-1.').waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual(
      expect.arrayContaining(['work on reassessments and draft a determination']),
    );
    expect(await violationsOf(page)).toEqual([]);
    const next = 'tall ships and short words';
    await dialog.getByLabel('Present password').fill(await signIn.passwordOf('nurse-1'));
    await dialog.getByLabel('New password').fill(next);
    await page.keyboard.press('Enter');
    await dialog.getByText('You are signed out everywhere else.').waitFor();
    await dialog.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByText('You are signed out.').waitFor();
    await page.goto(`${signIn.url}/care/queue`);
    await answer('nurse-1', next);
    await page.getByRole('heading', { name: 'Work queue' }).waitFor();
  });
});
