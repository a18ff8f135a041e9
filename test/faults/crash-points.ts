import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import type { CrashLabel, EventLog, LogRecord } from '@handrail/messaging';
import {
  builtProgram,
  eventually,
  HOP_OUTPUT,
  hopInput,
  numbered,
  openHop,
  readTopic,
  testDatabase,
  type TestDatabase,
} from '@handrail/testing';

export const CRASH_LABELS: readonly CrashLabel[] = [
  'before-database-commit',
  'after-database-commit',
  'before-publish',
  'after-publish',
  'before-mark',
  'after-mark',
  'after-group-commit',
  'before-offset-commit',
  'after-offset-commit',
];

const PERSONS = 20;

/** How often the process is killed at each label; `npm run test:crash` raises it. */
export const passesPerLabel = Number(process.env['HANDRAIL_CRASH_PASSES'] ?? 2);

export interface CrashSetting {
  readonly eventLog: EventLog;
  /** How a child process reaches the same log. */
  readonly childEnv: Readonly<Record<string, string>>;
}

/** What was found from outside after the kills; every list must be empty. */
interface CrashFindings {
  readonly label: CrashLabel;
  readonly notApplied: string[];
  readonly wrongCounts: string[];
  readonly outboxWithoutTopic: string[];
  readonly outOfOrder: string[];
}

export interface CrashReport {
  readonly kills: number;
  readonly events: number;
  readonly findings: readonly CrashFindings[];
}

/** Processes at one time: more would only wait for each other. */
const AT_ONCE = 4;

/**
 * Kills hop processes at every label again and again while events flow in, lets a last process of each
 * finish, and checks the invariants from outside: every event one effect (2), effects and first
 * appearances in order per person (4, 5), every outbox row on the topic (5).
 */
export async function crashEverywhere(setting: CrashSetting): Promise<CrashReport> {
  const feed = new EventFeed(setting.eventLog);
  const databases = new Map<CrashLabel, TestDatabase>();
  for (const label of CRASH_LABELS) databases.set(label, await testDatabase('crash'));
  const envOf = (label: CrashLabel) => ({
    ...setting.childEnv,
    HOP_SERVICE: `hop-${label}`,
    HOP_DATABASE_URL: databases.get(label)!.url,
  });
  await someAtOnce(CRASH_LABELS, (label) => killAgainAndAgain(label, envOf(label), feed));
  const events = await feed.finish();
  await someAtOnce(CRASH_LABELS, (label) => letFinish(label, envOf(label), setting, events));
  const topic = await readTopic(setting.eventLog, HOP_OUTPUT);
  const findings: CrashFindings[] = [];
  for (const label of CRASH_LABELS) {
    const own = topic.filter((r) => r.headers['ce_source'] === `handrail/hop-${label}`);
    findings.push(await inspect(label, databases.get(label)!.url, events, own));
    await databases.get(label)!.drop();
  }
  return { kills: passesPerLabel * CRASH_LABELS.length, events, findings };
}

async function someAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function killAgainAndAgain(
  label: CrashLabel,
  env: Readonly<Record<string, string>>,
  feed: EventFeed,
): Promise<void> {
  for (let pass = 1; pass <= passesPerLabel; pass += 1) {
    const child = startHop({ ...env, HANDRAIL_CRASH_AT: `${label}#${pass}` });
    const signal = await feed.whileRunning(child);
    if (signal !== 'SIGKILL') throw new Error(`the process ended by ${signal} before ${label}`);
  }
}

/** A last process without a crash point catches up with everything. */
async function letFinish(
  label: CrashLabel,
  env: Readonly<Record<string, string>> & { readonly HOP_DATABASE_URL: string },
  setting: CrashSetting,
  events: number,
): Promise<void> {
  const last = startHop(env);
  const databaseUrl = env.HOP_DATABASE_URL;
  const hop = await openHop({ databaseUrl, eventLog: setting.eventLog });
  try {
    await eventually(
      async () => {
        const [row] = await hop.dataSource.query<[{ seen: number; waiting: number }]>(
          `SELECT (SELECT count(*)::int FROM inbox) AS seen,
                  (SELECT count(*)::int FROM outbox WHERE published_at IS NULL) AS waiting`,
        );
        return row.seen >= events && row.waiting === 0;
      },
      { withinMs: 120_000, what: `${label}: the last process catches up`, everyMs: 200 },
    );
    last.kill('SIGTERM');
    await once(last, 'exit');
  } finally {
    last.kill('SIGKILL');
    await hop.close();
  }
}

/** Feeds all labels at once: events keep coming until everybody who has to be killed was. */
class EventFeed {
  readonly #eventLog: EventLog;
  #published = 0;
  #ended = false;
  #running: Promise<void> | undefined;

  constructor(eventLog: EventLog) {
    this.#eventLog = eventLog;
  }

  async whileRunning(child: ChildProcess): Promise<string> {
    this.#running ??= this.#publish();
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return signal ?? `exit code ${code}`;
  }

  /** Ends the feed; answers how many events there were. */
  async finish(): Promise<number> {
    this.#ended = true;
    await this.#running;
    return this.#published;
  }

  async #publish(): Promise<void> {
    while (!this.#ended) {
      const from = this.#published;
      await this.#eventLog.publish(
        Array.from({ length: PERSONS }, (_, n) => hopInput(n, from + n)),
      );
      this.#published += PERSONS;
      await new Promise((wait) => setTimeout(wait, 250));
    }
  }
}

function startHop(env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(process.execPath, ['--no-warnings', builtProgram('hop/hop-process')], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    stdio: 'inherit',
  });
  return child;
}

async function inspect(
  label: CrashLabel,
  databaseUrl: string,
  events: number,
  topic: readonly LogRecord[],
): Promise<CrashFindings> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const inbox = await client.query<{ event_id: string; disposition: string }>(
    `SELECT event_id, disposition FROM inbox WHERE disposition <> 'applied'`,
  );
  const counts = await client.query<{ key: string; n: number }>('SELECT key, n FROM hop');
  const outbox = await client.query<{ event_id: string }>('SELECT event_id FROM outbox');
  await client.end();
  const perPerson = events / PERSONS;
  const wrong = counts.rows.filter((row) => row.n !== perPerson);
  const onTopic = new Set(topic.map((record) => record.headers['ce_id']));
  const rows = outbox.rows.length;
  return {
    label,
    notApplied: inbox.rows.map((row) => `${row.event_id} ${row.disposition}`),
    wrongCounts:
      counts.rows.length === PERSONS
        ? wrong.map((row) => `${row.key}: ${row.n} not ${perPerson}`)
        : [`${counts.rows.length} persons`],
    outboxWithoutTopic: outbox.rows.map((row) => row.event_id).filter((id) => !onTopic.has(id)),
    outOfOrder: [...orderProblems(topic, events), ...countProblem(rows, events)],
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
