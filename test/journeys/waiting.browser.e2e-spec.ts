import { describeInBrowser, eventually } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { tabTo } from './keyboard.js';
import { DESK, NetworkInBrowser } from './network-in-browser.js';
import { minutesAgo, patient, type Network } from './network.js';

// Real: all five services with their databases and the Postgres log, and the page in Chromium.
let under: NetworkInBrowser | undefined;
let network: Network;
let page: Page;

const dialog = () => page.getByRole('dialog').last();
const row = () => page.locator('tr[data-waiting]').first();
const noted = () => page.getByRole('status').getByText(/: noted for/);

/**
 * By keyboard alone: opens the dialog of the first row, chooses an act by its first letters, and sends it. The
 * allocator may have looked at the person meanwhile: then the dialog says so, and one begins anew.
 */
async function act(title: string, fill: () => Promise<void> = () => Promise.resolve()) {
  for (let attempt = 1; ; attempt += 1) {
    await row().getByRole('button', { name: /^Act/ }).focus();
    await page.keyboard.press('Enter');
    await dialog().locator(':focus').waitFor();
    await tabTo(page, 'What is done');
    await page.keyboard.type(title);
    await fill();
    await tabTo(page, title);
    await page.keyboard.press('Enter');
    const closed = dialog().waitFor({ state: 'detached', timeout: 5_000 });
    if (await closed.then(() => true).catch(() => false)) return await noted().waitFor();
    const refusal = await dialog().innerText();
    if (attempt === 3) throw new Error(`"${title}" is not done: ${refusal}`);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  }
}

describeInBrowser('whoever keeps the waiting list', () => {
  let person: string;

  beforeAll(async () => {
    under = await NetworkInBrowser.start();
    ({ network, page } = under);
    await network.openProgram(0);
    await network.discharged(patient(1), minutesAgo(30));
    person = await network.personId(patient(1));
    await network.placed(person, 'waitlisted');
  }, 90_000);
  afterAll(() => under?.stop());

  it('sees who waits and what is owed, and notes everything by keyboard alone', async () => {
    await under!.open('/care/waiting', 'Waiting list');
    await row().getByText('Others').waitFor();
    await row().locator('td.wide [data-clock="contact"][data-state="running"]').waitFor();

    await act('Contact');
    await row().getByText('Contact: reached').waitFor();
    await act('Interim services given', async () => {
      await tabTo(page, 'Counselling on HIV, TB and needle sharing');
      await page.keyboard.press('Space');
      await tabTo(page, 'Referral for HIV and TB care');
      await page.keyboard.press('Space');
    });
    await row()
      .getByText(/^Interim services: counselling on hiv/)
      .waitFor();
    await act('Cannot come for a while');
    await row().locator('td.wide [data-clock="contact"][data-state="paused"]').waitFor();
    await act('Can come again');
    await row().locator('td.wide [data-clock="contact"][data-state="running"]').waitFor();
    await act('Reason for an exception');
    await row().getByText('Exception: medical urgency').waitFor();

    await row()
      .getByRole('button', { name: /^Take back: Exception/ })
      .focus();
    await page.keyboard.press('Enter');
    await dialog().locator(':focus').waitFor();
    await tabTo(page, 'Take back');
    await page.keyboard.press('Enter');
    await row().getByText('Exception: medical urgency').waitFor({ state: 'detached' });

    await act('Take off the list');
    await eventually(async () => (await page.locator('tr[data-waiting]').count()) === 0);
    await page.getByRole('button', { name: 'Put back on the list' }).focus();
    await page.keyboard.press('Enter');
    await row().getByText('Others').waitFor();

    const { id } = await network.placed(person, 'waitlisted');
    const scheduling = network.services.url('scheduling');
    const placement = (await (await fetch(`${scheduling}/v1/placements/${id}`)).json()) as {
      acts: Array<{ kind: string; by: string }>;
    };
    expect(placement.acts.map(({ kind, by }) => `${kind} by ${by}`)).toEqual(
      [
        ...['contact', 'interim', 'pause', 'resume', 'exception'],
        ...['take-back', 'remove', 'return'],
      ].map((kind) => `${kind} by ${DESK}`),
    );
  }, 120_000);
});
