import type { CareContext } from '@handrail/contracts';
import { describeInBrowser } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { careCase } from '../testing/care-cases.js';
import type { ConsoleUnderTest } from '../testing/console-under-test.js';
import { FakeAssessment } from '../testing/fake-assessment.js';
import {
  FakeIntake,
  fakeMessage,
  fakeReview,
  parkedMessage,
  rejectedMessage,
} from '../testing/fake-intake.js';
import { onPage, until, type PageUnderTest } from '../testing/page-under-test.js';
import { parkedEvent } from '../testing/trouble.js';

/** The tasks a person at the desk could not do: each is one test. */
let under: PageUnderTest;
let subject: ConsoleUnderTest;
let page: Page;
let intake: FakeIntake;
const { open } = onPage((started) => {
  under = started;
  ({ subject, page } = under);
  intake = FakeIntake.behind(subject.fakes.intake);
});

const dialog = () => page.getByRole('dialog').last();
/** Whoever acts says as whom, once. */
async function asNurse(): Promise<void> {
  await page.getByLabel('User name').fill('nurse-7');
  await page.getByRole('button', { name: 'Work as nurse-7' }).click();
}

describeInBrowser('with 25 messages parked at intake', () => {
  it('overview, tile and menu say 25', async () => {
    subject.fakes.intake.parked = Array.from({ length: 25 }, (_, at) => parkedEvent(at));
    await open('/', 'Placed today, by trigger');
    const figure = page.locator('.figure', { hasText: 'Parked' });
    await until(async () => (await figure.locator('.figure-value').innerText()).trim(), '25');
    expect(await figure.innerText()).toContain('25 messages');
    const tile = page.locator('.tile').filter({ hasText: 'Intake' });
    expect(await tile.innerText()).toMatch(/Parked\s+25/);
    expect(await page.locator('nav .nav-mark', { hasText: 'parked' }).first().innerText()).toMatch(
      /^25/,
    );
    await figure.getByRole('link', { name: /25 messages/ }).click();
    await page.getByRole('button', { name: /^Retry 25 messages/ }).waitFor();
  });
});

describeInBrowser('a retry that parks again', () => {
  it('says so, stays open, and counts nothing as applied', async () => {
    const parked = parkedMessage(2);
    intake.messages = [parked];
    subject.fakes.intake.parked = [
      parkedEvent(0, { id: parked.id, type: 'ADT^A03', cause: 'sql:23514:broken' }),
    ];
    subject.fakes.intake.stubborn.add(parked.id);
    await open('/parked', 'The database refused it: 23514 broken');
    await page.getByRole('button', { name: /^Retry 1 message/ }).click();
    await dialog().getByLabel('Reason').fill('release 12 is out');
    await dialog().getByRole('button', { name: 'Retry 1 message' }).click();
    await dialog().getByText('The message: parked again.').waitFor();
    expect(await dialog().getByRole('listitem').innerText()).toContain(
      'parked again: The database refused it: 23514 broken',
    );
    await dialog().getByRole('button', { name: 'Close' }).last().click();
    const did = page
      .getByRole('table', { name: /What operators did/ })
      .locator('tbody tr')
      .first();
    expect(await did.innerText()).toMatch(/Retry\s+0 of 1/);
    await page.getByText('The database refused it: 23514 broken').first().waitFor();
  });
});

describeInBrowser('a message', () => {
  it('that was rejected is found by its control id and says why, and what is accepted', async () => {
    intake.messages = [fakeMessage(1), rejectedMessage(3)];
    await open('/', 'Placed today, by trigger');
    await page.keyboard.press('/');
    await page.keyboard.type('MSG00003');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Message MSG00003' }).waitFor();
    expect(under.path()).toBe(`/messages/${rejectedMessage(3).id}`);
    const stopped = page.locator('.step[aria-current="step"]');
    expect(await stopped.innerText()).toMatch(/Understood\s+Failed here\s+No patient identifier/);
    const wrong = page.getByRole('table', { name: 'What was wrong or odd' }).locator('tbody tr');
    expect((await wrong.innerText()).replace(/\s+/g, ' ')).toBe(
      'PID-3 (patient identifier) names nobody an identifier in PID-3 (or PID-2, PID-4)',
    );
    expect(await page.locator('.step').allInnerTexts()).toHaveLength(6);
  });

  it('that is parked is found by its control id, and retried where it stands', async () => {
    const parked = parkedMessage(2);
    intake.messages = [parked, fakeMessage(1)];
    subject.fakes.intake.parked = [
      parkedEvent(0, { id: parked.id, cause: parked.reason as string }),
    ];
    await open('/people?q=MSG00002', 'Failed here');
    const stopped = page.locator('.step[aria-current="step"]');
    expect(await stopped.innerText()).toMatch(
      /Turned into events\s+Failed here\s+The database refused it/,
    );
    await page.getByRole('button', { name: 'Retry', exact: true }).click();
    await dialog().getByLabel('Reason').fill('release 12 is out');
    await dialog().getByRole('button', { name: 'Retry 1 message' }).click();
    await dialog().getByText('The message: applied.').waitFor();
  });

  it('shows its bytes only for a purpose, and says who has read them', async () => {
    intake.messages = [rejectedMessage(3)];
    await open(`/messages/${rejectedMessage(3).id}`, 'Nobody has read it yet');
    const show = page.getByRole('button', { name: 'Show the message' });
    expect(await show.isDisabled()).toBe(true);
    await page.getByLabel('What do you read it for?').fill('the sender asks why');
    await show.click();
    await asNurse();
    await page.getByLabel('The message as it came', { exact: true }).last().waitFor();
    await page.getByText('nurse-7: the sender asks why').waitFor();
    expect(intake.readings).toEqual([{ by: 'nurse-7', purpose: 'the sender asks why' }]);
    await page.getByRole('button', { name: 'Hide it again' }).click();
    await show.waitFor();
  });

  it('is not called unknown while intake says nothing', async () => {
    subject.fakes.intake.broken = true;
    await open('/people?q=MSG00002', 'Intake does not answer');
  });
});

describeInBrowser('two persons who may be one', () => {
  it('are linked from the menu by keys alone, and taken apart again', async () => {
    intake.reviews = [fakeReview(1)];
    await open('/', 'Oldest asked');
    expect(await page.locator('nav .nav-mark', { hasText: 'open' }).first().innerText()).toMatch(
      /^1/,
    );
    await page.keyboard.type('gi');
    await page.getByText('4 agree, 1 nearly, 2 contradict').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Identity review/ }).waitFor();
    const rows = page.getByRole('table', { name: /Both records field by field/ }).locator('tr');
    expect((await rows.nth(1).innerText()).replace(/\s+/g, ' ')).toBe('Birth date Contradicts');
    expect(await page.locator('main').innerText()).not.toContain('Delgado');
    await page.getByRole('button', { name: 'Link', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('User name').fill('nurse-7');
    await page.keyboard.press('Enter');
    await dialog().getByLabel('Reason').fill('one passport, two desks');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('by nurse-7: one passport, two desks').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await dialog().getByLabel('Reason').fill('two birth dates after all');
    await dialog().getByRole('button', { name: 'Take the decision back' }).click();
    await page.getByText('by nurse-7: two birth dates after all').waitFor();
    expect(intake.reviews[0]).toMatchObject({ status: 'undone', decidedBy: 'nurse-7' });
  });

  it('are kept apart, and asked about again when that is undone', async () => {
    intake.reviews = [fakeReview(1)];
    await open(`/identity-reviews/${fakeReview(1).id}`, 'Birth date');
    await page.getByRole('button', { name: 'Keep apart' }).click();
    await asNurse();
    await dialog().getByLabel('Reason').fill('twins');
    await dialog().getByRole('button', { name: 'They are two persons' }).click();
    await page.getByText('by nurse-7: twins').waitFor();
    expect(intake.reviews[0]).toMatchObject({ status: 'kept-apart', decidedReason: 'twins' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await dialog().getByLabel('Reason').fill('not twins');
    await dialog().getByRole('button', { name: 'Take the decision back' }).click();
    await page.getByRole('button', { name: 'Link', exact: true }).waitFor();
  });

  it('show names and numbers only for a purpose', async () => {
    intake.reviews = [fakeReview(1)];
    await open(`/identity-reviews/${fakeReview(1).id}`, 'Birth date');
    await page.getByLabel('What do you read it for?').fill('registration called');
    await page.getByRole('button', { name: 'Show names and numbers' }).click();
    await asNurse();
    const birth = page.locator('.comparison tr', { hasText: 'Birth date' });
    await until(
      async () => (await birth.innerText()).replace(/\s+/g, ' '),
      'Birth date Contradicts 1984-03-09 1986-11-21',
    );
    expect(intake.readings).toEqual([{ by: 'nurse-7', purpose: 'registration called' }]);
    await page.getByRole('button', { name: 'Hide them again' }).click();
    await until(async () => (await page.locator('main').innerText()).includes('1984'), false);
  });
});

describeInBrowser('one reassessment', () => {
  const task = careCase(1);
  let care: FakeAssessment;
  beforeEach(async () => {
    care = new FakeAssessment();
    subject.fakes.assessment.more = care.answer;
    await page.addInitScript(`localStorage.setItem('handrail-worker', 'nurse-7\\nnurse')`);
  });

  it('takes every circumstance that bears on placement, by keyboard alone, and records what was typed', async () => {
    care.add(task);
    care.elsewhere(task.id, 'claim', { by: 'nurse-7' });
    subject.fakes.scheduling.answers.set('/v1/programs', {
      items: [{ regions: ['boston', 'worcester'], payers: ['medicaid-ma'] }],
      nextCursor: null,
    });
    await open(`/care/reassessments/${task.id}`, 'Recovery environment');
    await page.locator('input[name="d1"][value="0"]').check();
    const panel = page.getByRole('region', { name: 'Circumstances' });
    expect(await panel.getByLabel('Co-occurring condition').inputValue()).toBe('true');
    await panel.getByLabel('Housing').focus();
    const types: readonly (readonly [string, string])[] = [
      ...([['Housing', 'Homeless']] as const),
      ...([['Pregnant', 'Yes']] as const),
      ...([['Injecting', 'Yes']] as const),
      ...([['Co-occurring condition', 'No']] as const),
      ...([['Severe withdrawal history', 'Yes']] as const),
      ...([['Medication for opioid use disorder', 'Methadone']] as const),
      ...([['Region', 'bostn']] as const),
      ...([['Payer', 'medicaid-ma']] as const),
      ...([['Way of attending', 'Virtual']] as const),
      ...([['Language', 'Spanish']] as const),
      ...([['Wheelchair', 'Yes']] as const),
      ...([['Trauma informed', 'No']] as const),
      ...([['Family services', 'Yes']] as const),
    ];
    for (const [field, value] of types) {
      expect(await page.evaluate('document.activeElement.labels[0].innerText')).toBe(field);
      await page.keyboard.type(value);
      await page.keyboard.press('Tab');
    }
    await panel.getByText('No program serves it').waitFor();
    await panel.getByLabel('Region').fill('boston');
    await panel.getByText('No program serves it').waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Add hours' }).focus();
    await page.keyboard.press('Enter');
    await panel.getByLabel('Fri', { exact: true }).focus();
    await page.keyboard.press('Space');
    await panel.getByLabel('To', { exact: true }).fill('21:30');
    expect(await panel.getByText('Not recorded yet').count()).toBe(14);
    const context: CareContext = {
      ...{ housing: 'homeless', pregnant: true, injecting: true, coOccurring: false },
      ...{ severeWithdrawalHistory: true, moud: 'methadone', region: 'boston' },
      ...{ payer: 'medicaid-ma', modality: 'virtual' },
      ...{ language: 'es', wheelchair: true, traumaInformed: false, familyServices: true },
      availability: [{ days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '21:30' }],
    };
    await until(() => care.find(task.id).draft?.context, context);
    await page.reload();
    expect(await panel.getByLabel('Medication').inputValue()).toBe('methadone');
    await page.getByRole('button', { name: 'Sign IOP' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Sign IOP' }).click();
    await page.getByText('Decided by clinician').waitFor();
    const [sent] = care.done.filter(({ act }) => act === 'ratings');
    expect(sent!.body['context']).toEqual(context);
    await until(() => panel.getByText('Not recorded yet').count(), 0);
  });
});
