import { consoleService } from '@handrail/console';
import { schedulingService } from '@handrail/scheduling';
import {
  describeInBrowser,
  eventually,
  openBrowser,
  startTestServices,
  type TestServices,
} from '@handrail/testing';
import type { Browser, Page } from 'playwright-core';
import { dialogHasFocus, hears as hearsOf, tabTo } from './keyboard.js';

interface Track {
  readonly free: { readonly value: number };
  readonly blocked: { readonly value: number };
  readonly capacity: { readonly value: number; readonly source: string };
  readonly takenElsewhere: { readonly value: number };
}

interface Program {
  readonly name: string;
  readonly closed: boolean;
  readonly closures: ReadonlyArray<{ readonly from: string; readonly makeUps: readonly unknown[] }>;
  readonly tracks: ReadonlyArray<{ readonly blocks: readonly unknown[] | null }>;
}

// Real: scheduling and the console with their databases and the Postgres log, and the page in Chromium.
let scheduling: TestServices;
let consoles: TestServices;
let browser: Browser;
let page: Page;
/** What the page itself complained of. */
const broken: string[] = [];

const ask = async <T>(path: string): Promise<T> =>
  (await (await fetch(scheduling.url('scheduling') + path)).json()) as T;
const track = async (id: string) =>
  (await ask<{ items: Track[] }>(`/v1/capacity?programId=${id}`)).items[0]!;
const program = (id: string) => ask<Program>(`/v1/programs/${id}`);

async function addProgram(id: string): Promise<void> {
  const hours = { days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' };
  const answer = await fetch(`${scheduling.url('scheduling')}/v1/programs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ id, name: `Program ${id}`, level: 'IOP', regions: [id], timeZone: 'America/New_York' },
      tracks: [{ id: 'evening', ...hours, modality: 'on-site', capacity: 8 }],
    }),
  });
  expect(answer.status).toBe(201);
}

/** Opens the row of the one program of a region by keys alone. */
async function openRow(id: string): Promise<void> {
  await page.goto(`${consoles.url('console')}/care/capacity?region=${id}`);
  await page.locator(`tr[data-track="${id}/evening"]`).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Block places/ }).waitFor();
}

/** Replaces what a field holds. */
async function write(text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

const press = async (name: string) => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const hears = (text: string) => hearsOf(page, text, broken);

describeInBrowser('the capacity board, by keyboard alone', () => {
  beforeAll(async () => {
    [browser, scheduling] = await Promise.all([
      openBrowser(),
      startTestServices([schedulingService]),
    ]);
    consoles = await startTestServices([consoleService], {
      HANDRAIL_SCHEDULING_URL: scheduling.url('scheduling'),
    });
    const context = await browser.newContext({
      ...{ viewport: { width: 1440, height: 900 }, locale: 'en-US' },
      timezoneId: 'America/New_York',
    });
    await context.addInitScript(`localStorage.setItem('handrail-worker', 'desk-7\\nnurse')`);
    page = await context.newPage();
    page.on('pageerror', (error) => broken.push(error.message));
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await consoles?.stop();
    await scheduling?.stop();
  });

  it('takes places out of service and puts them back', async () => {
    await addProgram('blocked');
    await openRow('blocked');
    await press('Block places');
    await dialogHasFocus(page, 'Nobody gets these places');
    await write('3');
    await tabTo(page, 'Reason');
    await page.keyboard.type('Infection');
    await press('Block 3 places');
    await hears('3 places out of service');
    expect(await track('blocked')).toMatchObject({ free: { value: 5 }, blocked: { value: 3 } });
    await page.getByText('3 places: Infection control').first().waitFor();
    await press('Back into service');
    await hears('in service again');
    expect(await track('blocked')).toMatchObject({ free: { value: 8 }, blocked: { value: 0 } });
  });

  it('leaves the focus where quick keys put it, also past a field with a date', async () => {
    await addProgram('quick');
    await openRow('quick');
    await press('Block places');
    await dialogHasFocus(page, 'Nobody gets these places');
    // A busy page comes to its timers late: by then whoever types fast is two stops further.
    await page.evaluate(
      `((soon) => { globalThis.setTimeout = (act, ms = 0) => soon(act, ms + 500); })(setTimeout)`,
    );
    await page.getByLabel('Until').focus();
    await tabTo(page, 'Block 1 place');
    await page.evaluate(`new Promise((after) => setTimeout(after))`);
    await page.keyboard.press('Enter');
    await hears('1 place out of service');
    expect(await track('quick')).toMatchObject({ free: { value: 7 }, blocked: { value: 1 } });
  });

  it('says how many places there are and how many are taken', async () => {
    await addProgram('counted');
    await openRow('counted');
    await press('Change places');
    await dialogHasFocus(page, 'What you say counts from now on');
    await write('10');
    await tabTo(page, 'Taken by anyone');
    await write('4');
    await press('Save the count');
    await hears('10 places, 4 taken');
    expect(await track('counted')).toMatchObject({
      capacity: { value: 10, source: 'person' },
      takenElsewhere: { value: 4 },
      free: { value: 6 },
    });
  });

  it('closes days with a session held instead, and opens them again', async () => {
    await addProgram('closed');
    await openRow('closed');
    const year = new Date().getUTCFullYear() + 1;
    await press('Closed days');
    await dialogHasFocus(page, 'Sessions on these days fall out');
    await page.getByLabel('Closed from').focus();
    await page.keyboard.type(`0105${year}`);
    await page.getByLabel('Held on').focus();
    await page.keyboard.type(`0110${year}`);
    await page.getByLabel('Begins').focus();
    await page.keyboard.type('0900AM');
    await page.getByLabel('Ends').focus();
    await page.keyboard.type('1200PM');
    await press('Save the closed days');
    await hears('1 closure planned');
    expect((await program('closed')).closures).toMatchObject([
      { from: `${year}-01-05`, makeUps: [{ day: `${year}-01-10`, from: '09:00', to: '12:00' }] },
    ]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('Closed days');
    await dialogHasFocus(page, '1 session held instead');
    // What has the focus goes with the line: the key for the next button waits until it has gone.
    await page.getByRole('button', { name: /^Open again/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('No closed days').waitFor();
    await page.getByRole('button', { name: 'Save the closed days' }).focus();
    await page.keyboard.press('Enter');
    await hears('0 closures planned');
    expect((await program('closed')).closures).toEqual([]);
  });

  it('makes a link by which the program confirms its places in one tap, once', async () => {
    await addProgram('asked');
    await openRow('asked');
    await press('Ask the program');
    await dialogHasFocus(page, 'without a login');
    await press('Make the link');
    const link = page.getByRole('dialog').getByRole('link');
    const address = (await link.getAttribute('href'))!;
    await page.goto(address);
    await page.getByText('Are these your places right now?').waitFor();
    expect(await page.locator('nav').count()).toBe(0);
    await press('Yes, that is right');
    await page.getByText('The places of Program asked are confirmed').waitFor();
    await page.goto(address);
    await page.getByText('This link was used already').waitFor();
    expect((await track('asked')).capacity.source).toBe('person');
  });

  it('records that the State was told of a program that is nearly full, and takes it back', async () => {
    await addProgram('full');
    await openRow('full');
    await press('Change places');
    await dialogHasFocus(page, 'What you say counts from now on');
    await write('10');
    await tabTo(page, 'Taken by anyone');
    await write('9');
    await press('Save the count');
    const notice = page.locator('tr[data-notice]', { hasText: 'Program full' });
    await notice.getByText('9 of 10').waitFor();
    await press('Record as given: Program full');
    await dialogHasFocus(page, 'it sends nothing');
    await press('Record as given');
    await page.locator('tr[data-notice][data-state="given"]').waitFor();
    const { items } = await ask<{ items: Array<{ state: string; programId: string }> }>(
      '/v1/capacity/notices',
    );
    expect(items).toMatchObject([{ programId: 'full', state: 'given' }]);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await press('Take back: the State was told of Program full');
    await page.locator('tr[data-notice][data-state="running"]').waitFor();
  });

  it('adds a program and changes it; what is wrong is said at its field', async () => {
    await page.goto(`${consoles.url('console')}/care/capacity`);
    await page.getByRole('heading', { level: 1, name: 'Capacity' }).waitFor();
    await press('Add a program');
    await page.getByRole('heading', { level: 1, name: 'Add a program' }).waitFor();
    await tabTo(page, 'Id');
    await page.keyboard.type('lighthouse-iop');
    await tabTo(page, 'Name');
    await page.keyboard.type('Lighthouse IOP');
    await tabTo(page, 'Regions');
    await page.keyboard.type('lighthouse');
    await tabTo(page, 'Fri');
    await page.keyboard.press('Space');
    await press('Add the program');
    await page.getByText('tracks 0 days are too few for IOP').waitFor();
    await page.getByRole('checkbox', { name: 'Fri' }).focus();
    await page.keyboard.press('Space');
    await press('Add the program');
    await page.locator('tr[data-track="lighthouse-iop/evening"]').waitFor();
    expect(await program('lighthouse-iop')).toMatchObject({
      name: 'Lighthouse IOP',
      closed: false,
    });

    await page.goto(`${consoles.url('console')}/care/capacity/lighthouse-iop`);
    await page.getByRole('button', { name: 'Save the program' }).waitFor();
    await tabTo(page, 'Takes nobody new for now');
    await page.keyboard.press('Space');
    await press('Add hours to track 1');
    await press('Remove hours 2');
    await press('Save the program');
    await eventually(async () => (await program('lighthouse-iop')).closed);
  });

  it('takes a directory in once it was seen what that would do, and takes it back', async () => {
    await addProgram('listed');
    const csv = await (
      await fetch(`${scheduling.url('scheduling')}/v1/programs/export?format=csv`)
    ).text();
    const head = csv.split('\r\n')[0]!;
    const line = csv.split('\r\n').find((each) => each.startsWith('listed,'))!;
    const write = async (...lines: string[]) => {
      await tabTo(page, 'Its text');
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText([head, ...lines].join('\r\n'));
      await press('Show what would change');
    };
    await page.goto(`${consoles.url('console')}/care/capacity`);
    await page.getByRole('heading', { level: 1, name: 'Capacity' }).waitFor();
    await press('Import programs');
    await page.getByRole('heading', { level: 1, name: 'Import programs' }).waitFor();
    await write(line.replace(/,8$/, ',many'), line.replaceAll('listed', 'no id!'));
    await page.locator('tr[data-problem="2 capacity"]').getByText('a number of places').waitFor();

    await write(line.replace(/,8$/, ',9'), line.replaceAll('listed', 'added'));
    await page.locator('tr[data-import="listed"]').getByText('capacity 9').waitFor();
    await page.locator('tr[data-import="added"]').getByText('A new program').waitFor();
    const unknown = await fetch(`${scheduling.url('scheduling')}/v1/programs/added`);
    expect(unknown.status).toBe(404);
    await press('Do it');
    await hears('Done: 1 program added, 1 changed');
    expect((await track('listed')).capacity.value).toBe(9);
    expect(await program('added')).toMatchObject({ name: 'Program added', closed: false });

    await press('Show what takes it back');
    await page.locator('tr[data-import="added"]').getByText('yes').waitFor();
    await press('Do it');
    await hears('Done: 0 programs added, 2 changed');
    expect((await track('listed')).capacity.value).toBe(8);
    expect((await program('added')).closed).toBe(true);
  });
});
