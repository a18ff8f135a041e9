import { describeInBrowser, dialogsSettle } from '@handrail/testing';
import type { Page } from 'playwright-core';
import type { ConsoleUnderTest } from '../testing/console-under-test.js';
import { FakePrivacy } from '../testing/fake-privacy.js';
import { placementBehind, FAKE_PLACEMENT } from '../testing/fake-placement.js';
import { onPage, until } from '../testing/page-under-test.js';

const PERSON = '0199a2f0-7c11-7a10-8b1e-000000000001';

let subject: ConsoleUnderTest;
let page: Page;
const { open } = onPage((started) => {
  ({ subject, page } = started);
});

const dialog = () => page.getByRole('dialog').last();
const press = async (name: string | RegExp) => {
  await dialogsSettle(page);
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
};
/** Once the dialog has the focus: a key before that would go astray. */
const opened = (name: string) => page.getByRole('dialog', { name }).locator(':focus').waitFor();
const type = async (label: string, text: string) => {
  await dialogsSettle(page);
  await dialog().getByLabel(label, { exact: true }).focus();
  await page.keyboard.type(text);
};

async function behind(): Promise<FakePrivacy> {
  const privacy = new FakePrivacy();
  subject.fakes.intake.more = privacy.answer;
  subject.fakes.scheduling.more = privacy.answer;
  await page.addInitScript(`localStorage.setItem('handrail-worker', 'officer-1\\nnurse')`);
  return privacy;
}

describeInBrowser('what a person lets others know', () => {
  it('is recorded with every element, revoked and restored by keyboard alone', async () => {
    const privacy = await behind();
    await open(`/people/${PERSON}/privacy`, 'No consent is on record');
    await press('Record a consent');
    await dialog().getByText('this wins over every consent').waitFor();
    const record = dialog().getByRole('button', { name: 'Record', exact: true });
    expect(await record.isDisabled()).toBe(true);
    await type('Organisations', 'Birch-House');
    await type('Who may tell', 'the network');
    await type('Form', '2026-1');
    await type('Signed on', '11022026');
    await until(() => record.isEnabled(), true);
    await record.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /birch-house.*Permits/ }).waitFor();
    await press('Revoke: birch-house');
    await page.getByRole('row', { name: /birch-house.*Revoked/ }).waitFor();
    await press('Take back the revocation: birch-house');
    await page.getByRole('row', { name: /birch-house.*Permits/ }).waitFor();
    expect(privacy.done).toEqual([
      {
        act: 'consents',
        body: {
          ...{ by: 'officer-1', reason: 'signed', kind: 'tpo', decision: 'permit', facts: [] },
          ...{ recipients: ['birch-house'], timeZone: 'America/New_York' },
          purposes: ['treatment', 'payment', 'operations'],
          ...{ discloser: 'the network', textVersion: '2026-1' },
          signedAt: '2026-11-02T12:00:00Z',
        },
      },
      { act: 'revoke', body: { by: 'officer-1', reason: 'asked-by-person' } },
      { act: 'restore', body: { by: 'officer-1', reason: 'mistake' } },
    ]);
  });

  it('does not count in an emergency, which is opened, ended and reviewed by keyboard alone', async () => {
    const privacy = await behind();
    placementBehind(subject.fakes.scheduling);
    await open(`/placements/${FAKE_PLACEMENT}`, 'declines pregnancy more than others');
    await press('Emergency access');
    await opened('Access in an emergency');
    await page.keyboard.type('County-Hospital');
    await page.keyboard.press('Enter');
    await page.getByText('county-hospital').first().waitFor();
    await press(/^End now/);
    await opened('End the access now');
    await dialog().getByRole('button', { name: 'End now' }).focus();
    await page.keyboard.press('Enter');
    await press(/^Review/);
    await opened('Review the access');
    await dialog().getByLabel('Justified', { exact: true }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await dialog().getByRole('button', { name: 'Record' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('justified, by officer-1').waitFor();
    expect(privacy.done).toEqual([
      {
        act: 'emergency-accesses',
        body: {
          ...{ by: 'officer-1', placementId: FAKE_PLACEMENT, reason: 'overdose' },
          organisation: 'county-hospital',
        },
      },
      { act: 'close', body: { by: 'officer-1', reason: 'emergency-over' } },
      { act: 'review', body: { by: 'officer-1', reason: 'reviewed', finding: 'justified' } },
    ]);
  });
});
