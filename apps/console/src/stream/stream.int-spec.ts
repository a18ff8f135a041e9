import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@handrail/testing';
import type { EventPush } from '../api/events.js';
import type { Overview } from '../reads/overview/overview.view.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { detoxToPlace } from '../testing/stories.js';
import { EventTail } from './event-tail.js';
import { StreamHub } from './stream-hub.js';

let subject: ConsoleUnderTest;
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
});
afterAll(() => subject.stop());

/** A browser: collects what the stream pushes until it is closed. */
class Browser {
  readonly pushes: EventPush[] = [];
  readonly overviews: Overview[] = [];
  raw = '';
  readonly #stop = new AbortController();

  static async open(url: string, query = ''): Promise<Browser> {
    const browser = new Browser();
    const answer = await fetch(`${url}/v1/console/stream${query}`, {
      signal: browser.#stop.signal,
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    void browser.#read(answer.body!);
    return browser;
  }

  rows() {
    return this.pushes.flatMap((push) => push.rows);
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const part of body) {
        const text = decoder.decode(part, { stream: true });
        this.raw += text;
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.#take(block);
      }
    } catch {
      // Closed by the test or by the console.
    }
  }

  #take(block: string): void {
    const name = /^event: (.*)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (!data) return;
    if (name === 'events') this.pushes.push(JSON.parse(data) as EventPush);
    if (name === 'overview') this.overviews.push(JSON.parse(data) as Overview);
  }
}

const INSERT = `INSERT INTO recent_event (id, type, service, key, time, recorded_time, causation_id,
    correlation_id, source, outcome, data)
  VALUES (gen_random_uuid(), $1, 'intake', 'k', now(), now(), 'c', 'm', 's', 'recorded', '{}')`;

describe('the live stream', () => {
  it('pushes an overview at once and events as they arrive, each once and in order', async () => {
    const browser = await Browser.open(subject.url, '?tz=America/New_York');
    await eventually(() => browser.overviews.length > 0, { what: 'the first overview' });
    expect(browser.overviews[0]?.timeZone).toBe('America/New_York');
    await sleep(600);
    const stories = [detoxToPlace(new Date()), detoxToPlace(new Date())];
    await subject.publish(...stories);
    const ids = stories.flatMap((story) => story.events.map((event) => event.id)).sort();
    await eventually(() => browser.rows().length >= ids.length, { what: 'all rows' });
    await sleep(700);
    expect(
      browser
        .rows()
        .map((row) => row.id)
        .sort(),
    ).toEqual(ids);
    for (const push of browser.pushes) expect(push.skipped).toBe(0);
    browser.close();
  });

  it('holds back what a slower transaction could still come before', async () => {
    const tail = new EventTail(subject.database);
    const slow = subject.database.createQueryRunner();
    const fast = subject.database.createQueryRunner();
    await Promise.all([slow.connect(), fast.connect()]);
    const types = (push: EventPush | null) => push?.rows.map((row) => row.type) ?? [];
    try {
      const from = await tail.end();
      await slow.startTransaction();
      await slow.query(INSERT, ['took-its-number-first']);
      await fast.query(INSERT, ['committed-first']);
      const early = await tail.read(from);
      expect(types(early.push)).toEqual([]);
      await slow.commitTransaction();
      // Transactions of other databases of the server hold rows back too, until they end.
      const late = await eventually(async () => {
        const read = await tail.read(early.next);
        return types(read.push).length > 0 && read;
      });
      expect(types(late.push).sort()).toEqual(['committed-first', 'took-its-number-first']);
      expect(types((await tail.read(late.next)).push)).toEqual([]);
    } finally {
      await Promise.all([slow.release(), fast.release()]);
    }
  });

  it('sends the newest of a flood and says how many it left out', async () => {
    const tail = new EventTail(subject.database);
    const from = await tail.end();
    await subject.database.query(
      `INSERT INTO recent_event (id, type, service, key, time, recorded_time, causation_id,
         correlation_id, source, outcome, data)
       SELECT gen_random_uuid(), 'flood-' || n, 'intake', 'k', now(), now(), 'c', 'm', 's',
         'recorded', '{}' FROM generate_series(1, 450) n`,
    );
    const { push, next } = await eventually(async () => {
      const read = await tail.read(from);
      return read.push !== null && read;
    });
    expect(push?.rows).toHaveLength(200);
    expect(push?.skipped).toBe(250);
    expect(push?.rows[0]?.type).toBe('flood-450');
    expect((await tail.read(next)).push).toBeNull();
  });

  it('rests when nobody watches: no timer, no question to a service', async () => {
    const intake = subject.fakes.intake;
    const inside = subject.provider(StreamHub);
    const nobodyWatches = async () => {
      await eventually(() => inside.watching() === 0, { what: 'the browser to be gone' });
      // A question that was under way gets its answer.
      await sleep(500);
    };
    await nobodyWatches();
    const before = intake.asked;
    await subject.publish(detoxToPlace(new Date()));
    await sleep(3_000);
    expect(intake.asked).toBe(before);
    const watched = await Browser.open(subject.url);
    await eventually(() => intake.asked > before, { what: 'the console to ask again' });
    watched.close();
    await nobodyWatches();
    const after = intake.asked;
    await sleep(2_500);
    expect(intake.asked).toBe(after);
  });
});
