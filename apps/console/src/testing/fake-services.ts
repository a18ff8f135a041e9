import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeParked {
  readonly id: string;
  readonly personId: string | null;
  readonly type: string;
  readonly eventId: string;
  readonly cause: string;
  readonly attempts: number;
  readonly parkedAt: string;
  readonly behind: string | null;
}

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly ifMatch: string | undefined;
  readonly body: unknown;
}

export interface FakeReply {
  readonly status: number;
  readonly body: object;
}

/**
 * Stands in for one of the four services in tests of the console: answers the pages the console
 * reads, remembers what it was asked to do, and can be made slow, unready or silent.
 */
export class FakeService {
  ready = true;
  why: string[] = [];
  circuits: { topic: string; why: string }[] = [];
  lag: object[] = [];
  parked: FakeParked[] = [];
  consumed = 24;
  published = 12;
  /** Answers of further paths, by path without query. */
  readonly answers = new Map<string, object>();
  /** Answers what the page of one service needs beyond that; nothing means that it is not there. */
  more: ((request: FakeRequest) => FakeReply | undefined) | null = null;
  readonly acts: { path: string; body: unknown }[] = [];
  /** Requests so far. */
  asked = 0;
  /** Takes requests and never answers. */
  silent = false;
  /** Answers 500 to everything. */
  broken = false;
  /** Closes connections without an answer after so many acts. */
  diesAfterActs = Infinity;
  /** Ids whose retry fails again. */
  readonly stubborn = new Set<string>();
  readonly #server: Server;

  private constructor(
    readonly name: string,
    server: Server,
  ) {
    this.#server = server;
  }

  static async start(name: string): Promise<FakeService> {
    const server = createServer();
    const fake = new FakeService(name, server);
    server.on('request', (req, res) => {
      let body = '';
      req.on('data', (part: Buffer) => (body += part.toString()));
      req.on('end', () => fake.#answer(req, body, res));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  /** As it was when it started. */
  reset(): void {
    this.ready = true;
    this.why = [];
    this.circuits = [];
    this.lag = [];
    this.parked = [];
    this.acts.length = 0;
    this.stubborn.clear();
    this.answers.clear();
    this.more = null;
    this.silent = false;
    this.broken = false;
    this.diesAfterActs = Infinity;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer(req: IncomingMessage, body: string, res: ServerResponse): void {
    this.asked += 1;
    if (this.silent) return;
    const method = req.method ?? 'GET';
    const [path = '/', search = ''] = (req.url ?? '/').split('?');
    const send = (status: number, value: object) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (this.broken) return void send(500, { title: 'Broken', status: 500 });
    if (path === '/health/ready') return void send(this.ready ? 200 : 503, { why: this.why });
    if (path === '/v1/status') return void send(200, this.#status());
    if (path === '/v1/parked') return void send(200, { items: this.parked, nextCursor: null });
    const [, id, act] = /^\/v1\/parked\/([^/]+)\/(retry|discard)$/.exec(path) ?? [];
    if (method === 'POST' && id && act) {
      if (this.acts.length >= this.diesAfterActs) return void res.destroy();
      this.acts.push({ path, body: JSON.parse(body || '{}') as unknown });
      if (act === 'retry' && this.stubborn.has(id))
        return void send(200, {
          ...{ id, disposition: 'parked', reason: this.#causeOf(id), drained: 0 },
          // Nothing queues behind a message of intake.
          remaining: this.name === 'intake' ? 0 : 1,
        });
      const before = this.parked.length;
      this.parked = this.parked.filter((item) => item.id !== id && item.behind !== id);
      const disposition = act === 'retry' ? 'applied' : 'discarded';
      const drained = before - this.parked.length;
      return void send(200, { id, disposition, reason: disposition, drained, remaining: 0 });
    }
    const query = new URLSearchParams(search);
    const parsed = JSON.parse(body || 'null') as unknown;
    const ifMatch = req.headers['if-match'];
    const reply = this.more?.({ method, path, query, ifMatch, body: parsed });
    if (reply) return void send(reply.status, reply.body);
    const known = this.answers.get(path);
    if (known) return void send(200, known);
    send(404, { title: 'Not found', status: 404 });
  }

  #causeOf(id: string): string {
    return this.parked.find((each) => each.id === id)?.cause ?? 'parked';
  }

  #status(): object {
    return {
      service: this.name,
      version: '0.1.0',
      startedAt: '2026-11-22T04:00:00.000Z',
      roles: ['http', 'consumer', 'relay', 'timers'],
      ready: this.ready,
      why: this.why,
      consumed: { perMinute: this.consumed },
      published: { perMinute: this.published },
      lag: this.lag,
      outbox: { unpublished: 0, oldestSeconds: 0 },
      parked: { count: this.parked.length },
      circuits: this.circuits,
    };
  }
}
