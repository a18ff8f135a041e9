import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { eventually } from '@handrail/testing';
import { type Problem } from '../http/problem.js';
import { noteCaller } from './caller.js';
import { noteBrowser } from './known-browsers.js';
import { rateLimiting } from './limit-rates.middleware.js';
import { principalIn } from './principal.js';

// Real: an HTTP server and sockets. Everybody comes from one address, as behind a proxy.
const sockets: Socket[] = [];
const servers: Server[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A service that serves `/slow` until it is let go; `who` is the principal of a request, as a token would say. */
async function serving(perSecond: number) {
  const app = express();
  const slow: Response[] = [];
  const { dropHeld, limitRates } = rateLimiting({ perSecond, readsAtOnce: 5 });
  app.use(dropHeld, (request, _response, next) => {
    const actor = request.get('who');
    if (actor !== undefined) noteCaller(request, callerNamed(actor));
    next();
  });
  app.use(limitRates);
  app.get('/signed-in', (request, response) => {
    noteBrowser(request, 'nurse-1');
    response.end();
  });
  app.use('/slow', (_request, response) => void slow.push(response));
  app.use('/quick', (_request, response) => void response.end());
  app.use('/health/live', (_request, response) => void response.end());
  app.use((error: Problem, _request: Request, response: Response, _next: NextFunction) => {
    response.status(error.getStatus()).end();
  });
  const server = app.listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send =
    (method: string) =>
    (path: string, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { method, headers });
  return { port, slow, get: send('GET'), post: send('POST') };
}

const callerNamed = (actor: string) => ({
  principal: principalIn({ sub: actor, client_id: 'page' })!,
  token: null,
  requestId: '0199a2f0-0000-7000-8000-000000000001',
});

/** A client that floods over so many connections: how many of them are open, and how many were answered 429. */
function flood(port: number, connections: number, who?: string) {
  const line = who === undefined ? '' : `who: ${who}\r\n`;
  const request = `GET /quick HTTP/1.1\r\nhost: here\r\n${line}\r\n`;
  const mine = Array.from({ length: connections }, () => {
    const socket = connect(port, '127.0.0.1');
    const client = { socket, text: '' };
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => (client.text += chunk.toString()));
    socket.write(request.repeat(100));
    return client;
  });
  sockets.push(...mine.map(({ socket }) => socket));
  return {
    open: () => mine.filter(({ socket }) => !socket.closed).length,
    refused: () =>
      mine.filter(({ text }) => /^HTTP.1.1 429[^]*^retry-after: \d/im.test(text)).length,
  };
}

describe('a flood behind a proxy', () => {
  it('of a principal holds some of the connections and closes the others with the answer', async () => {
    const { port, get } = await serving(10);
    const { open, refused } = flood(port, 150, 'greedy-1');
    await eventually(() => open() <= 150 - 86);
    expect(open()).toBe(64);
    expect(refused()).toBeGreaterThanOrEqual(86);
    const statuses = await Promise.all([
      get('/quick', { who: 'nurse-2' }),
      get('/quick'),
      get('/health/live', { who: 'greedy-1' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
    await eventually(() => open() === 0);
    expect(refused()).toBe(150);
  });

  it('of nobody known leaves alone who is, and lets the rate through', async () => {
    const { port, get } = await serving(50);
    const cookie = 'handrail=session-of-nurse-1';
    await get('/signed-in', { cookie });
    const { open, refused } = flood(port, 150);
    await eventually(() => refused() > 0);
    const mine = await Promise.all(Array.from({ length: 20 }, () => get('/quick', { cookie })));
    expect(new Set(mine.map(({ status }) => status))).toEqual(new Set([200]));
    await eventually(async () => (await get('/quick')).status === 200);
    expect(open()).toBeGreaterThan(0);
  });
});

describe('requests that take long', () => {
  it('of an address, as pages that watch, are no limit to what it may ask', async () => {
    const { slow, get } = await serving(1_000);
    const waiting = Array.from({ length: 300 }, () => get('/slow'));
    await eventually(() => slow.length === 300);
    expect((await get('/quick')).status).toBe(200);
    for (const response of slow) response.end();
    await Promise.all(waiting);
  });

  it('of a principal are worked on in turn, and none of a pool of connections is refused', async () => {
    const { slow, get, post } = await serving(1_000);
    const waiting = Array.from({ length: 280 }, () => post('/slow', { who: 'engine-1' }));
    await eventually(() => slow.length === 128);
    // Reads beside them: few at a time, as each has a connection to the database that others wait for.
    waiting.push(...Array.from({ length: 20 }, () => get('/slow', { who: 'engine-1' })));
    await eventually(() => slow.length === 133);
    expect((await get('/quick', { who: 'nurse-2' })).status).toBe(200);
    expect(slow).toHaveLength(133);
    for (let at = 0; at < 300; at += 1) {
      await eventually(() => slow.length > at);
      slow[at]!.end();
    }
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
