import { describeInBrowser, dialogsSettle, eventually } from '@handrail/testing';
import type { Page } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { tabTo } from './keyboard.js';
import { DESK, NetworkInBrowser } from './network-in-browser.js';
import { minutesAgo, patient, type Network, type Placement } from './network.js';
import { Receiver } from './receiver.js';

// Real: all five services with their databases and the Postgres log, and the page in Chromium.
let under: NetworkInBrowser | undefined;
let receiver: Receiver;
let network: Network;
let page: Page;

interface WithActs extends Placement {
  readonly acts: ReadonlyArray<{ readonly kind: string; readonly by: string }>;
  readonly needsReview: string | null;
}

const press = async (name: string) => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const pressOn = async (name: RegExp) => {
  await dialogsSettle(page);
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
};
const dialog = () => page.getByRole('dialog').last();
const dialogHasFocus = () => dialog().locator(':focus').waitFor();
const row = (id: string) => page.locator(`tr[data-placement="${id}"]`);
const read = (id: string) => network.services.get<WithActs>('scheduling', `/v1/placements/${id}`);
const actsOf = async (id: string) =>
  (await read(id)).acts.map(({ kind, by }) => `${kind} by ${by}`);

async function addProgram(id: string, acceptance: string, capacity: number): Promise<void> {
  const hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] };
  const response = await fetch(`${network.services.url('scheduling')}/v1/programs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ id, name: `Program ${id}`, level: 'IOP', regions: [network.region], acceptance },
      timeZone: 'America/New_York',
      tracks: [{ id: 'day', ...hours, from: '09:00', to: '11:00', modality: 'on-site', capacity }],
    }),
  });
  expect(response.status).toBe(201);
}

const [first, second, third] = [patient(1), patient(2), patient(3)];
const placementOf = async (mrn: typeof first, status: string) =>
  await network.placed(await network.personId(mrn), status);

describeInBrowser('desks, by keyboard alone', () => {
  beforeAll(async () => {
    receiver = await Receiver.start();
    under = await NetworkInBrowser.start({
      HANDRAIL_WEBHOOK_PRIVATE_ADDRESSES: 'true',
      HANDRAIL_WEBHOOK_POLL_MS: '50',
    });
    ({ network, page } = under);
  }, 90_000);
  afterAll(async () => {
    await under?.stop();
    receiver.stop();
  });

  it('somebody who calls asks for care of a person, and a reassessment opens', async () => {
    const asked = patient(9);
    await under!.open('/care/request', 'Request care');
    await tabTo(page, 'Number');
    await page.keyboard.type(asked.mrn);
    await tabTo(page, 'Issued by');
    await page.keyboard.type(`urn:oid:${network.authority}`);
    await tabTo(page, 'Asked for by');
    await page.keyboard.type('A court');
    await tabTo(page, 'Pregnant');
    await page.keyboard.type('Yes');
    await tabTo(page, 'Region');
    await page.keyboard.type(network.region);
    await press('Request care');
    await page.getByText('Care was asked for.').waitFor();
    await press('See what became of it');
    await page.getByRole('heading', { level: 1, name: /^Message/ }).waitFor();
    const personId = await network.personId(asked);
    await eventually(async () => {
      const [opened] = await network.reassessments(personId);
      return opened?.trigger.kind === 'care-requested';
    });
  });

  it('whoever coordinates sees what left nobody a program, and asks who was placed unasked', async () => {
    await network.discharged(first, minutesAgo(30));
    const waits = await placementOf(first, 'waitlisted');
    await under!.open('/care/coordination', 'Coordination');
    await press('No matching program');
    await row(waits.id)
      .getByText(/programs?: other regions only/)
      .waitFor();

    await addProgram('daily', 'automatic', 1);
    const placed = await placementOf(first, 'confirmed');
    await row(waits.id).waitFor({ state: 'detached' });
    await press('To be asked');
    await row(placed.id).getByText('Was given a place and not asked yet').waitFor();
    await pressOn(/^Answer/);
    await dialogHasFocus();
    await page.keyboard.type('Yes');
    await press('Record the answer');
    await row(placed.id).waitFor({ state: 'detached' });
    expect(await actsOf(placed.id)).toEqual([`person-answer by ${DESK}`]);
  });

  it('an admission desk accepts one person and declines another, with its reason', async () => {
    await addProgram('asked', 'by-offer', 2);
    await network.discharged(second, minutesAgo(20));
    const offered = await placementOf(second, 'offered');
    await under!.open('/care/desk?program=asked', 'Admission desk');
    await pressOn(/^Accept: /);
    await dialogHasFocus();
    await press('Accept');
    await page.getByText('No offer waits for an answer.').waitFor();
    expect((await placementOf(second, 'confirmed')).id).toBe(offered.id);

    await network.discharged(third, minutesAgo(10));
    const { id } = await placementOf(third, 'offered');
    await pressOn(/^Decline: /);
    await dialogHasFocus();
    await tabTo(page, 'Reason');
    await page.keyboard.type('Not suitable');
    await press('Decline');
    await page.getByText('No offer waits for an answer.').waitFor();
    expect((await placementOf(third, 'waitlisted')).id).not.toBe(id);
    expect(await read(id)).toMatchObject({ status: 'declined', endReason: 'not-suitable' });
    expect([...(await actsOf(offered.id)), ...(await actsOf(id))]).toEqual([
      `accept by ${DESK}`,
      `decline by ${DESK}`,
    ]);
  });

  it('records who came, confirms its places, and what was given in vain is looked at', async () => {
    const { id } = await placementOf(second, 'confirmed');
    // As if the first session had been a week ago: today is a day of sessions, whatever day it is.
    await network.database('scheduling').query(
      `UPDATE placement SET starts_on = current_date - 7,
         plan = jsonb_set(plan, '{startsOn}', to_jsonb((current_date - 7)::text)) WHERE id = $1`,
      [id],
    );
    await under!.open('/care/desk?program=asked', 'Admission desk');
    await page.locator(`input[name="${id}"][value="attended"]`).focus();
    await page.keyboard.press('Space');
    await press('Record 1 person');
    await page.getByText('Recorded for 1 person.').waitFor();
    await press('Confirm the places of day');
    await page.getByText('day: 2 places, 1 taken, confirmed now.').waitFor();
    const { items } = await network.services.get<{
      items: Array<{ capacity: { source: string }; takenElsewhere: { value: number } }>;
    }>('scheduling', '/v1/capacity?programId=asked');
    expect(items).toMatchObject([{ capacity: { source: 'person' }, takenElsewhere: { value: 0 } }]);
    await eventually(
      async () => (await network.titles(await network.personId(second))).join().includes('ttended'),
      { what: 'the session in the journey of the person' },
    );

    // The hospital takes the discharge back: the place was given for nothing, and somebody has come to it.
    await network.adt('A13', minutesAgo(5), second, network.visit(second, 'DETOX'));
    await eventually(async () => (await read(id)).needsReview === 'cause-retracted');
    await under!.open('/care/coordination', 'Coordination');
    await row(id).getByText('What the place was given for was taken back').waitFor();
    await pressOn(/^Reviewed/);
    await dialogHasFocus();
    await page.keyboard.type('Arranged');
    await press('Take it off the list');
    await row(id).waitFor({ state: 'detached' });
    await press('Put it back');
    await row(id).waitFor();
    expect(await actsOf(id)).toEqual(
      ['accept', 'reviewed', 'review-again'].map((kind) => `${kind} by ${DESK}`),
    );
  });

  it('whoever runs the network subscribes a receiver, sees what arrives, and brings it back', async () => {
    const delivery = (number: number, status: string) =>
      page.locator(`tr[data-delivery="${number}"][data-status="${status}"]`);
    const state = (status: string) => page.locator(`dd[data-state="${status}"]`).waitFor();
    const secretShown = () => dialog().locator('[data-secret]').innerText();
    const act = async (name: string) => {
      await press(name);
      await dialogHasFocus();
      await press(name);
    };
    await under!.open('/webhooks', 'Webhooks');
    await press('Subscribe a receiver');
    await dialogHasFocus();
    await page.keyboard.type('st-mary-desk');
    await tabTo(page, 'Address');
    await page.keyboard.type(receiver.url);
    await press('Subscribe');
    const secret = await secretShown();
    await press('It is noted');
    await page.locator('tr[data-webhook="st-mary-desk"]').waitFor();
    await press('st-mary-desk');
    await page.getByRole('heading', { level: 1, name: 'st-mary-desk' }).waitFor();

    receiver.status = 500;
    await network.discharged(patient(7), minutesAgo(4));
    await delivery(1, 'pending')
      .getByText(/answered 500/)
      .waitFor();
    receiver.status = 204;
    await act('Send again');
    await page.getByRole('status').getByText('1 event sent again').waitFor();
    await delivery(1, 'delivered').waitFor();
    const { headers, text } = receiver.received.at(-1)!;
    const heard = new Webhook(secret).verify(text, headers as Record<string, string>);
    expect(heard).toMatchObject({ data: { number: 1 } });

    receiver.status = 410;
    await network.discharged(patient(8), minutesAgo(3));
    await page.getByRole('alert').getByText('gone for good (410)').waitFor();
    await state('disabled');
    receiver.status = 204;
    await act('Resume');
    await state('active');
    await delivery(2, 'delivered').waitFor();

    await act('New secret');
    expect(await secretShown()).not.toBe(secret);
    await press('It is noted');
    await act('Pause');
    await state('paused');
    await act('Remove');
    await state('removed');
    await act('Put back');
    await state('paused');
    const kinds = await network
      .database('scheduling')
      .query<Array<{ act: string }>>(
        `SELECT kind || ' by ' || done_by AS act FROM webhook_act ORDER BY at`,
      );
    expect(kinds.map(({ act: each }) => each)).toEqual(
      ['subscribe', 'resend', 'resume', 'rotate', 'pause', 'remove', 'restore'].map(
        (kind) => `${kind} by ${DESK}`,
      ),
    );
  });
});
