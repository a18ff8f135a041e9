import { describeInBrowser, dialogsSettle } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { capacityRow } from '../testing/fake-capacity.js';
import { FakeDesk } from '../testing/fake-desk.js';
import { onPage, until } from '../testing/page-under-test.js';

let page: Page;
let desk: FakeDesk;
const { open } = onPage(async (under) => {
  ({ page } = under);
  desk = new FakeDesk();
  under.subject.fakes.scheduling.more = desk.scheduling;
  under.subject.fakes.intake.more = desk.intake;
  await page.addInitScript(`localStorage.setItem('handrail-worker', 'desk-2\\ncare-coordinator')`);
});

/** What the keys have reached. */
const focused = async () =>
  page.evaluate<string>(
    `(({ labels, ariaLabel, innerText }) => ariaLabel ?? labels?.[0]?.innerText ?? innerText)(document.activeElement)`,
  );

async function tabTo(name: RegExp): Promise<void> {
  await dialogsSettle(page);
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if (name.test((await focused()).trim())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Nothing is called ${String(name)} within sixty steps of the Tab key`);
}

const textOf = async (name: string) =>
  (await page.getByRole('region', { name }).innerText()).replace(/\s+/g, ' ');

describeInBrowser('the admission desk of a program', () => {
  it('is chosen by name, and says who starts when, with which needs, and what is free', async () => {
    await open('/care/desk', 'No program chosen');
    await page.getByLabel('Program').selectOption('Harbor Intensive Outpatient');
    await page.getByText('Pregnant, Speaks Spanish only').waitFor();
    expect(new URL(page.url()).search).toBe('?program=harbor-evening');
    const people = await page.getByRole('region', { name: 'People with a place' }).locator('tr');
    const states = (await people.allInnerTexts()).map((row) => row.replace(/\s+/g, ' '));
    // Who has not come yet is first, in the order of the first day.
    expect(states.map((row) => /(Expected|Came)$/.exec(row.trim())?.[0] ?? 'head')).toEqual([
      'head',
      'Expected',
      'Expected',
      'Came',
    ]);
    await page.getByText('Places of each track').waitFor();
  });

  it('answers offers by keyboard alone, first to lapse first, a refusal with its reason', async () => {
    const [first, second] = desk.offers;
    await open('/care/desk?program=harbor-evening', 'Wheelchair');
    const waiting = () =>
      page
        .locator('tr[data-offer]')
        .evaluateAll((rows) =>
          (rows as { dataset: Record<string, string> }[]).map((row) => row.dataset['offer']),
        );
    expect(await waiting()).toEqual([first!.id, second!.id]);
    await tabTo(/^Decline: /);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator(':focus').waitFor();
    await tabTo(/^Reason/);
    await page.keyboard.type('Not suitable');
    await tabTo(/^Decline$/);
    await page.keyboard.press('Enter');
    await until(waiting, [second!.id]);
    // An older scheduling keeps nobody's name with an answer, and refuses what it does not know.
    desk.refusesNames = true;
    await tabTo(/^Accept: /);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').locator(':focus').waitFor();
    await tabTo(/^Accept$/);
    await page.keyboard.press('Enter');
    await page.getByText('No offer waits for an answer.').waitFor();
    expect(desk.answered).toEqual([
      { id: first!.id, answer: 'decline', body: { by: 'desk-2', reason: 'not-suitable' } },
      { id: second!.id, answer: 'accept', body: {} },
    ]);
  });

  it('confirms the places as they are, with one key', async () => {
    await open('/care/desk?program=harbor-evening', 'Mark the rest attended');
    await page.getByRole('button', { name: 'Confirm the places of evening' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/taken, confirmed now\.$/).waitFor();
    const { capacity, plannedCapacity, confirmed, takenElsewhere } = capacityRow();
    expect(desk.counted).toEqual([
      {
        ...{ by: 'desk-2', reason: 'counted', capacity: plannedCapacity ?? capacity.value },
        occupied: confirmed.value + takenElsewhere.value,
      },
    ]);
  });

  it('records a session for everybody at once by keyboard alone, and shows hours so far', async () => {
    await open('/care/desk?program=harbor-evening', 'Mark the rest attended');
    const [came, missed] = desk.people;
    const today = new Date().toISOString().slice(0, 10);
    await until(async () => /9/.test(await textOf('Attendance')), true);
    const record = page.getByRole('button', { name: /^Record/ });
    expect(await record.isDisabled()).toBe(true);
    await page.locator(`input[name="${missed!.id}"][value="no-show"]`).focus();
    await page.keyboard.press('Space');
    await tabTo(/^Mark the rest attended$/);
    await page.keyboard.press('Enter');
    await tabTo(/^Record 2 people$/);
    await page.keyboard.press('Enter');
    await page.getByText('Recorded for 2 people.').waitFor();
    // Who starts on a later day is not asked about.
    expect(desk.sheets).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/) as string,
        ...{ by: 'desk-2', programId: 'harbor-evening', trackId: 'evening' },
        sessionStartsAt: `${today}T00:30:00.000Z`,
        sessionEndsAt: `${today}T03:30:00.000Z`,
        entries: [
          { placementId: came!.id, personId: came!.personId, attendance: 'attended' },
          { placementId: missed!.id, personId: missed!.personId, attendance: 'no-show' },
        ],
      },
    ]);
    await until(
      () => page.locator(`input[name="${missed!.id}"][value="no-show"]`).isChecked(),
      true,
    );
  });
});
