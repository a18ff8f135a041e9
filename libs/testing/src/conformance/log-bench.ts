import { randomBytes } from 'node:crypto';
import type {
  EventLog,
  LogBatch,
  LogRecord,
  NewRecord,
  Position,
  SubscribeOptions,
  Subscription,
} from '@handrail/messaging';
import { eventually } from '../eventually.js';

/** A running log product and what a test may do to it. */
export interface LogUnderTest {
  /** A new client, as another process would have it. The suite closes it. */
  connect(): EventLog;
  /** Kills the server and starts it again on the same data; resolves when it takes connections. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface EventLogHarness {
  open(): Promise<LogUnderTest>;
  /** After how long a member whose batch shows no sign of life has lost its partitions. */
  readonly deadAfterMs: number;
  /** How long joining, leaving and handing over may take. */
  readonly rebalanceWithinMs: number;
}

/** What one member of a group was given, in the order it was given. */
export interface Reader {
  readonly records: LogRecord[];
  readonly subscription: Subscription;
  /** Resolves once that many different records were handled. */
  handled(count: number, withinMs?: number): Promise<void>;
}

export type ReaderOptions = Partial<SubscribeOptions> & {
  readonly group: string;
  readonly topics: readonly string[];
};

const unique = (word: string): string => `${word}-${randomBytes(5).toString('hex')}`;

/** What every test of the suite works with: fresh names, clients that get closed, readers. */
export class LogBench {
  #log: LogUnderTest | undefined;
  #clients: EventLog[] = [];
  readonly #gates: Gate[] = [];
  #client: EventLog | undefined;

  constructor(readonly harness: EventLogHarness) {}

  async open(): Promise<void> {
    this.#log = await this.harness.open();
  }

  /** The client a test uses when it does not care which. */
  get log(): EventLog {
    this.#client ??= this.another();
    return this.#client;
  }

  another(): EventLog {
    const client = this.#log!.connect();
    this.#clients.push(client);
    return client;
  }

  restart(): Promise<void> {
    return this.#log!.restart();
  }

  /** A gate that opens at the latest when the test ends: a failing test must not hang its clients. */
  gate(): Gate {
    const gate = new Gate();
    this.#gates.push(gate);
    return gate;
  }

  async closeClients(): Promise<void> {
    for (const gate of this.#gates.splice(0)) gate.open();
    const clients = this.#clients;
    this.#clients = [];
    this.#client = undefined;
    await Promise.all(clients.map((client) => client.close()));
  }

  async close(): Promise<void> {
    await this.closeClients();
    await this.#log?.close();
  }

  group(): string {
    return unique('group');
  }

  async topic(partitions: number): Promise<string> {
    const name = unique('topic');
    await this.log.ensureTopics([{ name, partitions }]);
    return name;
  }

  async read(options: ReaderOptions, log: EventLog = this.log): Promise<Reader> {
    const records: LogRecord[] = [];
    const { onBatch = () => Promise.resolve(), ...rest } = options;
    const subscription = await log.subscribe({
      maxBatch: 500,
      concurrency: 4,
      ...rest,
      onBatch: async (batch) => {
        await onBatch(batch);
        records.push(...batch.records);
      },
    });
    const handled = async (count: number, withinMs = 20_000) => {
      const enough = () => places(records).size >= count;
      await eventually(enough, { withinMs, what: `${count} records` }).catch((error: Error) => {
        throw new Error(`${error.message} There were ${places(records).size}.`, { cause: error });
      });
    };
    return { records, subscription, handled };
  }

  positions(group: string, topic: string): Promise<Position[]> {
    return this.log.positions(group, [topic]);
  }

  /** Waits until the group has committed everything there is. */
  async caughtUp(group: string, topic: string): Promise<void> {
    await eventually(async () => lagOf(await this.positions(group, topic)) === 0n, {
      what: 'the group to commit everything',
    });
  }
}

const lagOf = (positions: readonly Position[]): bigint =>
  positions.reduce((sum, { committed, end }) => sum + (end - committed), 0n);

export const placeOf = ({ topic, partition, offset }: LogRecord): string =>
  `${topic}/${partition}/${offset}`;

export const places = (records: readonly LogRecord[]): Set<string> => new Set(records.map(placeOf));

const textOf = ({ value }: { readonly value: Buffer | null }): string => value?.toString() ?? '';

/** Record `n` of a key: its value is its number, so that order and loss can be seen. */
export const numbered = (topic: string, key: string | null, n: number): NewRecord => ({
  topic,
  key,
  value: Buffer.from(String(n)),
  headers: { ce_type: `type-${n % 3}`, ce_id: `${key}-${n}` },
});

export const numbersOf = (records: readonly LogRecord[], key: string | null): number[] =>
  records.filter((record) => record.key === key).map((record) => Number(textOf(record)));

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The first time each number was seen, in that order: what is left when repeats are allowed. */
export const firstAppearances = (numbers: readonly number[]): number[] => [...new Set(numbers)];

/** A door a handler waits at until the test opens it. */
export class Gate {
  #open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.#open = resolve));
  #arrived: (batch: LogBatch) => void = () => undefined;
  readonly arrived = new Promise<LogBatch>((resolve) => (this.#arrived = resolve));

  open(): void {
    this.#open();
  }

  async pass(batch: LogBatch): Promise<void> {
    this.#arrived(batch);
    await this.opened;
  }

  /** Waits like `pass`, but shows signs of life meanwhile. */
  async passAlive(batch: LogBatch, everyMs: number): Promise<void> {
    this.#arrived(batch);
    let waiting = true;
    void this.opened.then(() => (waiting = false));
    while (waiting) {
      await batch.heartbeat().catch(() => undefined);
      await Promise.race([this.opened, new Promise((resolve) => setTimeout(resolve, everyMs))]);
    }
  }
}
