import { randomBytes } from 'node:crypto';
import {
  type EventLog,
  type LogRecord,
  type MessagingRoles,
  type NewRecord,
  type Subscription,
} from '@handrail/messaging';
import { ensureDatabase } from '@handrail/platform';
import { eventually } from '../eventually.js';
import {
  countAndTell,
  type Hop,
  type HopRule,
  HOP_OUTPUT,
  hopInput,
  hopMerge,
  hopNoted,
  numbered,
  openHop,
} from '../hop/hop.js';
import type { HopReleaseName } from '../hop/hop-releases.js';
import type { EventLogHarness, LogUnderTest } from './log-bench.js';
import { type RestartableServer, startRestartableServer } from './postgres-harness.js';

export const ALL_ROLES: MessagingRoles = { consumer: true, relay: true, timers: true };
export const NO_ROLES: MessagingRoles = { consumer: false, relay: false, timers: false };

const PARTITIONS = 4;

export interface ProcessOptions {
  readonly rule?: HopRule;
  readonly roles?: MessagingRoles;
  /** Stands between the engine and the log, to let publishing go wrong. */
  readonly wrap?: (eventLog: EventLog) => EventLog;
  /** After how long the server ends a transaction nobody goes on with; default that of a service. */
  readonly idleInTransactionMs?: number;
  /** How long the events of one transaction may take; default that of a service. */
  readonly decideWithinMs?: number;
  readonly release?: HopReleaseName;
}

/** One test's service: its name, database and topics; processes of it come and go. */
export class HopService {
  readonly #bench: EngineBench;
  readonly #processes = new Set<{ readonly hop: Hop; readonly eventLog: EventLog }>();

  constructor(
    bench: EngineBench,
    readonly name: string,
    readonly databaseUrl: string,
    readonly topics: readonly string[],
  ) {
    this.#bench = bench;
  }

  /** Starts one process of the service. */
  async start(options: ProcessOptions = {}): Promise<Hop> {
    const eventLog = this.#bench.connect();
    const hop = await openHop({
      databaseUrl: this.databaseUrl,
      eventLog: options.wrap ? options.wrap(eventLog) : eventLog,
      rule: options.rule ?? countAndTell,
      service: this.name,
      topics: this.topics,
      pool: 5,
      idleInTransactionMs: options.idleInTransactionMs,
      decideWithinMs: options.decideWithinMs,
      release: options.release,
    });
    this.#processes.add({ hop, eventLog });
    await hop.engine.start(options.roles ?? ALL_ROLES);
    return hop;
  }

  async end(hop: Hop): Promise<void> {
    for (const process of this.#processes) {
      if (process.hop !== hop) continue;
      this.#processes.delete(process);
      await hop.engine.stop();
      await hop.close();
      await process.eventLog.close();
    }
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#processes].map(({ hop }) => this.end(hop)));
  }

  /** Event number `event` of a person, on one of the service's topics. */
  input(person: number, event: number, topic = 0): NewRecord {
    return { ...hopInput(person, event), topic: this.topics[topic]! };
  }

  /** Event number `event` of a person in the version that writers of a release publish. */
  noted(person: number, event: number, release: HopReleaseName): NewRecord {
    return { ...hopNoted(person, event, release), topic: this.topics[0]! };
  }

  /** Both copies of a merge, the survivor's first; `event` and the one after it are their numbers. */
  merge(survivor: number, retired: number, event: number): [NewRecord, NewRecord] {
    const copy = (person: number, number: number): NewRecord => ({
      ...hopMerge(person, number, { survivor, retired }),
      topic: this.topics[0]!,
    });
    return [copy(survivor, event), copy(retired, event + 1)];
  }

  publish(...records: NewRecord[]): Promise<void> {
    return this.#bench.publish(records);
  }

  /** What the service published so far, repeats included, as the log holds it. */
  published(): LogRecord[] {
    return this.#bench.output.filter((r) => r.headers['ce_source'] === `handrail/${this.name}`);
  }

  /** Numbers of the events whose consequences were published, first appearances, per person. */
  consequences(person: number): number[] {
    const causes = this.published()
      .filter((record) => record.key === numbered('person', person))
      .map((record) => Number(record.headers['ce_causationid']!.slice(-12)));
    return [...new Set(causes)];
  }

  /** Waits until the service has committed all its input, and all it published has been read. */
  async settled(hop: Hop, withinMs = 30_000): Promise<void> {
    await eventually(
      async () => {
        const { lag, outbox } = await hop.engine.status();
        if (lag.length > 0 || outbox.unpublished > 0) return false;
        const input = await this.#bench.log.positions(hop.engine.group, this.topics);
        const output = await this.#bench.log.positions(OUTPUT_GROUP, [HOP_OUTPUT]);
        return [...input, ...output].every(({ committed, end }) => committed === end);
      },
      { withinMs, everyMs: 50, what: 'the service to have done everything' },
    );
  }
}

const OUTPUT_GROUP = 'conformance.output';

/** A log, a database server, and everything that is published on the output topic. */
export class EngineBench {
  readonly #output = new Map<string, LogRecord>();
  #logServer: LogUnderTest | undefined;
  #databases: RestartableServer | undefined;
  #log: EventLog | undefined;
  #outputReader: Subscription | undefined;
  #services: HopService[] = [];

  constructor(readonly harness: EventLogHarness) {}

  get log(): EventLog {
    return this.#log!;
  }

  async open(): Promise<void> {
    [this.#logServer, this.#databases] = await Promise.all([
      this.harness.open(),
      startRestartableServer(),
    ]);
    this.#log = this.connect();
    await this.log.ensureTopics([{ name: HOP_OUTPUT, partitions: PARTITIONS }]);
    this.#outputReader = await this.log.subscribe({
      group: OUTPUT_GROUP,
      topics: [HOP_OUTPUT],
      maxBatch: 1_000,
      concurrency: PARTITIONS,
      onBatch: (batch) => {
        // A log may deliver a record twice: that is not what "published twice" means.
        for (const record of batch.records)
          this.#output.set(`${record.partition}/${record.offset}`, record);
        return Promise.resolve();
      },
    });
  }

  /** Every record of the output topic, as often as the log holds it. */
  get output(): readonly LogRecord[] {
    return [...this.#output.values()];
  }

  connect(): EventLog {
    return this.#logServer!.connect();
  }

  /** Repeated until it succeeds, as a relay would: the log may be down for a while. */
  async publish(records: readonly NewRecord[]): Promise<void> {
    await eventually(() => this.log.publish(records).then(() => true), {
      withinMs: 60_000,
      everyMs: 200,
      what: 'the log to take records',
    });
  }

  async service(topics = 1): Promise<HopService> {
    const name = `hop-${randomBytes(4).toString('hex')}`;
    const names = Array.from({ length: topics }, (_, i) => `input-${name}-${i}`);
    await this.log.ensureTopics(names.map((topic) => ({ name: topic, partitions: PARTITIONS })));
    const url = await ensureDatabase(this.#databases!.url, name);
    const service = new HopService(this, name, url, names);
    this.#services.push(service);
    return service;
  }

  restartLog(): Promise<void> {
    return this.#logServer!.restart();
  }

  restartDatabase(): Promise<void> {
    return this.#databases!.restart();
  }

  async endServices(): Promise<void> {
    const services = this.#services;
    this.#services = [];
    await Promise.all(services.map((service) => service.endAll()));
  }

  async close(): Promise<void> {
    await this.endServices();
    await this.#outputReader?.stop();
    await this.#log?.close();
    await Promise.all([this.#logServer?.close(), this.#databases?.close()]);
  }
}

/** Waits for counts of persons; a failure says what they were. */
export const counts = (hop: Hop, wanted: Readonly<Record<number, number>>, withinMs = 20_000) =>
  eventually(
    async () => {
      const found: Record<number, number> = {};
      for (const person of Object.keys(wanted)) found[+person] = await hop.countOf(+person);
      expect(found).toEqual(wanted);
      return true;
    },
    { withinMs, everyMs: 50, what: 'the counts' },
  );

/** Dispositions of events by their number, `null` while they are not in the inbox. */
export async function inbox(
  hop: Hop,
  ...events: number[]
): Promise<Array<readonly [number, string, string | null] | null>> {
  const rows = await Promise.all(events.map((event) => hop.inboxOf(event)));
  return rows.map((row, i) => (row ? [events[i]!, row.disposition, row.reason] : null));
}
