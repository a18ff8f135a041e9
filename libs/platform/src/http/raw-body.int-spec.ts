import { once } from 'node:events';
import { Agent, request as send, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { eventually } from '@handrail/testing';
import { BodyPace } from './body-pace.js';
import { OversizedBody, rawBody } from './raw-body.js';

// Real: an Express server with the reader in front of a handler that says what it got, and plain sockets.
const KB = 1_024;
const LIMIT = 8 * KB;
const DRAINED = 512 * KB;
const LARGE = 2_048 * KB;

let port: number;
let close: () => void;
const got: string[] = [];
/** The last connection as its server sees it. */
let served: Socket;

beforeAll(async () => {
  const app = express();
  const pace = new BodyPace(() => true);
  const [small, large] = [rawBody(LIMIT, pace, DRAINED), rawBody(LARGE, pace)];
  app.use((request, response, next) => {
    void (request.path === '/large' ? large : small)(request, response, next);
  });
  app.post(['/', '/large'], (request, response) => {
    const body: unknown = request.body;
    served = request.socket;
    got.push(
      body instanceof OversizedBody
        ? `${body.bytes} of ${body.limitBytes}`
        : `read ${(body as Buffer).length}`,
    );
    response.status(body instanceof OversizedBody ? 413 : 200).end('answered');
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
  close = () => {
    server.close();
    server.closeAllConnections();
  };
});
afterAll(() => close());
beforeEach(() => got.splice(0));

const bytes = (count: number) => Buffer.alloc(count, 'x');

/** The body in pieces, without its length, by one connection that is kept. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
async function chunked(body: Buffer): Promise<{ status: number; isReused: boolean }> {
  const sent = send({ port, method: 'POST', agent, host: '127.0.0.1' });
  for (let at = 0; at < body.length; at += 4 * KB) sent.write(body.subarray(at, at + 4 * KB));
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  response.resume();
  await once(response, 'end');
  return { status: response.statusCode!, isReused: sent.reusedSocket };
}

async function stated(body: Buffer, headers: Record<string, string> = {}): Promise<number> {
  const init = { method: 'POST', body: new Uint8Array(body), headers };
  return (await fetch(`http://127.0.0.1:${port}`, init)).status;
}

/** A sender that writes before it reads, as plain ones do. */
async function opened(headers: string) {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.on('error', () => undefined);
  socket.write(`POST / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n${headers}\r\n\r\n`);
  return { socket, answer: () => answer };
}

describe('a body of bytes', () => {
  it('is read up to the limit', async () => {
    expect([await stated(bytes(LIMIT)), (await chunked(bytes(LIMIT))).status]).toEqual([200, 200]);
    expect(got).toEqual([`read ${LIMIT}`, `read ${LIMIT}`]);
  });

  it('attack 14: beyond the limit is left to the endpoint with its size, whether that was stated or not', async () => {
    expect(await stated(bytes(LIMIT + 1))).toBe(413);
    expect((await chunked(bytes(LIMIT + 5_000))).status).toBe(413);
    expect(got).toEqual([`${LIMIT + 1} of ${LIMIT}`, `${LIMIT + 5_000} of ${LIMIT}`]);
  });

  it('comes whole beside feeds, when it is large and is read with rests', async () => {
    const url = `http://127.0.0.1:${port}/large`;
    const sent = Array.from({ length: 3 }, () =>
      fetch(url, { method: 'POST', body: new Uint8Array(bytes(LARGE)) }),
    );
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(200);
    expect(got).toEqual(Array.from({ length: 3 }, () => `read ${LARGE}`));
  });

  it('that came to its end leaves the connection as it was', async () => {
    await chunked(bytes(LIMIT + 1));
    expect(await chunked(bytes(10))).toEqual({ status: 200, isReused: true });
  });

  it('that is packed counts for what it becomes, and is not unpacked to its end', async () => {
    const packed = gzipSync(bytes(1_000 * KB));
    expect(await stated(packed, { 'content-encoding': 'gzip' })).toBe(413);
    const counted = Number(got[0]!.split(' ')[0]);
    expect(counted).toBeGreaterThan(LIMIT);
    expect(counted).toBeLessThan(100 * KB);
  });

  it('whose sender goes away behind the limit reaches the endpoint all the same', async () => {
    const { socket } = await opened(`Content-Length: ${LIMIT * 2}`);
    socket.write(bytes(LIMIT + 1));
    await wait(50);
    socket.destroy();
    await eventually(() => got.length === 1);
    expect(got).toEqual([`${LIMIT * 2} of ${LIMIT}`]);
  });
});

describe('a body without an end', () => {
  it('attack 14: is read no further than what is drained; its sender can read the answer before all is over', async () => {
    const { socket, answer } = await opened('Transfer-Encoding: chunked');
    const chunk = `10000\r\n${'x'.repeat(64 * KB)}\r\n`;
    const flood = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    let isEnded = false;
    socket.on('drain', flood).on('end', () => (isEnded = true));
    flood();
    await eventually(() => isEnded);
    expect(answer()).toMatch(/^HTTP\/1.1 413 .*answered$/s);
    expect(answer()).toContain('connection: close');
    // What the socket reads at a time comes on top.
    expect(served.bytesRead).toBeLessThan(LIMIT + DRAINED + 256 * KB);
    expect(served.destroyed).toBe(false);
    await eventually(() => socket.destroyed && served.destroyed);
  });

  it('that is stated is answered before it comes', async () => {
    const { socket, answer } = await opened(`Content-Length: ${10_000 * KB}`);
    await once(socket, 'end');
    expect(answer()).toMatch(/^HTTP\/1.1 413 .*answered$/s);
    expect(got).toEqual([`${10_000 * KB} of ${LIMIT}`]);
    socket.destroy();
  });
});
