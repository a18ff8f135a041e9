import { describeInBrowser, dialogsSettle } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { careCase, careDay } from '../testing/care-cases.js';
import { FakeAssessment } from '../testing/fake-assessment.js';
import { onPage, until, type PageUnderTest } from '../testing/page-under-test.js';

let under: PageUnderTest;
let care: FakeAssessment;
let page: Page;
onPage(async (started) => {
  under = started;
  ({ page } = under);
  care = new FakeAssessment();
  under.subject.fakes.assessment.more = care.answer;
  await worksAs(page, 'nurse-7');
});

/** Somebody who has said before who works here. */
const worksAs = (who: Page, name: string) =>
  who.addInitScript(`localStorage.setItem('handrail-worker', '${name}\\nnurse')`);
const desk = (id: string) => `/care/reassessments/${id}`;
const titles = async () => {
  const rows = page.locator('table.queue tr[data-reassessment]');
  return rows.evaluateAll((all) =>
    (all as { dataset: Record<string, string> }[]).map((row) => row.dataset['reassessment']),
  );
};

describeInBrowser('the work queue', () => {
  const day = careDay();
  const [first, overdue, soon, never] = day.map((task) => task.id);
  beforeEach(() => day.forEach((task) => care.add(task)));

  it('says why now and by when, the most urgent first, and keeps what has no deadline apart', async () => {
    await under.open('/care/queue', 'No contact for 90 days');
    await until(titles, [overdue, soon, first, never]);
    const groups = await page.locator('.group-row').allInnerTexts();
    expect(groups.map((group) => group.replace(/\s+/g, ' ').trim())).toEqual([
      'Overdue 1',
      'Due soon 1',
      'In time 1',
      'No deadline 1',
    ]);
    const row = page.locator(`tr[data-reassessment="${overdue}"]`);
    const text = await row.innerText();
    for (const part of ['Overdose reported', 'Overdose risk', 'Overdue', 'somebody to take it'])
      expect(text).toContain(part);
    expect(await page.locator(`tr[data-reassessment="${never}"]`).innerText()).toContain(
      'No due time',
    );
  });

  it('keeps filter, view and order in the address', async () => {
    await under.open('/care/queue', 'No contact for 90 days');
    await page.getByLabel('Risk flag').selectOption('overdose-risk');
    await until(titles, [overdue]);
    expect(under.search()).toBe('?flag=overdose-risk');
    await page.reload();
    await until(titles, [overdue]);
    await page.goBack();
    await until(titles, [overdue, soon, first, never]);
    await page.getByLabel('Order').selectOption('stage');
    await until(under.search.bind(under), '?sort=stage');
    await page.getByRole('link', { name: /^Snoozed/ }).click();
    await until(async () => (await titles()).length, 1);
    expect(under.search()).toBe('?sort=stage&view=snoozed');
  });

  it('moves nothing under the pointer, and says what came and went', async () => {
    await under.open('/care/queue?view=unassigned', 'No contact for 90 days');
    await until(titles, [overdue, first, never]);
    await page.locator(`tr[data-reassessment="${first}"]`).hover();
    care.add(careCase(9, { dueAt: new Date(Date.now() - 600_000).toISOString() }));
    const other = await under.context.newPage();
    await worksAs(other, 'nurse-8');
    await other.goto(`${under.subject.url}/care/queue`);
    await other.getByRole('button', { name: /^Claim “Overdose reported”/ }).click();
    await page.getByRole('button', { name: '1 new, 1 gone since you are at the list' }).waitFor();
    expect(await titles()).toEqual([overdue, first, never]);
    await page.keyboard.press('u');
    await until(titles, [careCase(9).id, first, never]);
  });

  it('snoozes with a reason and hands off', async () => {
    await under.open('/care/queue', 'No contact for 90 days');
    await page.getByRole('button', { name: /^Claim “Detox completed”/ }).click();
    await page.getByText('You have claimed “Detox completed”').waitFor();
    await page.getByRole('button', { name: /^Hand off/ }).click();
    await page.getByLabel('To', { exact: true }).fill('nurse-9');
    await page.getByLabel('Reason').fill('end of my shift');
    await page.getByRole('button', { name: 'Hand off to nurse-9' }).click();
    await page.getByText("is nurse-9's now").waitFor();
    await page.getByRole('button', { name: /^Snooze “Overdose reported”/ }).click();
    await page.getByLabel('Reason').fill('family arrives at noon');
    await page.getByRole('dialog').getByRole('button', { name: 'Snooze' }).click();
    await page.getByText('is snoozed').waitFor();
    expect(care.done.map(({ act, body }) => [act, body['by'], body['to'] ?? null])).toEqual([
      ['claim', 'nurse-7', null],
      ['hand-off', 'nurse-7', 'nurse-9'],
      ['snooze', 'nurse-7', null],
    ]);
    expect(care.done.at(-1)?.body['reason']).toBe('family arrives at noon');
  });

  it('tells who was faster, and asks who works here when nobody has said so', async () => {
    await page.addInitScript(`localStorage.removeItem('handrail-worker')`);
    await under.open('/care/queue', 'No contact for 90 days');
    care.elsewhere(overdue!, 'claim', { by: 'nurse-8' });
    await page.getByRole('button', { name: /^Claim “Overdose reported”/ }).click();
    await page.getByLabel('User name').fill('nurse-7');
    await page.getByRole('button', { name: 'Work as nurse-7' }).click();
    await page.getByText('Not claimed. nurse-8 claimed it meanwhile.').waitFor();
    await until(
      async () => page.locator(`tr[data-reassessment="${overdue}"] td.wide`).first().innerText(),
      'nurse-8',
    );
  });
});

describeInBrowser('one reassessment', () => {
  const task = careCase(1);
  beforeEach(() => care.add(task));

  it('is claimed, rated and signed by keyboard alone', async () => {
    await under.open('/care/queue', 'Detox completed');
    await page.keyboard.type('j');
    expect(await page.evaluate('document.activeElement.innerText')).toBe('Detox completed');
    await page.keyboard.type('c');
    await page.getByText('You have claimed').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^Reassessment of/ }).waitFor();
    await page.getByText('Yours', { exact: true }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Rate the dimension you are at').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    // From dimension to dimension with j, the rating by its number.
    await page.keyboard.type('j0');
    await page.keyboard.type('jjjj3');
    await page.getByText('6 of 6 rated').waitFor();
    await page.getByRole('button', { name: 'Sign PHP' }).waitFor();
    await page.getByText('Draft saved').waitFor();
    await page.keyboard.type('x');
    await page.getByRole('dialog').getByText('You sign as nurse-7, nurse').waitFor();
    await dialogsSettle(page);
    for (let tabs = 0; tabs < 10; tabs += 1) {
      if ((await page.evaluate('document.activeElement.innerText')) === 'Sign PHP') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.getByText('Decided by clinician').waitFor();
    expect(care.find(task.id)).toMatchObject({
      determination: { level: 'PHP' },
      ratings: { ...task.ratings, d1: 0, d5: 3 },
    });
    expect(care.done.map(({ act }) => act).filter((act) => act !== 'draft')).toEqual([
      'claim',
      'ratings',
      'determine',
    ]);
  });

  it('shows evidence with its age, what is stale and what conflicts, and why', async () => {
    await under.open(desk(task.id), 'Recovery environment');
    const d1 = page.locator('fieldset', { hasText: 'Intoxication' });
    expect(await d1.innerText()).toMatch(/Stale, does not count/);
    const d5 = await page.locator('fieldset', { hasText: 'Relapse potential' }).innerText();
    expect(d5.replace(/\s+/g, ' ')).toMatch(/On record 2 3 h ago Before 3 6 d ago/);
    const housing = page.locator('.evidence li', { hasText: 'Unsafe' });
    expect(await housing.innerText()).toContain('Conflicts');
    expect(await page.locator('table.trace').innerText()).toContain('own proposal 4.2');
    expect(await page.getByText('Would change if').locator('..').innerText()).toContain(
      'd1 Intoxication, withdrawal were 0: IOP',
    );
    await page.getByText('d1 needed for a level').waitFor();
    expect(await page.getByRole('button', { name: 'Sign', exact: true }).isDisabled()).toBe(true);
  });

  it('is decided otherwise with a reason, and both results are shown', async () => {
    care.elsewhere(task.id, 'claim', { by: 'nurse-7' });
    await under.open(desk(task.id), 'Recovery environment');
    await page.locator('input[name="d1"][value="0"]').check();
    await page.getByRole('button', { name: 'Sign IOP' }).waitFor();
    await page.keyboard.press('o');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Level').selectOption('PHP');
    await dialog.getByLabel('Reason').selectOption('person-wants-higher');
    await dialog.getByLabel('In words').fill('Asked for more hours.');
    await dialog.getByRole('button', { name: 'Decide PHP' }).click();
    const both = page.getByLabel('Both results');
    await both.waitFor();
    const text = (await both.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('The policy said IOP');
    expect(text).toContain('Nurse decided PHP');
    expect(text).toContain('Asked for more hours.');
    expect(care.done.at(-1)).toMatchObject({
      act: 'override',
      body: { level: 'PHP', reasonCode: 'person-wants-higher', role: 'nurse', by: 'nurse-7' },
    });
  });

  it('in two browsers tells the second what happened, loses nothing, and goes on', async () => {
    await under.open(desk(task.id), 'Recovery environment');
    const other = await under.context.newPage();
    await worksAs(other, 'nurse-8');
    await other.goto(under.subject.url + desk(task.id));
    await other.getByText('Nobody has claimed it').waitFor();
    await page.locator('input[name="d4"][value="4"]').check();
    await page.getByLabel('Note').fill('said he drinks at night');
    await page.getByText('Kept in this tab until you claim it').waitFor();

    await other.getByRole('button', { name: 'Claim', exact: true }).click();
    await other.getByText('Yours', { exact: true }).waitFor();
    await page.getByText(/nurse-8 claimed it at .*What you typed is kept here/).waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('said he drinks at night');
    expect(care.done.map(({ act }) => act)).toEqual(['claim']);

    await page.getByRole('button', { name: 'Go on with the new version' }).click();
    await page.getByText('Held by nurse-8').waitFor();
    expect(await page.locator('input[name="d4"][value="4"]').isChecked()).toBe(true);
    await page.reload();
    await page.getByText('Held by nurse-8').waitFor();
    expect(await page.getByLabel('Note').inputValue()).toBe('said he drinks at night');

    await other.getByRole('button', { name: 'Hand off' }).click();
    await other.getByLabel('Reason').fill('you began before me');
    await other.getByRole('button', { name: 'Put back to the pool' }).click();
    await page.getByText(/nurse-8 handed it off at/).waitFor();
    await page.getByRole('button', { name: 'Go on with the new version' }).click();
    await page.getByRole('button', { name: 'Claim', exact: true }).click();
    await page.getByText('Draft saved').waitFor();
    expect(care.find(task.id).draft).toMatchObject({
      ...{ by: 'nurse-7', note: 'said he drinks at night', ratings: { d4: 4 } },
    });
    await other.getByText(/nurse-7 claimed it at|nurse-7 saved a draft at/).waitFor();
  });

  it('refused at the last moment says who signed, and keeps what was typed', async () => {
    care.elsewhere(task.id, 'claim', { by: 'nurse-7' });
    await under.open(desk(task.id), 'Recovery environment');
    await page.locator('input[name="d1"][value="0"]').check();
    await page.getByText('Draft saved').waitFor();
    const ratings = { ...task.ratings, d1: 1 };
    care.elsewhere(task.id, 'ratings', { by: 'nurse-7', ratings, context: {} });
    care.elsewhere(task.id, 'determine', { by: 'nurse-7' });
    await page.locator('input[name="d5"][value="4"]').check();
    await page.getByText(/nurse-7 decided the level at .*What you typed is kept here/).waitFor();
    expect(await page.locator('input[name="d5"][value="4"]').isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Give up what I typed' }).click();
    await page.getByText('Decided by clinician').waitFor();
    expect(await page.locator('input[name="d1"][value="1"]').isChecked()).toBe(true);
  });

  it('says when the assessment service is silent, and saves once it is back', async () => {
    care.elsewhere(task.id, 'claim', { by: 'nurse-7' });
    await under.open(desk(task.id), 'Recovery environment');
    under.subject.fakes.assessment.broken = true;
    await page.locator('input[name="d4"][value="3"]').check();
    await page.getByText('Not saved yet').waitFor();
    await page.locator('.notice.is-bad').waitFor();
    await page.getByText(/Broken\. You see what was read at/).waitFor();
    under.subject.fakes.assessment.broken = false;
    await page.locator('input[name="d5"][value="3"]').check();
    await page.getByText('Draft saved').waitFor();
    expect(care.find(task.id).draft?.ratings).toEqual({ d4: 3, d5: 3 });
  });
});
