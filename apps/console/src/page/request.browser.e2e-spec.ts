import { describeInBrowser } from '@handrail/testing';
import type { Page } from 'playwright-core';
import type { ConsoleUnderTest } from '../testing/console-under-test.js';
import type { FakeRequest } from '../testing/fake-services.js';
import { onPage, until } from '../testing/page-under-test.js';

// Real: the page in a browser and the console with its database. Intake is played here.
const MESSAGE = '0e8a0000-0000-4000-8000-0000000000aa';
let page: Page;
let subject: ConsoleUnderTest;
let sent: Array<Record<string, unknown>>;
const { open } = onPage((under) => {
  ({ page, subject } = under);
  sent = [];
  subject.fakes.intake.more = ({ method, path, body }: FakeRequest) => {
    if (method !== 'POST' || path !== '/v1/events') return undefined;
    sent.push(body as Record<string, unknown>);
    const status = sent.length === 1 ? 'accepted' : 'duplicate';
    return { status: 202, body: { results: [{ id: 'r', messageId: MESSAGE, status }] } };
  };
});

/** On to the field of this name, as somebody without a mouse goes. */
async function tabTo(label: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  for (let presses = 0; presses < 60; presses += 1) {
    if (await field.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${label}`);
}

describeInBrowser('a request for care', () => {
  it('is made by keyboard alone, and leads to what became of it', async () => {
    await open('/care/request', 'Who it is about');
    const button = page.getByRole('button', { name: 'Request care' });
    expect(await button.isDisabled()).toBe(true);
    await tabTo('Family name');
    await page.keyboard.type('Alder');
    await tabTo('Birth date');
    await page.keyboard.type('01021980');
    await tabTo('Asked for by');
    await page.keyboard.type('A court');
    await tabTo('Injecting');
    await page.keyboard.type('Yes');
    await tabTo('Region');
    await page.keyboard.type('boston');
    await page.keyboard.press('Enter');
    await page.getByText('Care was asked for.').waitFor();
    expect(sent).toMatchObject([
      {
        ...{ type: 'handrail.inbound.care-requested.v1', source: 'urn:handrail:console' },
        data: {
          person: {
            identifiers: [{ system: 'urn:handrail:console:request', value: sent[0]!['id'] }],
            name: { family: 'Alder' },
            birthDate: '1980-01-02',
          },
          requestedBy: { kind: 'court' },
          context: { injecting: true, region: 'boston' },
        },
      },
    ]);
    expect(
      await page.getByRole('link', { name: 'See what became of it' }).getAttribute('href'),
    ).toBe(`/messages/${MESSAGE}`);
    expect(await page.getByLabel('Family name').inputValue()).toBe('');
  });

  it('keeps what was typed where intake refuses it, and is the same request when sent again', async () => {
    const { more } = subject.fakes.intake;
    subject.fakes.intake.more = (request) => {
      more?.(request);
      const errors = [{ path: '/data/person', reason: 'names nobody', accepted: 'a number' }];
      return { status: 400, body: { title: 'The event was refused', detail: 'Nobody.', errors } };
    };
    await open('/care/request', 'Who it is about');
    await page.getByLabel('Number', { exact: true }).fill('UNKNOWN');
    await page.getByText('Say who issued the number.').waitFor();
    await page.getByLabel('Issued by').fill('urn:oid:1.2.3');
    const button = page.getByRole('button', { name: 'Request care' });
    await button.click();
    await page.getByRole('alert').getByText('The event was refused').waitFor();
    await button.click();
    await until(() => sent.length, 2);
    expect(await page.getByLabel('Number', { exact: true }).inputValue()).toBe('UNKNOWN');
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
  });
});
