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
import { minutesAgo, Network, patient, type Placement } from './network.js';

interface PlacementWithActs extends Placement {
  readonly acts: ReadonlyArray<{
    readonly kind: string;
    readonly by: string;
    readonly reason: string;
  }>;
  readonly offers: ReadonlyArray<{ readonly programId: string; readonly status: string }>;
  readonly startsOn: string;
}

// Real: all five services with their databases and the Postgres log, and the page in Chromium.
let network: Network;
let consoles: TestServices;
let browser: Browser;
let page: Page;

/** A program of the level the hospital's patients need, or another one, with two places. */
async function addProgram(
  id: string,
  region: string,
  acceptance: string,
  level = 'IOP',
): Promise<void> {
  const sessions = { days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' };
  const hours = level === 'RR' ? { days: [], from: null, to: null } : sessions;
  const track = { id: 'evening', ...hours, modality: 'on-site', capacity: 2 };
  const response = await fetch(`${network.services.url('scheduling')}/v1/programs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ id, name: `Program ${id}`, level, regions: [region], acceptance },
      ...{ timeZone: 'America/New_York', tracks: [track] },
    }),
  });
  expect(response.status).toBe(201);
}

const read = (id: string) =>
  network.services.get<PlacementWithActs>('scheduling', `/v1/placements/${id}`);

async function done(notice: string): Promise<void> {
  const dialog = page.getByRole('dialog').first();
  await dialog.waitFor({ state: 'detached' }).catch(async () => {
    throw new Error(`Not "${notice}" but the dialog says: ${await dialog.innerText()}`);
  });
  await page.getByRole('status').getByText(notice).first().waitFor();
}

/** Opens the dialog of a key, tabs to its button and presses it. */
async function actByKey(key: string, shows: string, submit: string, notice: string): Promise<void> {
  await page.keyboard.press(key);
  await dialogHasFocus(page, shows);
  await tabTo(page, submit);
  await page.keyboard.press('Enter');
  await done(notice);
}

describeInBrowser('who places people at their browser', () => {
  let placement: Placement;

  beforeAll(async () => {
    [browser, network] = await Promise.all([openBrowser(), Network.start()]);
    const { services } = network;
    consoles = await startTestServices([consoleService], {
      HANDRAIL_DATABASE_PREFIX: services.databasePrefix,
      ...Object.fromEntries(
        SERVICES.map((name) => [`HANDRAIL_${name.toUpperCase()}_URL`, services.url(name)]),
      ),
    });
    await addProgram('near', network.region, 'by-offer');
    await addProgram('far', 'elsewhere', 'by-offer');
    await addProgram('automatic', 'elsewhere', 'automatic');
    await network.discharged(patient(1), minutesAgo(30));
    placement = await network.placed(await network.personId(patient(1)), 'offered');
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
  }, 90_000);
  afterAll(async () => {
    await browser?.close();
    await consoles?.stop();
    await network?.stop();
    if (network) await dropDatabase(testServerUrl(), `${network.services.databasePrefix}console`);
  });

  it('offers to a program beside, by keyboard alone, with the reason against it in view', async () => {
    await page.goto(`${consoles.url('console')}/placements/${placement.id}`);
    await page.getByText('Does not serve the region').first().waitFor();
    await page
      .getByText('The program serves the region, or the person states another one.')
      .first()
      .waitFor();
    await tabTo(page, 'Offer to Program far, evening');
    await page.keyboard.press('Space');
    await page.keyboard.press('o');
    await dialogHasFocus(page, 'A user name such as nurse-7');
    await page.keyboard.type('coordinator-2');
    await page.keyboard.press('Enter');
    await page.getByLabel('User name').waitFor({ state: 'detached' });
    await dialogHasFocus(page, 'Each holds a place until it answers');
    await tabTo(page, 'Offer to 1 program');
    await page.keyboard.press('Enter');
    await done('The programs are asked.');
    const { offers, acts } = await read(placement.id);
    expect(offers.map(({ programId, status }) => `${programId} ${status}`).sort()).toEqual([
      'far sent',
      'near sent',
    ]);
    expect(acts).toMatchObject([{ kind: 'offer', by: 'coordinator-2', reason: 'asked-by-person' }]);
  }, 60_000);

  it('acknowledges, declines with a reason from the list, and accepts with the yes of the person', async () => {
    await page.keyboard.type('gv');
    await page.getByText('1 other program asked').first().waitFor();
    expect(await page.getByText(/(29|30) min left/).count()).toBe(2);
    await tabTo(page, 'Acknowledge the offer to Program near');
    await page.keyboard.press('Enter');
    await page.getByText('Program near has seen the offer').waitFor();
    await tabTo(page, 'Decline the offer to Program near');
    await page.keyboard.press('Enter');
    await dialogHasFocus(page, 'the program is asked how many places it has');
    await page.keyboard.type('Not suitable');
    await page.getByText('The program is not asked again for this need.').waitFor();
    await tabTo(page, 'Decline the offer');
    await page.keyboard.press('Enter');
    await done('Program near has declined.');
    await tabTo(page, 'Accept the offer to Program far');
    await page.keyboard.press('Enter');
    await dialogHasFocus(page, 'The person was asked and says yes to this place');
    await page.keyboard.press('Space');
    await tabTo(page, 'Accept the person');
    await page.keyboard.press('Enter');
    await done('Program far has accepted.');
    const after = await read(placement.id);
    expect([after.status, after.programId]).toEqual(['confirmed', 'far']);
    expect(after.acts.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'offer asked-by-person',
      'acknowledge seen',
      'decline not-suitable',
      'accept person-agrees',
    ]);
  }, 60_000);

  it('holds, releases, extends, moves the first day, ends, reinstates and moves, by keyboard alone', async () => {
    await page.goto(`${consoles.url('console')}/placements/${placement.id}`);
    await page.getByText('Program far, evening').first().waitFor();
    await actByKey('h', 'It is kept for the person', 'Hold the place', 'The place is kept.');
    await actByKey('h', 'The person comes again.', 'Release the hold', 'The person comes again.');
    await actByKey(
      'x',
      'fewer than none take weeks back',
      'Extend the plan',
      'The plan has changed.',
    );
    const { startsOn } = await read(placement.id);
    await page.keyboard.press('d');
    await dialogHasFocus(page, 'In the time zone of the program');
    const later = new Date(Date.parse(startsOn) + 7 * 86_400_000).toISOString().slice(0, 10);
    await page.getByRole('textbox', { name: 'First day' }).fill(later);
    await tabTo(page, 'Move the first day');
    await page.keyboard.press('Enter');
    await done('The first day has moved.');
    expect((await read(placement.id)).startsOn).toBe(later);
    await actByKey('e', 'The next in line gets it', 'End the place', 'The place has ended.');
    expect((await read(placement.id)).status).toBe('completed');
    await actByKey(
      'r',
      'The end is taken back',
      'Reinstate the place',
      'The person has the place again.',
    );
    await page.keyboard.press('m');
    await dialogHasFocus(page, 'A program that takes people by offer is asked first');
    await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('automatic/evening');
    await tabTo(page, 'Move to another track');
    await page.keyboard.press('Enter');
    await page.getByText('Program automatic, evening').first().waitFor();
    const old = await read(placement.id);
    expect([old.status, old.endReason]).toEqual(['completed', 'transferred']);
    expect(old.acts.map(({ kind }) => kind).slice(4)).toEqual([
      ...['hold', 'release', 'extend', 'reschedule', 'end', 'reinstate', 'move'],
    ]);
    const moved = await network.placed(old.personId, 'confirmed');
    await eventually(() => page.url().endsWith(moved.id));
  }, 90_000);

  it('takes somebody into a recovery residence beside their care, by keyboard alone', async () => {
    await addProgram('home', network.region, 'automatic', 'RR');
    await network.rated(patient(2), minutesAgo(21), { housing: 'unstable' });
    await network.adt(
      ...(['A03', minutesAgo(20), patient(2)] as const),
      network.visit(patient(2), 'DETOX', minutesAgo(20)),
    );
    const personId = await network.personId(patient(2));
    const home = await eventually(async () =>
      (await network.placements(personId)).find(
        ({ programId, status }) => programId === 'home' && status === 'confirmed',
      ),
    );
    await page.goto(`${consoles.url('console')}/placements/${home.id}`);
    await page.getByText('Recovery residence, beside care, for').waitFor();
    expect(await page.getByRole('button', { name: 'Extend' }).count()).toBe(0);
    await actByKey('i', 'Nobody is asked any more', 'The person has moved in', 'has moved in.');
    await page.getByText('The person has come.').waitFor();
    await actByKey('i', 'nobody is sent away by it', 'The person has not moved in', 'taken back');
    expect((await read(home.id)).acts.map(({ kind }) => kind)).toEqual(['arrived', 'not-arrived']);
    // The desk of the residence records it, too.
    await page.goto(`${consoles.url('console')}/care/desk?program=home`);
    const isHere = page.getByRole('cell', { name: 'Came', exact: true });
    for (const [act, count] of [
      ['Moved in', 1],
      ['Not moved in', 0],
    ] as const) {
      await tabTo(page, `${act}: ${personId.slice(-8)}`);
      await page.keyboard.press('Enter');
      await dialogHasFocus(page, act);
      await tabTo(page, act);
      await page.keyboard.press('Enter');
      await eventually(async () => (await isHere.count()) === count);
    }
    await page.goto(`${consoles.url('console')}/placements?level=RR`);
    await page.getByRole('cell', { name: 'RR Recovery residence' }).first().waitFor();
  }, 60_000);
});
