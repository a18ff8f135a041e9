import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
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
  return { server, url, waiting, post };
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
    const body = new Uint8Array(gzipSync('x'.repeat(70 * KB)));
    const init = { method: 'POST', body, headers: { 'content-encoding': 'gzip' } };
    const first = fetch(url, init);
    await eventually(() => waiting.length === 1);
    expect(budget.heldBytes).toBe(80 * KB);
    expect((await fetch(url, init)).status).toBe(503);
    waiting[0]!();
    expect((await first).status).toBe(200);
    server.close();
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
