import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import express from 'express';
import { eventually } from '@handrail/testing';
import { bodyBudget } from './body-limits.js';
import { ByteBudget } from './byte-budget.js';
import { Problem } from './problem.js';

const KB = 1024;
const STALLED = { everyMs: 100, withinMs: 500 };

/** A server whose handler waits until it is let go. */
async function serving(budget: ByteBudget) {
  const app = express();
  const waiting: Array<() => void> = [];
  app.use(bodyBudget(budget, [{ path: '/raw', limitBytes: 80 * KB }], STALLED));
  app.use('/refused', (_request, response) => void response.status(415).end());
  const read = { rests: 0 };
  app.post('/slowly', (request, response) => {
    request.on('data', () => {
      request.pause();
      read.rests += 3 * STALLED.everyMs;
      setTimeout(() => request.resume(), 3 * STALLED.everyMs);
    });
    request.on('end', () => waiting.push(() => response.end('taken')));
  });
  app.use(express.raw({ type: () => true, limit: 80 * KB }));
  app.post('/raw', (_request, response) => void waiting.push(() => response.end('taken')));
  app.use(
    (
      error: unknown,
      _request: express.Request,
      response: express.Response,
      _next: express.NextFunction,
    ) => {
      const status = error instanceof Problem ? error.getStatus() : 413;
      response.status(status).json(error instanceof Problem ? error.getResponse() : {});
    },
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/raw`;
  const post = (bytes: number) => fetch(url, { method: 'POST', body: Buffer.alloc(bytes, 'x') });
  return { server, url, waiting, read, post };
}

async function opened(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe('bodies that are held at a time', () => {
  it('beyond the budget are answered 503 unread, and taken once there is room', async () => {
    const budget = new ByteBudget(100 * KB);
    const { server, waiting, post } = await serving(budget);
    const first = post(60 * KB);
    await eventually(() => waiting.length === 1);
    expect(budget.heldBytes).toBe(60 * KB);
    const refused = await post(50 * KB);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await refused.json()).toMatchObject({ type: 'urn:handrail:problem:no-room' });
    waiting[0]!();
    expect((await first).status).toBe(200);
    await eventually(() => budget.heldBytes === 0);
    const second = post(50 * KB);
    await eventually(() => waiting.length === 2);
    waiting[1]!();
    expect((await second).status).toBe(200);
    server.close();
  });

  it('are none of the small ones, which are taken whatever else is held', async () => {
    const budget = new ByteBudget(100 * KB);
    budget.take(100 * KB);
    const { server, waiting, post } = await serving(budget);
    const small = post(30 * KB);
    await eventually(() => waiting.length === 1);
    waiting[0]!();
    expect((await small).status).toBe(200);
    expect((await post(50 * KB)).status).toBe(503);
    server.close();
  });

  it('take their place as they come when they do not say how much they are, and none while they are little', async () => {
    const budget = new ByteBudget(100 * KB);
    const { server, url, waiting } = await serving(budget);
    const chunk = (kib: number) => `${(kib * KB).toString(16)}\r\n${'x'.repeat(kib * KB)}\r\n`;
    const head = 'POST /raw HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n';
    const many = await Promise.all(Array.from({ length: 8 }, () => opened(url)));
    for (const socket of many) socket.write(`${head}${chunk(16)}0\r\n\r\n`);
    await eventually(() => waiting.length === 8);
    expect(budget.heldBytes).toBe(0);

    const growing = await opened(url);
    growing.write(head + chunk(16));
    growing.write(chunk(20));
    await eventually(() => budget.heldBytes > 0);
    expect(budget.heldBytes).toBe(72 * KB);
    growing.write(chunk(44));
    await eventually(() => budget.heldBytes === 80 * KB);
    growing.write('0\r\n\r\n');
    await eventually(() => waiting.length === 9);

    let answered = '';
    const late = await opened(url);
    late.on('data', (chunked) => (answered += String(chunked)));
    late.write(head + chunk(40));
    await eventually(() => late.closed);
    expect(answered).toMatch(/^HTTP\/1\.1 503 [^]*no-room/);
    expect(budget.heldBytes).toBe(80 * KB);
    for (const socket of [...many, growing]) socket.destroy();
    await eventually(() => budget.heldBytes === 0);
    server.close();
  });

  it('take the room of what they may become when they are packed', async () => {
    const budget = new ByteBudget(100 * KB);
    const { server, url, waiting } = await serving(budget);
    const body = new Uint8Array(gzipSync(randomBytes(2 * KB).toString('hex')));
    const init = { method: 'POST', body, headers: { 'content-encoding': 'gzip' } };
    const first = fetch(url, init);
    await eventually(() => waiting.length === 1);
    expect(budget.heldBytes).toBe(80 * KB);
    expect((await fetch(url, init)).status).toBe(503);
    waiting[0]!();
    expect((await first).status).toBe(200);
    server.close();
  });

  it('are none of the small ones that are packed', async () => {
    const budget = new ByteBudget(100 * KB);
    budget.take(100 * KB);
    const { server, url, waiting } = await serving(budget);
    const packed = (text: string) =>
      fetch(url, {
        ...{ method: 'POST', headers: { 'content-encoding': 'gzip' } },
        body: new Uint8Array(gzipSync(text)),
      });
    const small = Array.from({ length: 8 }, () => packed(randomBytes(200).toString('hex')));
    await eventually(() => waiting.length === 8);
    waiting.forEach((goOn) => goOn());
    expect((await Promise.all(small)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    server.close();
  });

  it('are not given up for the time in which we do not read', async () => {
    const budget = new ByteBudget(100 * KB);
    const { server, url, waiting, read } = await serving(budget);
    const slowed = await opened(url);
    slowed.write(`POST /slowly HTTP/1.1\r\nhost: x\r\ncontent-length: ${80 * KB}\r\n\r\n`);
    slowed.write('x'.repeat(80 * KB));
    await eventually(() => waiting.length === 1);
    expect(read.rests).toBeGreaterThan(2 * STALLED.everyMs);
    waiting[0]!();
    await once(slowed, 'data');
    server.close();
  });

  it('of somebody who was answered before they came end the connection, not the process', async () => {
    const budget = new ByteBudget(100 * KB);
    budget.take(100 * KB);
    const { server, url, waiting, post } = await serving(budget);
    const pipelined = await opened(url);
    pipelined.write('POST /raw HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\n\r\nx');
    await eventually(() => waiting.length === 1);
    // Refused at once, and not answered as long as the first one is not.
    pipelined.write('POST /refused HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n');
    const chunk = `${(20 * KB).toString(16)}\r\n${'x'.repeat(20 * KB)}\r\n`;
    pipelined.write(chunk);
    pipelined.write(chunk);
    await eventually(() => pipelined.closed);
    const after = post(KB);
    await eventually(() => waiting.length === 2);
    waiting[1]!();
    expect((await after).status).toBe(200);
    server.close();
  });

  it('are none of whoever has gone before they are counted', () => {
    const budget = new ByteBudget(100 * KB);
    const gone = { closed: true, once: () => undefined } as unknown as express.Response;
    const request = { headers: { 'content-length': `${50 * KB}` }, path: '/raw' };
    bodyBudget(budget, [], STALLED)(request as express.Request, gone, () => undefined);
    expect(budget.heldBytes).toBe(0);
  });

  it('lose their place when they do not go on, and keep it while they do', async () => {
    const budget = new ByteBudget(100 * KB);
    const { server, url, waiting } = await serving(budget);
    const head = `POST /raw HTTP/1.1\r\nhost: x\r\ncontent-length: ${40 * KB}\r\n\r\n`;
    const [still, going] = await Promise.all([opened(url), opened(url)]);
    let answered = '';
    still.on('data', (chunk) => (answered += String(chunk)));
    still.write(`${head}x`);
    going.write(head);
    await eventually(() => budget.heldBytes === 80 * KB);
    for (let sent = 0; sent < 8; sent += 1) {
      going.write('x'.repeat(5 * KB));
      await new Promise((done) => setTimeout(done, STALLED.everyMs / 2));
    }
    await eventually(() => waiting.length === 1 && still.closed);
    expect(answered).toMatch(/^HTTP\/1\.1 408 [^]*body-too-slow/);
    expect(budget.heldBytes).toBe(40 * KB);
    // Once all of it has come, whoever has to be waited for is us.
    await new Promise((done) => setTimeout(done, STALLED.everyMs * 3));
    expect(going.closed).toBe(false);
    going.destroy();
    await eventually(() => budget.heldBytes === 0);
    server.close();
  });

  it('count no more than what their path allows', async () => {
    const budget = new ByteBudget(100 * KB);
    const { server, post } = await serving(budget);
    expect((await post(200 * KB)).status).toBe(413);
    await eventually(() => budget.heldBytes === 0);
    server.close();
  });
});
