import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { episodeOpened, personRegistered, personsMerged, topicOf } from '@handrail/contracts';
import {
  applied,
  MessagingEngine,
  messagingMigrations,
  outgoing,
  SteadyClient,
  steadyConnection,
  type DatabaseLimits,
  type ConnectionSource,
  type EventEnvelope,
  type EventLog,
  type Handler,
  type Moment,
  type NewRecord,
  type Outcome,
  type StateStore,
} from '@handrail/messaging';
import { HOP_RELEASES, hopNotedData, type HopReleaseName } from './hop-releases.js';

/** Where the hop reads and writes. */
export const HOP_INPUT = topicOf('intake');
export const HOP_OUTPUT = topicOf('outcomes');

/** A readable UUID from a number, so that a failing test shows which person or event it is. */
export const numbered = (kind: 'person' | 'event' | 'message', n: number): string =>
  `0199a2f0-0000-7000-8${{ person: '0', event: '1', message: '2' }[kind]}00-${String(n).padStart(12, '0')}`;

const hopRecord = (
  person: number,
  event: number,
  type: string,
  data: Readonly<Record<string, string | number>>,
): NewRecord => ({
  topic: HOP_INPUT,
  key: numbered('person', person),
  value: Buffer.from(JSON.stringify({ personId: numbered('person', person), ...data })),
  headers: {
    ce_specversion: '1.0',
    ce_id: numbered('event', event),
    ce_type: type,
    ce_source: 'handrail/intake',
    ce_time: '2026-11-02T08:00:00.000Z',
    ce_correlationid: numbered('message', event),
    ce_recordedtime: '2026-11-02T08:00:01.000Z',
  },
});

/** The smallest fact there is, as intake would publish it. `padding` makes it as large as wanted. */
export const hopInput = (person: number, event: number, padding = ''): NewRecord =>
  hopRecord(person, event, personRegistered.type, padding ? { padding } : {});

/** The event that has two versions, as a writer of the given release publishes it. */
export const hopNoted = (person: number, event: number, release: HopReleaseName): NewRecord =>
  hopRecord(person, event, HOP_RELEASES[release].type, hopNotedData(release));

/** The copy of a merge that is published on the key of `person`, who is one of the two. */
export const hopMerge = (
  person: number,
  event: number,
  { survivor, retired }: { readonly survivor: number; readonly retired: number },
): NewRecord =>
  hopRecord(person, event, personsMerged.type, {
    survivorId: numbered('person', survivor),
    retiredId: numbered('person', retired),
  });

/** Counts a person's events; the CHECK lets a test make the database refuse one. */
export const hopStore: StateStore<number> = {
  initial: () => 0,
  load: async (tx, keys) => {
    const rows = await tx.query<{ key: string; n: number }>(
      'SELECT key, n FROM hop WHERE key = ANY($1)',
      [keys],
    );
    return new Map(rows.map((row) => [row.key, row.n]));
  },
  save: async (tx, changes) => {
    await tx.query(
      `INSERT INTO hop (key, n) SELECT * FROM unnest($1::text[], $2::int[])
       ON CONFLICT (key) DO UPDATE SET n = excluded.n`,
      [changes.map((c) => c.key), changes.map((c) => c.after)],
    );
  },
  merge: (survivor, retired) => survivor + retired,
  // Counts stay in memory between transactions, so what holds for a hop holds with that, too.
  settled: (count) => count,
  sizeOf: () => 8,
};

export type HopRule = (
  event: EventEnvelope,
  at: Moment<number>,
) => Outcome<number> | Promise<Outcome<number>>;

/** One input, one more counted, one output. */
export const countAndTell: HopRule = (_event, at) =>
  applied(at.state + 1, [
    outgoing(episodeOpened, {
      personId: at.key,
      episodeId: at.newId('episode'),
      openedAt: at.now,
    }),
  ]);

export interface Hop {
  readonly engine: MessagingEngine;
  readonly dataSource: DataSource;
  countOf(person: number): Promise<number>;
  inboxOf(event: number): Promise<{ disposition: string; reason: string | null } | undefined>;
  close(): Promise<void>;
}

export interface HopOptions {
  readonly databaseUrl: string;
  readonly eventLog: EventLog;
  readonly rule?: HopRule;
  readonly pool?: number;
  /** Default `outcomes`. Another name reads with another group and makes other event ids. */
  readonly service?: string;
  /** Topics it reads; default the one of intake. */
  readonly topics?: readonly string[];
  /** Which version of the hop's own event it handles; `old` when left out. */
  readonly release?: HopReleaseName | undefined;
  /** How soon the server ends a writer that froze; the default is that of a service. */
  readonly idleInTransactionMs?: number;
  /** How long the events of one transaction may take; the default is that of a service. */
  readonly decideWithinMs?: number | undefined;
  /** How long it waits for its database; the default is that of a service. */
  readonly limits?: Partial<DatabaseLimits>;
}

/** The options of the engine that are given; the others are those of a service. */
const given = ({ limits, decideWithinMs }: HopOptions) => ({
  ...(limits ? { limits } : {}),
  ...(decideWithinMs ? { decideWithinMs } : {}),
});

/** A service that does one hop: consume, inbox, state, outbox. The caller starts the engine. */
export async function openHop(options: HopOptions): Promise<Hop> {
  const { idleInTransactionMs = 10_000 } = options;
  const dataSource = new DataSource({
    type: 'postgres',
    url: options.databaseUrl,
    migrations: [...messagingMigrations],
    poolErrorHandler: () => undefined,
    extra: {
      ...steadyConnection(options.limits),
      max: options.pool ?? 8,
      Client: SteadyClient,
      options: `-c lock_timeout=5000 -c idle_in_transaction_session_timeout=${idleInTransactionMs}`,
    },
  });
  await dataSource.initialize();
  await dataSource.runMigrations();
  await dataSource.query(
    'CREATE TABLE IF NOT EXISTS hop (key text PRIMARY KEY, n int NOT NULL CHECK (n < 1000000))',
  );
  const rule = options.rule ?? countAndTell;
  const handler: Handler = {
    store: 'default',
    run: (event, at) => rule(event, at as Moment<number>),
  };
  const release = HOP_RELEASES[options.release ?? 'old'];
  const engine = new MessagingEngine({
    service: options.service ?? 'outcomes',
    source: (dataSource.driver as unknown as { master: ConnectionSource }).master,
    databaseUrl: options.databaseUrl,
    eventLog: options.eventLog,
    topics: options.topics ?? [HOP_INPUT],
    handlers: new Map([
      [personRegistered.type, handler],
      [personsMerged.type, handler],
      [release.type, handler],
      ['timer.hop', handler],
    ]),
    stores: { default: hopStore },
    versions: release.versions,
    registry: new Registry(),
    ...given(options),
  });
  const rowOf = async <T>(sql: string, id: string): Promise<T | undefined> =>
    (await dataSource.query<T[]>(sql, [id]))[0];
  return {
    engine,
    dataSource,
    countOf: async (person) =>
      (await rowOf<{ n: number }>('SELECT n FROM hop WHERE key = $1', numbered('person', person)))
        ?.n ?? 0,
    inboxOf: (event) =>
      rowOf('SELECT disposition, reason FROM inbox WHERE event_id = $1', numbered('event', event)),
    close: () => dataSource.destroy(),
  };
}
