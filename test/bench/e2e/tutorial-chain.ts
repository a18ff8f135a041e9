import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createKafkaEventLog, type EventLog } from '@handrail/messaging';
import { ensureDatabase } from '@handrail/platform';
import { Load } from './load.js';
import { ProcessorTime, type Groups } from './processor-time.js';
import { TUTORIAL_HOPS, tutorialTopic } from './tutorial-decisions.js';

/** Records in one request to the log. */
const AT_ONCE = 200;
const WITHIN_MS = 120_000;
/** Nest adds this to the name of a group. */
const GROUP_SUFFIX = '-server';

/** What the chain as tutorials write it does on this machine. */
export interface TutorialFigures {
  readonly events: number;
  readonly perSecond: number;
  readonly cpuPerThousand: number;
}

/** Gives the chain so many events of the same mix at once, and measures until its last hop has read everything. */
export async function measureTutorialChain(
  serverUrl: string,
  brokers: readonly string[],
  events: number,
): Promise<TutorialFigures> {
  const log = await createKafkaEventLog({ brokers, clientId: 'tutorial-load' });
  const hops: ChildProcess[] = [];
  const processors = new ProcessorTime([process.pid], (command) =>
    /tutorial-service|postgres|java/.test(command) ? 'tutorial' : undefined,
  );
  try {
    await log.ensureTopics(
      [...TUTORIAL_HOPS.keys(), TUTORIAL_HOPS.length].map((hop) => ({
        name: tutorialTopic(hop),
        partitions: 12,
      })),
    );
    for (const [at, { name }] of TUTORIAL_HOPS.entries())
      hops.push(await startHop(at, await ensureDatabase(serverUrl, `tutorial_${name}`), brokers));
    const load = new Load(Date.now().toString(36), 1);
    await send(log, load, AT_ONCE);
    await untilRead(log);
    const [from, before] = [performance.now(), secondsOf(processors.read())];
    await send(log, load, events);
    await untilRead(log);
    const seconds = (performance.now() - from) / 1_000;
    const cpuSeconds = secondsOf(processors.read()) - before;
    return { events, perSecond: events / seconds, cpuPerThousand: (cpuSeconds * 1_000) / events };
  } finally {
    processors.stop();
    await Promise.all(hops.map(stop));
    await log.close();
  }
}

const secondsOf = (groups: Groups): number => groups.get('tutorial')?.cpuSeconds ?? 0;

async function startHop(
  at: number,
  databaseUrl: string,
  brokers: readonly string[],
): Promise<ChildProcess> {
  const child = fork(new URL('./tutorial-service.ts', import.meta.url), {
    env: {
      ...process.env,
      TUTORIAL_HOP: String(at),
      TUTORIAL_DATABASE_URL: databaseUrl,
      TUTORIAL_BROKERS: brokers.join(','),
    },
  });
  const ended = once(child, 'exit').then(() => {
    throw new Error('a hop of the tutorial chain ended');
  });
  await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.send('stop');
  await ended;
}

async function send(log: EventLog, load: Load, events: number): Promise<void> {
  for (let sent = 0; sent < events; sent += AT_ONCE) {
    const records = Array.from({ length: Math.min(AT_ONCE, events - sent) }, () => {
      const { id, body } = load.next(Date.now());
      const { person } = body['data'] as { person?: { identifiers: [{ value: string }] } };
      return {
        topic: tutorialTopic(0),
        key: person?.identifiers[0].value ?? id,
        value: Buffer.from(JSON.stringify(body)),
        headers: { ce_id: id },
      };
    });
    await log.publish(records);
  }
}

/** Each hop tells the next before it says that it has read: in order, all have read once each has. */
async function untilRead(log: EventLog): Promise<void> {
  const lateMs = performance.now() + WITHIN_MS;
  for (const { name, reads } of TUTORIAL_HOPS)
    while ((await unreadOf(log, `${name}${GROUP_SUFFIX}`, reads)) > 0) {
      if (performance.now() > lateMs) throw new Error(`the tutorial chain stands at ${name}`);
      await new Promise((wait) => setTimeout(wait, 100));
    }
}

async function unreadOf(log: EventLog, group: string, topic: string): Promise<number> {
  const positions = await log.positions(group, [topic]);
  return positions.reduce((sum, { end, committed }) => sum + Number(end - committed), 0);
}
