import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { consoleService } from '@handrail/console';
import { intakeService } from '@handrail/intake';
import {
  describeInBrowser,
  eventually,
  freePort,
  openBrowser,
  startTestServices,
  TestAuthority,
  type TestServices,
} from '@handrail/testing';
import type { Browser, Page } from 'playwright-core';
import { tabTo } from './keyboard.js';

// Real: intake with certificates and both tables of senders, the console, their databases, and the page in Chromium.
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const authority = new TestAuthority('Network authority');
const LAKESIDE = 'dns:adt.lakeside.test';
const FILES = {
  'mllp.yaml': `senders:
  - { certificate: dns:adt.lakeside.test, speaks: [{ application: CAREAPP, facility: LAKESIDE }] }
  - { certificate: dns:adt.riverside.test, speaks: [{ facility: RIVERSIDE }] }
`,
  'http.yaml': `senders:
  - { client: st-mary, sources: ['urn:st-mary'], speaks: [] }
`,
};
let folder: string;
let mllpPort: number;
let intake: TestServices;
let consoles: TestServices;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'who-may-send-'));
  const ours = authority.issue({ names: ['dns:hub.test', 'ip:127.0.0.1'], until: inDays(200) });
  const files = { ...FILES, 'cert.pem': ours.certificate, 'key.pem': ours.key };
  for (const [name, text] of Object.entries({ ...files, 'ca.pem': authority.certificate }))
    await writeFile(join(folder, name), text);
  mllpPort = await freePort();
  intake = await startTestServices([intakeService], {
    HANDRAIL_MLLP_PORT: String(mllpPort),
    HANDRAIL_MLLP_TLS_CERT_FILE: join(folder, 'cert.pem'),
    HANDRAIL_MLLP_TLS_KEY_FILE: join(folder, 'key.pem'),
    HANDRAIL_MLLP_TLS_CA_FILE: join(folder, 'ca.pem'),
    HANDRAIL_MLLP_SENDERS_FILE: join(folder, 'mllp.yaml'),
    HANDRAIL_HTTP_SENDERS_FILE: join(folder, 'http.yaml'),
  });
  consoles = await startTestServices([consoleService], {
    HANDRAIL_INTAKE_URL: intake.url('intake'),
  });
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-US' });
});
afterAll(async () => {
  await browser?.close();
  await consoles?.stop();
  await intake?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Lakeside shows a certificate of so many days, as it does whenever it connects. */
async function connectsWith(days: number): Promise<void> {
  const until = inDays(days);
  const { certificate, key } = authority.issue({ names: [LAKESIDE], until });
  const socket = connect({
    ...{ host: '127.0.0.1', port: mllpPort, ca: authority.certificate },
    ...{ cert: certificate, key },
  });
  // The other end may still be looking at it when this one is through.
  const expiresAt = `${until.toISOString().slice(0, 19)}.000Z`;
  await eventually(async () => {
    const answer = await fetch(`${intake.url('intake')}/v1/credentials`);
    const { items } = (await answer.json()) as { items: Array<{ expiresAt: string | null }> };
    return items.some((each) => each.expiresAt === expiresAt);
  });
  socket.destroy();
}

const row = (name: string) =>
  page.getByRole('table', { name: /^Who may send/ }).getByRole('row', { name });

describeInBrowser('who may send', () => {
  it('is found by keys, what runs out first before the others, until its certificate is renewed', async () => {
    await connectsWith(9);
    await page.goto(consoles.url('console'));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tabTo(page, 'Feeds');
    await page.keyboard.press('Enter');
    await row(LAKESIDE).getByText('Soon').waitFor();
    const rows = page.getByRole('table', { name: /^Who may send/ }).getByRole('rowheader');
    const names = (await rows.allInnerTexts()).map((text) => text.split('\n')[0]);
    expect(names).toEqual([
      ...[LAKESIDE, 'dns:hub.test', 'Network authority', 'dns:adt.riverside.test', 'st-mary'],
    ]);
    for (const [name, ...texts] of [
      [LAKESIDE, 'Sender by certificate', 'CAREAPP|LAKESIDE'],
      ['dns:adt.riverside.test', '*|RIVERSIDE', 'Not seen since intake started'],
      ['st-mary', 'Client of the issuer', 'urn:st-mary', 'The issuer knows'],
    ] as const)
      for (const text of texts)
        expect([name, text, await row(name).innerText()]).toEqual([
          ...[name, text, expect.stringContaining(text)],
        ]);
    await connectsWith(300);
    await row(LAKESIDE).getByText('Soon').waitFor({ state: 'detached' });
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('is read in the %s, %i pixels wide', async (colorScheme, width) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    const cell = row(LAKESIDE);
    await cell.scrollIntoViewIfNeeded();
    // A narrow screen says in the first cell what the columns say that have no room.
    expect(await cell.getByText('CAREAPP|LAKESIDE').locator('visible=true').count()).toBe(1);
    const overflows = 'document.documentElement.scrollWidth > window.innerWidth';
    expect(await page.evaluate<boolean>(overflows)).toBe(false);
  });
});
