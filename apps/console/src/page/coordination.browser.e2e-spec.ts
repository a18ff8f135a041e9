import { describeInBrowser, dialogsSettle } from '@handrail/testing';
import type { Page } from 'playwright-core';
import type { ConsoleUnderTest } from '../testing/console-under-test.js';
import { FakeCoordination } from '../testing/fake-coordination.js';
import { onPage, until } from '../testing/page-under-test.js';

let subject: ConsoleUnderTest;
let page: Page;
const { open } = onPage((started) => {
  ({ subject, page } = started);
});

const dialog = () => page.getByRole('dialog').last();

describeInBrowser('placements that software could not settle', () => {
  it('are reviewed with what came of it by keyboard alone, and put back', async () => {
    const scheduling = new FakeCoordination();
    subject.fakes.scheduling.more = scheduling.answer;
    await page.addInitScript(`localStorage.setItem('handrail-worker', 'nurse-7\\nnurse')`);
    await open('/care/coordination?list=no-program', '7 programs: no care in pregnancy');
    await page.getByText('3 programs: other regions only').waitFor();
    await page.getByRole('link', { name: 'To look at' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Began at another program instead').waitFor();
    const rows = page.locator('tr[data-placement]');
    await rows
      .getByRole('button', { name: /^Reviewed/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await dialog().getByLabel('What came of it').waitFor();
    await dialog().locator(':focus').waitFor();
    await page.keyboard.type('Arranged');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(() => rows.count(), 1);
    await dialogsSettle(page);
    await page.getByRole('button', { name: 'Put it back' }).focus();
    await page.keyboard.press('Enter');
    await until(() => rows.count(), 2);
    expect(scheduling.done).toEqual([
      { act: 'reviewed', body: { by: 'nurse-7', reason: 'arranged-elsewhere' } },
      { act: 'review-again', body: { by: 'nurse-7', reason: 'mistake' } },
    ]);
  });

  it('who was not asked about their place is, and the answer is recorded by keyboard alone', async () => {
    const scheduling = new FakeCoordination();
    subject.fakes.scheduling.more = scheduling.answer;
    await page.addInitScript(`localStorage.setItem('handrail-worker', 'nurse-7\\nnurse')`);
    await open('/care/coordination?list=to-ask', 'Was given a place and not asked yet');
    const rows = page.locator('tr[data-placement]');
    await until(() => rows.count(), 2);
    await rows
      .getByRole('button', { name: /^Answer/ })
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await dialog().locator(':focus').waitFor();
    await page.keyboard.type('No');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until(() => rows.count(), 1);
    expect(scheduling.done).toEqual([
      { act: 'person-answer', body: { by: 'nurse-7', answer: 'no' } },
    ]);
  });
});
