import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's server: it keeps what it is sent and says yes to everything. */
export class JsonReceiver {
  readonly received: Array<Record<string, unknown>> = [];
  readonly #server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      this.received.push(JSON.parse(text) as Record<string, unknown>);
      response.writeHead(204).end();
    });
  });

  static async start(): Promise<JsonReceiver> {
    const receiver = new JsonReceiver();
    await new Promise<void>((listening) => receiver.#server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
