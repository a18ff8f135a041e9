import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { EventLog } from '@handrail/messaging';
import type { DatabaseFigures, ServerFigures } from './database-figures.js';
import type { Installation } from './installation.js';
import type { Groups, ProcessorTime } from './processor-time.js';
import type { Sent, Stretch } from './sender.js';
import { LogWatch, sumOf } from './watch.js';

export interface Bench {
  readonly name: string;
  readonly services: Installation;
  readonly sender: ChildProcess;
  readonly eventLog: EventLog;
  readonly figures: ServerFigures;
  readonly processors: ProcessorTime;
}

export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What a stretch of load cost, and how long people waited in it. */
export interface StretchFigures {
  readonly perSecond: number;
  readonly sent: number;
  readonly refused: number;
  readonly acknowledgement: Percentiles;
  /** From the acknowledgement to the level of care, and to the placement, in milliseconds. */
  readonly determination: Percentiles;
  readonly placement: Percentiles;
  /** Unread records when half of the stretch was over, at its end, and how long until there were none. */
  readonly unreadMidway: number;
  readonly unreadAtEnd: number;
  readonly drainSeconds: number;
  readonly cpuSeconds: ReadonlyMap<string, number>;
  readonly rssMb: ReadonlyMap<string, number>;
  readonly database: DatabaseFigures;
  readonly isSustained: boolean;
  readonly sustained?: number;
}

/** So many seconds' worth of records may be unread at the end of a stretch that was kept up with. */
const UNREAD_SECONDS = 2;
const RECORDS_PER_EVENT = 8;
const DRAIN_WITHIN_MS = 120_000;

const sleep = (ms: number) => new Promise((wait) => setTimeout(wait, ms));
let stretches = 0;

/** Sends at one rate for so long, waits until everything was read, and answers the figures. */
export async function measureAt(
  bench: Bench,
  perSecond: number,
  seconds: number,
  hotShare = 0,
): Promise<StretchFigures> {
  const watch = new LogWatch(bench.eventLog);
  await watch.start();
  const before = await readFigures(bench);
  stretches += 1;
  const run = `${Date.now().toString(36)}-${stretches}`;
  const stretch: Stretch = {
    intake: bench.services.url('intake'),
    ...{ run, seed: stretches, perSecond, seconds, hotShare },
  };
  const answer = once(bench.sender, 'message');
  bench.sender.send(stretch);
  await sleep(seconds * 500);
  const midway = await watch.unread();
  const [sent] = (await answer) as [Sent];
  const atEnd = sumOf(await watch.unread());
  const ended = performance.now();
  while (sumOf(await watch.unread()) > 0 && performance.now() - ended < DRAIN_WITHIN_MS)
    await sleep(100);
  const drainSeconds = (performance.now() - ended) / 1_000;
  await sleep(300);
  const after = await readFigures(bench);
  const { determinedAt, placedAt } = watch.followed;
  await watch.stop();
  const slowest = percentilesOf(sent.acknowledgedAfterMs);
  const lateSeconds = slowest.p95 / 1_000;
  return {
    perSecond,
    sent: sent.sent,
    refused: sent.refused,
    acknowledgement: slowest,
    determination: percentilesOf(waits(sent, determinedAt)),
    placement: percentilesOf(waits(sent, placedAt)),
    unreadMidway: sumOf(midway),
    unreadAtEnd: atEnd,
    drainSeconds,
    cpuSeconds: differences(before.groups, after.groups),
    rssMb: new Map([...after.groups].map(([name, { rssMb }]) => [name, rssMb])),
    database: minus(after.database, before.database),
    isSustained:
      lateSeconds < UNREAD_SECONDS &&
      atEnd < perSecond * RECORDS_PER_EVENT * UNREAD_SECONDS &&
      sent.refused === 0 &&
      drainSeconds < Math.max(2, seconds / 5),
  };
}

/** The highest rate of a series that grows by a fifth at which nothing piles up. */
export async function searchSustained(bench: Bench, seconds: number): Promise<number> {
  let held = 0;
  let factor = 1.6;
  for (let rate = 60; ; rate = Math.round(rate * factor)) {
    const figures = await measureAt(bench, rate, seconds);
    process.stdout.write(
      `  ${bench.name}: ${rate}/s ${figures.isSustained ? 'held' : 'not held'} ` +
        `(unread ${figures.unreadMidway}, ${figures.unreadAtEnd}; drained in ${figures.drainSeconds.toFixed(1)} s; ` +
        `placement p50 ${figures.placement.p50.toFixed(0)} ms, p99 ${figures.placement.p99.toFixed(0)} ms)\n`,
    );
    if (figures.isSustained) held = rate;
    else if (held === 0 || factor < 1.3) return Math.max(held, 20);
    else [rate, factor] = [held, 1.2];
  }
}

const readFigures = async ({ figures, processors }: Bench) => ({
  database: await figures.read(),
  groups: processors.read(),
});

function waits(sent: Sent, seenAt: ReadonlyMap<string, number>): number[] {
  return sent.acknowledgedAt.flatMap(([messageId, acknowledgedAt]) => {
    const at = seenAt.get(messageId);
    return at === undefined ? [] : [Math.max(0, at - acknowledgedAt)];
  });
}

export function percentilesOf(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

const differences = (before: Groups, after: Groups): Map<string, number> =>
  new Map(
    [...after].map(([name, { cpuSeconds }]) => [
      name,
      cpuSeconds - (before.get(name)?.cpuSeconds ?? 0),
    ]),
  );

const minus = (after: DatabaseFigures, before: DatabaseFigures): DatabaseFigures => ({
  commits: after.commits - before.commits,
  statements: after.statements - before.statements,
  executionMs: after.executionMs - before.executionMs,
  walBytes: after.walBytes - before.walBytes,
});
