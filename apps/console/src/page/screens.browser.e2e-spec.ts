import { describeInBrowser } from '@handrail/testing';
import type { Page } from 'playwright-core';
import type { ConsoleUnderTest } from '../testing/console-under-test.js';
import { careCase } from '../testing/care-cases.js';
import { FakeAssessment } from '../testing/fake-assessment.js';
import { fakeFeed } from '../testing/fake-feeds.js';
import { onPage, until, type PageUnderTest } from '../testing/page-under-test.js';
import { detoxToPerson } from '../testing/stories.js';
import { parkedEvent, trouble } from '../testing/trouble.js';

let under: PageUnderTest;
let subject: ConsoleUnderTest;
let page: Page;
const { open, search } = onPage((started) => {
  under = started;
  ({ subject, page } = under);
});

describeInBrowser('the overview', () => {
  it('leads from every number to the rows it counts', async () => {
    await subject.publish(
      detoxToPerson(new Date(Date.now() - 18_000_000)),
      detoxToPerson(new Date()),
    );
    trouble(subject.fakes);
    await open('/', 'Placed today, by trigger');
    const rows = async () => await page.locator('main tbody tr').count();
    for (const name of [
      /^Reassessments open/,
      /overdue$/,
      /for a person$/,
      /^Placed today \d/,
      /waiting$/,
    ]) {
      const number = page.locator('.figures').getByRole('link', { name });
      const counted = Number(/\d+/.exec(await number.innerText())![0]);
      await number.click();
      await page.locator('main tbody tr, .state-title').first().waitFor();
      await until(rows, counted);
      await page.goBack();
      await page.getByText('Placed today, by trigger').waitFor();
    }
    const detox = page.locator('.bars').getByRole('link', { name: /^Detox completed/ });
    const placed = Number(/\d+/.exec(await detox.innerText())![0]);
    await detox.click();
    await until(search, '?confirmed=today&trigger=detox-completed');
    await until(rows, placed);
  });

  it('tells services apart that are down, degraded and up', async () => {
    trouble(subject.fakes);
    await open('/', 'Degraded');
    const tile = (name: string) => page.locator('.tile').filter({ hasText: name });
    expect(await tile('Intake').innerText()).toMatch(/Up[\s\S]*Parked\s+2/);
    expect(await tile('Scheduling').innerText()).toMatch(
      /Degraded[\s\S]*4 min[\s\S]*20 persons are parked for rule-threw:unknown-track/,
    );
    expect(await tile('Outcomes').innerText()).toMatch(/Down[\s\S]*status page answered 500/);
    await tile('Scheduling').getByRole('link', { name: '4 min' }).click();
    await page.getByRole('heading', { level: 1, name: 'Scheduling' }).waitFor();
    const lag = page.getByRole('table', { name: /longest wait first/ }).locator('tbody tr');
    expect(await lag.first().innerText()).toMatch(/handrail\.assessment\s+3\s+120\s+4 min/);
  });
});

describeInBrowser('the feeds', () => {
  const sources = () => page.locator('table.feeds .feed-source').allInnerTexts();

  it('say in words what is wrong, in numbers what came, and what hangs on the wire', async () => {
    trouble(subject.fakes);
    await open('/feeds', 'No message for 42 min, usually one every 2 min');
    const row = async (source: string) =>
      (await page.locator('table.feeds tr', { hasText: source }).innerText()).replace(/\s+/g, ' ');
    expect(await row('LAKESIDE')).toMatch(
      /3 sequence numbers of 120 missing Alarm .* 3.4 4,800 310 6 4,472 12 None$/,
    );
    expect(await row('LAKESIDE')).toContain('912 updates (A08) in an hour, usually 40');
    expect(await row('north-shore')).toMatch(/No person identifier 1 h 35 min ago$/);
    const hangs = page.locator('tr', { hasText: '10.20.0.15:51544' });
    expect(await hangs.innerText()).toMatch(/Does not end\s+212 bytes, begun \d+ s ago/);
    await hangs.getByText('Bytes, masked').click();
    expect(await hangs.locator('code').innerText()).toMatch(/^0b 4d 53 48 7c .* 7c \.\. \.\. 0d$/);
    const maySend = await page
      .getByRole('table', { name: /^Who may send/ })
      .locator('tbody tr')
      .allInnerTexts();
    expect(maySend.map((text) => text.replace(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^dns:adt\.lakeside\.test .* CAREAPP\|LAKESIDE Has run out /),
      expect.stringMatching(/^dns:adt\.harbour\.test .* \*\|HARBOUR, LAB\|HARBOUR-LAB Soon /),
      expect.stringMatching(/^dns:hub\.bay\.test Our MLLP listener Nobody \D*\d/),
      expect.stringMatching(/^uri:urn:quay .* QUAY\|\* Not seen since intake started$/),
      expect.stringMatching(/^st-mary .* urn:hospital:st-mary The issuer knows$/),
    ]);
  });

  it('are sorted, filtered and opened by the address and by keys, and read again', async () => {
    trouble(subject.fakes);
    await open('/', 'Placed today, by trigger');
    await page
      .locator('.figures')
      .getByRole('link', { name: /^Feeds with an alarm 2/ })
      .click();
    await until(sources, ['ADMIT|ST-MARY', 'CAREAPP|LAKESIDE']);
    expect(under.path() + search()).toBe('/feeds?state=alarm');
    await page.getByLabel('State').selectOption('');
    await page.getByRole('button', { name: 'Received' }).click();
    await until(search, '?sort=received');
    const byReceived = await sources();
    expect(byReceived.slice(0, 2)).toEqual(['ADMIT|ST-MARY', 'CAREAPP|LAKESIDE']);
    expect(byReceived[3]).toBe('https://fhir.harbor.example');
    await page.goBack();
    await until(async () => (await sources())[0], 'ADMIT|ST-MARY');
    await page.keyboard.type('gf');
    await until(search, '');
    await page.keyboard.type('jj');
    await page.keyboard.press('Enter');
    const opened = page.locator('.feed-details');
    expect(await opened.innerText()).toMatch(/Last hour\s+204, usually 200/);
    await page.keyboard.press('Enter');
    await opened.waitFor({ state: 'detached' });
    subject.fakes.intake.answers.set('/v1/feeds', { items: [fakeFeed(7)], nextCursor: null });
    await until(sources, ['CAREAPP|HOSPITAL-7']);
    subject.fakes.intake.broken = true;
    await page.getByText(/intake service does not answer\. You see what was read at/).waitFor();
  });

  it('are not shown as empty when intake says nothing', async () => {
    await open('/feeds', 'The intake service does not answer');
    await page.getByText('its feeds page answered 404').waitFor();
    subject.fakes.intake.answers.set('/v1/feeds', { items: [], nextCursor: null });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('A source appears here with its first message').waitFor();
    await page.getByText('Intake does not say how its listener stands').waitFor();
  });
});

describeInBrowser('a journey', () => {
  it('tells the story with causes and unfolds the decision', async () => {
    await open(`/people/${under.first.personId}`, 'Level of care decided: IOP');
    const story = page.locator('.timeline .moment-title');
    const newest = await story.allInnerTexts();
    await page.getByRole('button', { name: 'Newest first' }).click();
    await until(search, '?order=oldest');
    expect(await story.allInnerTexts()).toEqual(newest.toReversed());
    const decided = page.locator('.moment', { hasText: 'Level of care decided: IOP' }).first();
    expect(await decided.innerText()).toContain('because: Reassessment opened');
    expect(await decided.getByText('at least IOP').first().isVisible()).toBe(false);
    await decided.locator('summary').click();
    expect(await decided.innerText()).toMatch(/R4-d4\s+d4 = 2\s+at least IOP/);
    expect(await decided.innerText()).toContain('Would change if d5 were 3 (PHP).');
    expect(await page.locator('.now').innerText()).toContain('IOP Intensive outpatient');
  });
});

describeInBrowser('parked events', () => {
  it('are given up only with a reason and the number typed', async () => {
    subject.fakes.scheduling.parked = Array.from({ length: 12 }, (_, at) => parkedEvent(at));
    await open('/parked', 'A rule failed: unknown track');
    await page.getByRole('button', { name: /^Discard 12 events/ }).click();
    const dialog = page.getByRole('dialog');
    const go = dialog.getByRole('button', { name: 'Discard 12 events' });
    expect(await dialog.innerText()).toContain('12 events will be given up for good');
    await dialog.getByLabel('Reason').fill('cannot be repaired');
    expect(await go.isDisabled()).toBe(true);
    await dialog.getByLabel(/To go on, type/).fill('discard 12');
    await go.click();
    await dialog.getByText('Of 12 events: 12 discarded.').waitFor();
    await page.getByText('Nothing is parked').waitFor();
    expect(subject.fakes.scheduling.acts).toHaveLength(12);
    const done = page.getByRole('table', { name: 'What operators did, newest first' });
    expect(await done.locator('tbody tr').first().innerText()).toMatch(
      /Discard 12\s+Scheduling\s+A rule failed: unknown track\s+cannot be repaired/,
    );
  });

  it('are tried again one by one, and say what failed again', async () => {
    subject.fakes.scheduling.parked = [parkedEvent(0), parkedEvent(1)];
    subject.fakes.scheduling.stubborn.add(parkedEvent(1).id);
    await open('/parked', 'A rule failed: unknown track');
    await page.getByRole('button', { name: /^Show 2 events/ }).click();
    await page.getByRole('button', { name: `Retry event ${parkedEvent(0).id.slice(-8)}` }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('release 12 is out');
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Retry 1 event' }).click();
    await dialog.getByText('The event: applied.').waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Retry 1 event: A rule failed/ }).click();
    await dialog.getByLabel('Reason').fill('once more');
    await dialog.getByRole('button', { name: 'Retry 1 event' }).click();
    await dialog.getByText('The event: parked again.').waitFor();
    expect(await dialog.getByRole('listitem').innerText()).toContain(
      'parked again: A rule failed: unknown track',
    );
    // The reader closes it: what did not work must not vanish by itself.
    await page.clock.runFor(5_000);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('A rule failed: unknown track').first().waitFor();
    expect(subject.fakes.scheduling.parked.map((item) => item.id)).toEqual([parkedEvent(1).id]);
  });

  it('refuse when there are more than the reader saw', async () => {
    subject.fakes.scheduling.parked = [parkedEvent(0)];
    await open('/parked', 'A rule failed: unknown track');
    await page.getByRole('button', { name: /^Retry 1 event: A rule failed/ }).click();
    subject.fakes.scheduling.parked = [parkedEvent(0), parkedEvent(1)];
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('release 12 is out');
    await dialog.getByRole('button', { name: 'Retry 1 event' }).click();
    await dialog.getByText('The group has 2 events now, not 1.').waitFor();
    expect(subject.fakes.scheduling.acts).toEqual([]);
  });
});

describeInBrowser('policies', () => {
  const care = new FakeAssessment();
  beforeEach(() => {
    subject.fakes.assessment.more = care.answer;
  });

  it('show who approved a version, every row with its hits, and lead to what-if', async () => {
    await open('/care/policies', 'First proposal');
    const rows = await page.locator('tbody tr').allInnerTexts();
    expect(rows[0]).toContain('Nobody has approved it');
    expect(rows[1]).toContain('Approved by medical-director');
    const overruled = page.locator('tr', { hasText: 'R4-d5-3' });
    expect((await overruled.innerText()).replace(/\s+/g, ' ')).toBe('R4-d5-3 96 24 25 %');
    await page.getByRole('link', { name: '2026.1', exact: true }).click();
    await page.getByText('Never', { exact: true }).waitFor();
    const never = page.locator('tr', { hasText: 'R4-d5-4' });
    expect((await never.innerText()).replace(/\s+/g, ' ')).toContain(
      'd5 4, housing stable or unstable',
    );
    expect(await page.locator('tr', { hasText: 'R4-d4-2' }).innerText()).toMatch(/4\s+1,204$/);
    await page.getByRole('button', { name: '1 row' }).click();
    await until(() => page.locator('tbody tr').count(), 1);
    expect(search()).toBe('?rows=never-hit');
    await page.getByRole('link', { name: 'What if', exact: true }).last().click();
    await page.getByText('would have come out otherwise').waitFor();
    expect(under.path() + search()).toBe('/care/what-if?version=2026.1');
  });

  it('are tried against each other, with demand beside places and the people it concerns', async () => {
    const task = careCase(1);
    care.add(task);
    subject.fakes.scheduling.answers.set('/v1/programs', {
      items: [
        {
          level: 'IOP',
          tracks: [{ capacity: 12, used: 7, free: 3, asOf: new Date().toISOString() }],
        },
        {
          level: 'IOP',
          tracks: [{ capacity: 8, used: 8, free: 0, asOf: '2026-11-20T08:00:00.000Z' }],
        },
        // Nobody is placed there by Handrail, and yet nothing is free.
        { level: 'OP', tracks: [{ capacity: 16, used: 0, held: 2, occupied: 14, free: 0 }] },
      ],
      nextCursor: null,
    });
    await open('/care/what-if?version=2026.2&since=7d', 'Who would get another level');
    const iop = page.locator('.halves tr', { hasText: /^IOP500/ });
    await until(async () => (await iop.innerText()).includes('3 of 20'), true);
    const op = await page.locator('.halves tr', { hasText: /^OP300/ }).innerText();
    expect(op).toMatch(/-40\s+0 of 16/);
    const asked = page.getByRole('region', { name: 'Who would be asked for at all' });
    expect((await asked.innerText()).replace(/\s+/g, ' ')).toContain(
      'lost-contact-days 90 → 60 Over the facts of 812 people: ' +
        '2 reassessments more (1 IOP, 1 for a person to decide); 0 reassessments fewer.',
    );
    expect(await asked.locator('tbody tr').innerText()).toMatch(/Asked for\s+Lost contact\s+IOP/);
    await page.getByLabel('Against', { exact: true }).selectOption('2026.1');
    await until(search, '?against=2026.1&since=7d&version=2026.2');
    await page.getByRole('button', { name: 'Ask 2026.2 and 2026.1' }).click();
    await page.getByText('Version 2026.1 says').waitFor();
    await page.getByLabel('The case, as JSON').fill('{"ratings": ');
    await page.getByText('This is not JSON').waitFor();
    await page.getByRole('link', { name: 'OP → IOP' }).first().click();
    await page.getByText('Recovery environment').waitFor();
    expect(under.path()).toBe(`/care/reassessments/${task.id}`);
  });
});
