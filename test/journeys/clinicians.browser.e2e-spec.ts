import { consoleService } from '@handrail/console';
import { dropDatabase } from '@handrail/platform';
import {
  describeInBrowser,
  eventually,
  openBrowser,
  startTestServices,
  testServerUrl,
  type TestServices,
} from '@handrail/testing';
import type { Browser, Page } from 'playwright-core';
import { SERVICES } from '../four-services.js';
import { dialogHasFocus, tabTo } from './keyboard.js';
import { minutesAgo, Network, patient } from './network.js';

// Real: all five services with their databases and the Postgres log, and the page in Chromium.
let network: Network;
let consoles: TestServices;
let browser: Browser;
interface Decided {
  readonly claimedBy: string | null;
  readonly determination?: { readonly level: string };
  readonly decidedBy?: string;
}

/** A browser of its own that nobody has used before. */
async function newBrowser(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return await context.newPage();
}

const open = async (page: Page, path: string) => await page.goto(consoles.url('console') + path);

/** Detox ends without ratings: the policy may not decide by itself, so that a reassessment waits. */
async function waiting(n: number): Promise<{ person: string; reassessment: string }> {
  const at = minutesAgo(60 - n);
  await network.adt('A03', at, patient(n), network.visit(patient(n), 'DETOX', at));
  const person = await network.personId(patient(n));
  const [found] = await eventually(
    async () => {
      const all = await network.reassessments(person);
      return all.length === 1 ? all : undefined;
    },
    { withinMs: 20_000, what: 'the discharge to open a reassessment' },
  );
  expect(found).toMatchObject({ status: 'open', trigger: { kind: 'detox-completed' } });
  return { person, reassessment: found!.id };
}

async function reassessment(id: string): Promise<Decided> {
  const answer = await fetch(`${network.services.url('assessment')}/v1/reassessments/${id}`);
  return (await answer.json()) as Decided;
}

/** Waits until the journey, as outcomes tells it, has a place in it. */
async function toldOfPlace(person: string): Promise<void> {
  await eventually(
    async () => {
      const placed = /^Placed in .* \(IOP, .*\), starts /;
      return (await network.titles(person)).some((title) => placed.test(title));
    },
    { withinMs: 20_000, what: 'the journey to tell of a place' },
  );
}

/** From any screen to the queue, down to the row, and into it. */
async function openFromQueue(page: Page, id: string): Promise<void> {
  await page.keyboard.type('gq');
  await page.locator(`tr[data-reassessment="${id}"]`).waitFor();
  const at = `document.activeElement.closest('[data-reassessment]')?.dataset.reassessment`;
  for (let rows = 0; rows < 5; rows += 1) {
    await page.keyboard.press('j');
    if ((await page.evaluate(at)) === id) break;
  }
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^Reassessment of/ }).waitFor();
}

/** By keyboard alone from the overview to a reassessment that is then one's own. */
async function takeFromQueue(page: Page, id: string, name: string): Promise<void> {
  await open(page, '/');
  await page.getByText('Placed today, by trigger').waitFor();
  await openFromQueue(page, id);
  await page.keyboard.press('c');
  await workAs(page, name);
  await page.getByText('Yours', { exact: true }).waitFor();
}

/** What is on record afterwards leads to intensive outpatient care. */
async function rateAll(page: Page): Promise<void> {
  for (const rating of ['0', '0', '1', '2', '2', '1']) await page.keyboard.type(`j${rating}`);
  await page.getByText('6 of 6 rated').waitFor();
  await page.getByRole('button', { name: 'Sign IOP' }).waitFor();
  await page.getByText('Draft saved').waitFor();
}

/** Says who works here when the first act asks for it; keys rest until that dialog has gone. */
async function workAs(page: Page, name: string): Promise<void> {
  await dialogHasFocus(page, 'A user name such as nurse-7');
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
  await page.getByLabel('User name').waitFor({ state: 'detached' });
}

/** Opens the override dialog and fills it in, all but the last key. */
async function writeOverride(page: Page, { level, text }: Override): Promise<void> {
  await dialogHasFocus(page, 'Both results are kept');
  await tabTo(page, 'Level');
  await page.keyboard.type(level);
  await tabTo(page, 'In words');
  await page.keyboard.type(text);
  expect(await written(page)).toEqual({ level, text });
}

interface Override {
  readonly level: string;
  readonly text: string;
}

const written = async (page: Page): Promise<Override> => ({
  level: await page.getByRole('dialog').getByLabel('Level').inputValue(),
  text: await page.getByRole('dialog').getByLabel('In words').inputValue(),
});

describeInBrowser('clinicians at their browsers', () => {
  beforeAll(async () => {
    [browser, network] = await Promise.all([openBrowser(), Network.start()]);
    const { services } = network;
    consoles = await startTestServices([consoleService], {
      HANDRAIL_DATABASE_PREFIX: services.databasePrefix,
      ...Object.fromEntries(
        SERVICES.map((name) => [`HANDRAIL_${name.toUpperCase()}_URL`, services.url(name)]),
      ),
    });
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await consoles?.stop();
    await network?.stop();
    if (network) await dropDatabase(testServerUrl(), `${network.services.databasePrefix}console`);
  });

  it('rate and sign by keyboard alone; who comes second is told and loses nothing', async () => {
    const { person, reassessment: id } = await waiting(1);
    const [first, other] = [await newBrowser(), await newBrowser()];
    const half = { level: 'PHP', text: 'Asked for more hours, and' };
    await open(other, `/care/reassessments/${id}`);
    await other.getByText('Nobody has claimed it').waitFor();
    await other.keyboard.press('o');
    await workAs(other, 'nurse-8');
    await writeOverride(other, half);

    await takeFromQueue(first, id, 'nurse-7');
    await other
      .getByRole('dialog')
      .getByText(/nurse-7 claimed it at/)
      .waitFor();
    expect(await written(other)).toEqual(half);

    await rateAll(first);
    await first.keyboard.press('x');
    await dialogHasFocus(first, 'You sign as nurse-7');
    await tabTo(first, 'Sign IOP');
    await first.keyboard.press('Enter');
    await first.getByText('Decided by clinician').waitFor();

    await other
      .getByRole('dialog')
      .getByText(/nurse-7 decided the level at/)
      .waitFor();
    const decide = other.getByRole('button', { name: 'Decide PHP' });
    expect(await decide.isDisabled()).toBe(true);
    await tabTo(other, 'Understood');
    await other.keyboard.press('Enter');
    expect(await decide.isEnabled()).toBe(true);
    expect(await written(other)).toEqual(half);
    expect(await reassessment(id)).toMatchObject({
      ...{ claimedBy: 'nurse-7', decidedBy: 'clinician', determination: { level: 'IOP' } },
    });

    await network.placed(person, 'confirmed');
    await toldOfPlace(person);
    await tabTo(first, 'Journey');
    await first.keyboard.press('Enter');
    await first.locator('.timeline').getByText('Place confirmed: IOP').waitFor();
  }, 90_000);

  it('decide otherwise by keyboard alone, and both results are kept', async () => {
    const { reassessment: id } = await waiting(2);
    const page = await newBrowser();
    await takeFromQueue(page, id, 'nurse-7');
    await rateAll(page);
    await page.keyboard.press('o');
    await writeOverride(page, { level: 'PHP', text: 'Lives two hours away.' });
    await tabTo(page, 'Decide PHP');
    await page.keyboard.press('Enter');
    const both = page.getByLabel('Both results');
    await both.waitFor();
    expect((await both.innerText()).replace(/\s+/g, ' ')).toMatch(
      /The policy said IOP .*Nurse decided PHP .*Lives two hours away\./,
    );
    expect(await reassessment(id)).toMatchObject({
      ...{ decidedBy: 'clinician', determination: { level: 'PHP' } },
    });
  }, 90_000);
});
