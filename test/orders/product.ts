import { connect, type Socket } from 'node:net';
import { freePort } from '@handrail/testing';
import type { DataSource } from 'typeorm';
import { FourServices, type ServiceName } from '../four-services.js';
import type { Told } from './told.js';

const WAYS = {
  hl7: ['/v1/hl7v2', 'application/hl7-v2', /MSA\|[AC]A\|/],
  fhir: ['/v1/fhir/$process-message', 'application/fhir+json', /"informational"/],
  event: ['/v1/events', 'application/cloudevents+json', /"status":"(accepted|duplicate)"/],
} as const;

/** The four services, from empty, told messages as senders tell them: HL7 by MLLP too. */
export class Product {
  readonly #services: FourServices;
  readonly #socket: Promise<Socket>;
  #sent = 0;

  private constructor(services: FourServices, mllpPort: number) {
    this.#services = services;
    this.#socket = opened(mllpPort);
  }

  static async start(env: Readonly<Record<string, string>>): Promise<Product> {
    const mllpPort = await freePort();
    const own = { ...env, HANDRAIL_MLLP_PORT: String(mllpPort) };
    return new Product(await FourServices.start(own), mllpPort);
  }

  async stop(): Promise<void> {
    (await this.#socket).destroy();
    await this.#services.stop();
  }

  url(service: ServiceName): string {
    return this.#services.url(service);
  }

  database(service: ServiceName): DataSource {
    return this.#services.database(service);
  }

  settled(): Promise<void> {
    return this.#services.settled();
  }

  /** Sends messages one after another, HL7 by MLLP and HTTP in turns; answers what was refused. */
  async send(messages: readonly Told[]): Promise<string[]> {
    const refused: string[] = [];
    for (const message of messages) {
      const [, , understood] = WAYS[message.kind];
      const answer = await this.#send(message);
      if (!understood.test(answer)) refused.push(`${message.name}: ${answer.slice(0, 300)}`);
    }
    return refused;
  }

  /** Sends messages by HTTP, so many at a time, as a load of history does; answers what was refused. */
  async tellTogether(messages: readonly Told[], atOnce = 16): Promise<string[]> {
    const refused: string[] = [];
    for (let from = 0; from < messages.length; from += atOnce) {
      const part = messages.slice(from, from + atOnce);
      const answers = await Promise.all(part.map((message) => this.#sendByHttp(message)));
      for (const [at, answer] of answers.entries())
        if (!WAYS[part[at]!.kind][2].test(answer))
          refused.push(`${part[at]!.name}: ${answer.slice(0, 300)}`);
    }
    return refused;
  }

  #send(message: Told): Promise<string> {
    this.#sent += 1;
    return message.kind === 'hl7' && this.#sent % 2 === 0
      ? this.#sendByMllp(message)
      : this.#sendByHttp(message);
  }

  async #sendByHttp(message: Told): Promise<string> {
    const [path, type] = WAYS[message.kind];
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

  get<T>(service: ServiceName, path: string): Promise<T> {
    return this.#services.get(service, path);
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
