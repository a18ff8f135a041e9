import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { CrashLabel, EventLog, LogRecord } from '@handrail/messaging';
import {
  eventually,
  HOP_OUTPUT,
  hopInput,
  numbered,
  openHop,
  readTopic,
  testDatabase,
} from '@handrail/testing';

export const CRASH_LABELS: readonly CrashLabel[] = [
  'before-database-commit',
  'after-database-commit',
  'before-publish',
  'after-publish',
  'before-mark',
  'after-mark',
  'before-offset-commit',
  'after-offset-commit',
];

const PERSONS = 20;
const WAVE = 10;

/** How often the process is killed at each label; `npm run test:crash` raises it. */
export const passesPerLabel = Number(process.env['HANDRAIL_CRASH_PASSES'] ?? 2);

export interface CrashSetting {
  readonly eventLog: EventLog;
  /** How a child process reaches the same log. */
  readonly childEnv: Readonly<Record<string, string>>;
}

/** What was found from outside after the kills; every list must be empty. */
export interface CrashFindings {
  readonly kills: number;
  readonly events: number;
  readonly notApplied: string[];
  readonly wrongCounts: string[];
  readonly outboxWithoutTopic: string[];
  readonly outOfOrder: string[];
}

/**
 * Kills a hop process at one label again and again while events flow in, lets a last process finish,
 * and checks the invariants from outside: every event one effect (2), effects and first appearances in
 * order per person (4, 5), every outbox row on the topic (5).
 */
export async function crashAt(
  label: CrashLabel,
  setting: CrashSetting,
  feed: EventFeed,
): Promise<CrashFindings> {
  const service = `hop-${label}`;
  const database = await testDatabase('crash');
  const env = { ...setting.childEnv, HOP_SERVICE: service, HOP_DATABASE_URL: database.url };
  for (let pass = 1; pass <= passesPerLabel; pass += 1) {
    const child = startHop({ ...env, HANDRAIL_CRASH_AT: `${label}#${pass}` });
    const signal = await feed.whileRunning(child);
    if (signal !== 'SIGKILL') throw new Error(`the process ended by ${signal} before ${label}`);
  }
  const last = startHop(env);
  const hop = await openHop({ databaseUrl: database.url, eventLog: setting.eventLog, service });
  try {
    const events = await feed.finish();
    await eventually(
      async () => {
        const [row] = await hop.dataSource.query<[{ seen: number; waiting: number }]>(
          `SELECT (SELECT count(*)::int FROM inbox) AS seen,
                  (SELECT count(*)::int FROM outbox WHERE published_at IS NULL) AS waiting`,
        );
        return row.seen >= events && row.waiting === 0;
      },
      { withinMs: 90_000, what: `${label}: the last process catches up`, everyMs: 200 },
    );
    last.kill('SIGTERM');
    await once(last, 'exit');
    const topic = (await readTopic(setting.eventLog, HOP_OUTPUT)).filter(
      (record) => record.headers['ce_source'] === `handrail/${service}`,
    );
    return { kills: passesPerLabel, events, ...(await inspect(hop.dataSource, events, topic)) };
  } finally {
    last.kill('SIGKILL');
    await hop.close();
    await database.drop();
  }
}

/** Feeds all labels at once: events keep coming for as long as anybody still has to be killed. */
export class EventFeed {
  #published = 0;
  #wanted = 0;
  #running: Promise<void> | undefined;

  constructor(private readonly eventLog: EventLog) {}

  async whileRunning(child: ChildProcess): Promise<string> {
    this.#wanted += 1;
    this.#running ??= this.#publish();
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    this.#wanted -= 1;
    return signal ?? `exit code ${code}`;
  }

  /** Resolves when nobody needs more events; answers how many there are. */
  async finish(): Promise<number> {
    await this.#running;
    return this.#published;
  }

  async #publish(): Promise<void> {
    // A label between two kills must not end the feed of the others, hence the pause before the end.
    for (let idle = 0; idle < 10; idle = this.#wanted > 0 ? 0 : idle + 1) {
      if (this.#wanted > 0) {
        const from = this.#published;
        await this.eventLog.publish(
          Array.from({ length: WAVE }, (_, n) => hopInput((from + n) % PERSONS, from + n)),
        );
        this.#published += WAVE;
      }
      await new Promise((wait) => setTimeout(wait, 250));
    }
  }
}

function startHop(env: Readonly<Record<string, string>>): ChildProcess {
  const root = resolve(import.meta.dirname, '../..');
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--import', './scripts/typescript.mjs', 'test/faults/hop-process.ts'],
    { cwd: root, env: { ...process.env, NODE_OPTIONS: '', ...env }, stdio: 'inherit' },
  );
  return child;
}

async function inspect(
  database: { query(sql: string): Promise<unknown> },
  events: number,
  topic: readonly LogRecord[],
): Promise<Omit<CrashFindings, 'kills' | 'events'>> {
  const inbox = (await database.query(
    `SELECT event_id, disposition FROM inbox WHERE disposition <> 'applied'`,
  )) as Array<{ event_id: string; disposition: string }>;
  const counts = (await database.query('SELECT key, n FROM hop')) as { key: string; n: number }[];
  const outbox = (await database.query(
    'SELECT event_id, key, headers FROM outbox ORDER BY key, lane_version, ordinal',
  )) as Array<{ event_id: string; key: string; headers: Record<string, string> }>;
  const perPerson = events / PERSONS;
  const onTopic = new Set(topic.map((record) => record.headers['ce_id']));
  return {
    notApplied: inbox.map((row) => `${row.event_id} ${row.disposition}`),
    wrongCounts:
      counts.length === PERSONS
        ? counts.filter((c) => c.n !== perPerson).map((c) => `${c.key}: ${c.n} not ${perPerson}`)
        : [`${counts.length} persons`],
    outboxWithoutTopic: outbox.map((row) => row.event_id).filter((id) => !onTopic.has(id)),
    outOfOrder: [...orderProblems(topic, events), ...countProblem(outbox.length, events)],
  };
}

const countProblem = (rows: number, events: number) =>
  rows === events ? [] : [`${rows} outbox rows for ${events} events`];

/** First appearances per person must follow the order in which the causes were published. */
function orderProblems(topic: readonly LogRecord[], events: number): string[] {
  const seen = new Set<string>();
  const causes = new Map<string, string[]>();
  for (const record of topic) {
    const id = record.headers['ce_id']!;
    if (seen.has(id)) continue;
    seen.add(id);
    const of = causes.get(record.key!) ?? [];
    causes.set(record.key!, [...of, record.headers['ce_causationid']!]);
  }
  const problems: string[] = [];
  for (let person = 0; person < PERSONS; person += 1) {
    const wanted: string[] = [];
    for (let n = person; n < events; n += PERSONS) wanted.push(numbered('event', n));
    const got = causes.get(numbered('person', person)) ?? [];
    if (got.join() !== wanted.join()) problems.push(`person ${person}`);
  }
  return problems;
}
