import type { DearStatement } from './database-figures.js';
import type { BacklogFigures } from './backlog.js';
import type { Percentiles, StretchFigures } from './measure.js';
import type { TutorialFigures } from './tutorial-chain.js';

const line = (text: string) => process.stdout.write(`${text}\n`);
const of = ({ count, p50, p95, p99 }: Percentiles): string =>
  `p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms of ${count}`;

/** One contender's figures as a block of lines. */
export function printFigures(
  name: string,
  sustained: number | undefined,
  figures: StretchFigures,
): void {
  const thousands = figures.sent / 1_000;
  const total = [...figures.cpuSeconds.values()].reduce((sum, each) => sum + each, 0);
  line('');
  line(`${name}`);
  if (sustained !== undefined) line(`  sustained          ${sustained} events a second`);
  line(`  measured at        ${figures.perSecond.toFixed(0)} a second, ${figures.sent} events`);
  line(`  acknowledgement    ${of(figures.acknowledgement)}`);
  line(`  level of care      ${of(figures.determination)} after it`);
  line(`  placement          ${of(figures.placement)} after it`);
  line(`  drained in         ${figures.drainSeconds.toFixed(1)} s`);
  line(`  processor          ${(total / thousands).toFixed(2)} s per 1,000 events`);
  for (const [group, seconds] of [...figures.cpuSeconds].sort((a, b) => b[1] - a[1]))
    if (seconds > 0)
      line(
        `    ${group.padEnd(22)} ${(seconds / thousands).toFixed(2)} s, ${figures.rssMb.get(group)?.toFixed(0)} MB`,
      );
  const { database, sent } = figures;
  line(
    `  database           ${(database.commits / sent).toFixed(2)} commits, ` +
      `${(database.statements / sent).toFixed(1)} statements, ` +
      `${(database.executionMs / sent).toFixed(2)} ms of execution, ` +
      `${(database.walBytes / 1_024 / sent).toFixed(1)} kB of WAL an event`,
  );
}

/** What one person of whom very much is told costs everybody else, and how long their own events take. */
export function printHot(
  name: string,
  { others, events, seconds }: { others: number; events: number; seconds: number },
  { alone, beside }: { alone: StretchFigures; beside: StretchFigures },
): void {
  line('');
  line(`${name}: ${events} events of one person in ${seconds} s, ${others} a second of others`);
  line(`  level of care        ${of(alone.determination)} alone`);
  line(`                       ${of(beside.determination)} beside them`);
  line(`  placement            ${of(alone.placement)} alone`);
  line(`                       ${of(beside.placement)} beside them`);
  line(`  their own, drained   ${beside.drainSeconds.toFixed(1)} s after the last`);
  line(`  refused              ${beside.refused}`);
}

/** How long what gathered while all but intake were off took them, and who sent meanwhile waited. */
export function printBacklog(
  name: string,
  { perSecond, seconds, unread, drainSeconds, acknowledged, refused }: BacklogFigures,
): void {
  line('');
  line(`${name}: all but intake off for ${seconds} s at ${perSecond} a second`);
  line(`  gathered             ${unread} records unread by their readers`);
  line(`  worked off in        ${drainSeconds.toFixed(1)} s, with the load going on`);
  line(`  acknowledgement      ${of(acknowledged.alone)} while they were off`);
  line(`                       ${of(acknowledged.draining)} afterwards`);
  line(`  refused              ${refused}`);
}

/** The chain of four hops as tutorials write it, and how many times as much was sustained beside it. */
export function printTutorial(
  { events, perSecond, cpuPerThousand }: TutorialFigures,
  sustained: number | undefined,
): void {
  line('');
  line('four hops as tutorials write them, on Kafka, without matching, allocation and console');
  line(`  at once            ${perSecond.toFixed(0)} events a second of ${events}`);
  line(`  processor          ${cpuPerThousand.toFixed(1)} s per 1,000 events`);
  if (sustained !== undefined)
    line(`  sustained here     ${(sustained / perSecond).toFixed(1)} times as many`);
}

/** The statements that took the longest, or were called most, by their share of an event. */
export function printDearest(
  statements: readonly DearStatement[],
  events: number,
  by: 'time' | 'calls' | 'wal',
): void {
  if (statements.length > 0) line(`  statements by ${by}`);
  for (const { database, calls, ms, wal, rows, query } of statements)
    line(
      `  ${(ms / events).toFixed(3)} ms ${(calls / events).toFixed(2)}x ${(wal / 1024 / events).toFixed(2)} kB ` +
        `${(rows / Math.max(calls, 1)).toFixed(0)} rows ${database.replace('handrail_', '').padEnd(11)} ${query.slice(0, 150)}`,
    );
}
