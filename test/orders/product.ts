import { connect, type Socket } from 'node:net';
import { assessmentService } from '@handrail/assessment';
import { intakeService } from '@handrail/intake';
import type { MessagingStatus } from '@handrail/messaging';
import { outcomesService } from '@handrail/outcomes';
import { MESSAGING } from '@handrail/platform';
import { schedulingService } from '@handrail/scheduling';
import { eventually, freePort, startTestServices, type TestServices } from '@handrail/testing';
import { DataSource } from 'typeorm';
import type { Told } from './told.js';

const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes'] as const;
export type ServiceName = (typeof SERVICES)[number];

const WAYS = {
  hl7: ['/v1/hl7v2', 'application/hl7-v2', /MSA\|[AC]A\|/],
  fhir: ['/v1/fhir/$process-message', 'application/fhir+json', /"informational"/],
  event: ['/v1/events', 'application/cloudevents+json', /"status":"(accepted|duplicate)"/],
} as const;

/** Everything that moves while something is still to be done; it stands still when nothing is. */
const WORK: Readonly<Record<ServiceName, string>> = {
  intake: `SELECT count(*)::int AS n FROM outbox`,
  assessment: `SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) AS n`,
  scheduling: `SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) AS n`,
  outcomes: `SELECT (SELECT count(*) FROM inbox) + (SELECT count(*) FROM outbox) AS n`,
};
const DUE = `SELECT count(*)::int AS n FROM timer WHERE due_at <= clock_timestamp()`;
const IN_LINE = `SELECT count(*)::int AS n FROM placement WHERE needs_look`;

/** The four services as they run, from empty, on databases of their own and the embedded log. */
export class Product {
  readonly #socket: Promise<Socket>;
  #sent = 0;

  private constructor(
    private readonly services: TestServices,
    mllpPort: number,
  ) {
    this.#socket = opened(mllpPort);
  }

  static async start(env: Readonly<Record<string, string>>): Promise<Product> {
    const mllpPort = await freePort();
    const definitions = [intakeService, assessmentService, schedulingService, outcomesService];
    const own = { ...env, HANDRAIL_MLLP_PORT: String(mllpPort) };
    return new Product(await startTestServices(definitions, own), mllpPort);
  }

  async stop(): Promise<void> {
    (await this.#socket).destroy();
    await this.services.stop();
  }

  url(service: ServiceName): string {
    return this.services.url(service);
  }

  database(service: ServiceName): DataSource {
    return this.services.service(service).app.get(DataSource);
  }

  /** Sends messages one after another, HL7 by MLLP and HTTP in turns; answers what was refused. */
  async tell(messages: readonly Told[]): Promise<string[]> {
    const refused: string[] = [];
    for (const message of messages) {
      const [, , understood] = WAYS[message.kind];
      const answer = await this.#send(message);
      if (!understood.test(answer)) refused.push(`${message.name}: ${answer.slice(0, 300)}`);
    }
    return refused;
  }

  async #send(message: Told): Promise<string> {
    this.#sent += 1;
    const [path, type] = WAYS[message.kind];
    if (message.kind === 'hl7' && this.#sent % 2 === 0) return await this.#sendByMllp(message);
    const response = await fetch(this.url('intake') + path, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(message.bytes),
    });
    return await response.text();
  }

  async #sendByMllp({ bytes }: Told): Promise<string> {
    const socket = await this.#socket;
    return await new Promise((resolve, reject) => {
      let answer = '';
      const read = (chunk: Buffer) => {
        answer += chunk.toString('latin1');
        if (!answer.includes('\u001c')) return;
        socket.off('data', read).off('close', reject);
        resolve(answer);
      };
      socket.on('data', read).once('close', reject);
      socket.write(Buffer.concat([Buffer.from([0x0b]), bytes, Buffer.from([0x1c, 13])]));
    });
  }

  /**
   * Waits until nothing is left to do: no service has anything to read, to tell, to look at or due, and
   * looking a second time finds that nothing was done in between.
   */
  async settled(): Promise<void> {
    await eventually(
      async () => {
        const before = await this.#done();
        if (!(await this.#isQuiet())) return false;
        return before === (await this.#done());
      },
      { withinMs: 120_000, everyMs: 50, what: 'every service to have done everything' },
    );
  }

  async #done(): Promise<string> {
    const counts = await Promise.all(SERVICES.map((name) => this.#count(name, WORK[name])));
    return counts.join();
  }

  async #isQuiet(): Promise<boolean> {
    for (const name of SERVICES) {
      const engine = this.services
        .service(name)
        .app.get<{ status(): Promise<MessagingStatus> }>(MESSAGING);
      const { lag, outbox } = await engine.status();
      if (lag.length > 0 || outbox.unpublished > 0) return false;
      if (name !== 'intake' && (await this.#count(name, DUE)) > 0) return false;
    }
    return (await this.#count('scheduling', IN_LINE)) === 0;
  }

  async #count(service: ServiceName, sql: string): Promise<number> {
    const [row] = await this.database(service).query<Array<{ n: number | string }>>(sql);
    return Number(row!.n);
  }

  /** Every page of a list. */
  async everything<T>(service: ServiceName, path: string): Promise<T[]> {
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const page: Page<T> = await this.get(service, path + query);
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
  }

  async get<T>(service: ServiceName, path: string): Promise<T> {
    const response = await fetch(this.url(service) + path);
    if (!response.ok) throw new Error(`${service} answered ${response.status} for ${path}`);
    return (await response.json()) as T;
  }
}

interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setNoDelay(true).on('error', reject);
  });
}
