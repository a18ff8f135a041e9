import { once } from 'node:events';
import { SERVICES } from './installation.js';
import { percentilesOf, type Bench, type Percentiles } from './measure.js';
import type { Sent } from './sender.js';
import { LogWatch, sumOf } from './watch.js';

/** The load goes on for so long after the services are back, at least. */
const AFTERWARDS_SECONDS = 60;
/** So many seconds' worth of records may be unread when what had gathered is worked off. */
const UNREAD_SECONDS = 2;
const RECORDS_PER_EVENT = 8;
const WITHIN_MS = 300_000;

/** What an outage of everything but intake leaves, and what it costs those who send meanwhile. */
export interface BacklogFigures {
  readonly perSecond: number;
  readonly seconds: number;
  readonly unread: number;
  /** From when the services were ready again. */
  readonly drainSeconds: number;
  readonly acknowledged: { readonly alone: Percentiles; readonly draining: Percentiles };
  readonly refused: number;
}

const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));

/** Sends at one rate while only intake runs, starts the others, and waits until they have caught up. */
export async function measureBacklog(
  { services, sender, eventLog }: Bench,
  perSecond: number,
  seconds: number,
): Promise<BacklogFigures> {
  const watch = new LogWatch(eventLog);
  await services.halt();
  await services.run(['intake']);
  const answer = once(sender, 'message') as Promise<[Sent]>;
  sender.send({
    intake: services.url('intake'),
    ...{ run: Date.now().toString(36), seed: 1, perSecond, hotShare: 0 },
    seconds: seconds + AFTERWARDS_SECONDS,
  });
  await sleep(seconds * 1_000);
  const unread = sumOf(await watch.unread());
  await services.run(SERVICES.filter((name) => name !== 'intake'));
  const back = performance.now();
  while (sumOf(await watch.unread()) > perSecond * RECORDS_PER_EVENT * UNREAD_SECONDS) {
    if (performance.now() - back > WITHIN_MS)
      throw new Error('what had gathered was not worked off');
    await sleep(250);
  }
  const drainSeconds = (performance.now() - back) / 1_000;
  const [{ acknowledgedAfterMs, refused }] = await answer;
  const before = Math.floor(
    (acknowledgedAfterMs.length * seconds) / (seconds + AFTERWARDS_SECONDS),
  );
  const [alone, draining] = [
    percentilesOf(acknowledgedAfterMs.slice(0, before)),
    percentilesOf(acknowledgedAfterMs.slice(before)),
  ];
  return { perSecond, seconds, unread, drainSeconds, acknowledged: { alone, draining }, refused };
}
