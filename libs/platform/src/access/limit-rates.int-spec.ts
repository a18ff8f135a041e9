import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { eventually } from '@handrail/testing';
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
  const { gate, dropHeld, endFloods, limitRefused, limitRates } = rateLimiting({
    ...{ perSecond, readsAtOnce: 5 },
  });
  app.use(dropHeld, endFloods, (request, _response, next) => {
    const actor = request.get('authorization');
    if (actor === 'forged') return next(new Error('not a token'));
    if (actor !== undefined) noteCaller(request, callerNamed(actor));
    next();
  });
  app.use(limitRefused, limitRates);
  app.post('/sum', (request, response) => {
    let length = 0;
    request.on('data', (chunk: Buffer) => (length += chunk.length));
    request.on('end', () => void response.json(length));
  });
  app.get('/signed-in', (request, response) => {
    noteBrowser(request, 'nurse-1');
    response.end();
  });
  app.use('/slow', (_request, response) => void slow.push(response));
  app.use('/quick', (_request, response) => void response.end());
  app.use('/health/live', (_request, response) => void response.end());
  app.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(401).end();
  });
  const server = createServer(app);
  gate(server);
  let parsed = 0;
  server.on('request', () => (parsed += 1));
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const send =
    (method: string) =>
    (path: string, headers: Record<string, string> = {}, body: string | null = null) =>
      fetch(`http://127.0.0.1:${port}${path}`, { method, headers, body });
  return { port, slow, get: send('GET'), post: send('POST'), parsed: () => parsed };
}

const callerNamed = (actor: string) => ({
  principal: principalIn({ sub: actor, client_id: 'page' })!,
  token: null,
  requestId: '0199a2f0-0000-7000-8000-000000000001',
});

/** A client that floods over so many connections: how many of them are open, and how many were answered 429. */
function flood(port: number, connections: number, who?: string) {
  const line = who === undefined ? '' : `authorization: ${who}\r\n`;
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
      get('/quick', { authorization: 'nurse-2' }),
      get('/quick'),
      get('/health/live', { authorization: 'greedy-1' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
    await eventually(() => open() === 0);
    expect(refused()).toBe(150);
  });

  it('is known at the door when it comes back: nothing of it is parsed, and everybody else is served as before', async () => {
    const { port, parsed, get, post } = await serving(10);
    const { open } = flood(port, 1, 'greedy-1');
    const before = 100;
    await eventually(() => parsed() === before);
    const again = flood(port, 100, 'greedy-1');
    await eventually(() => again.refused() >= 37);
    expect([parsed(), again.open(), again.refused()]).toEqual([before, 63, 37]);
    const body = 'x'.repeat(300_000);
    const answers = [
      await post('/sum', { authorization: 'nurse-2' }, body),
      await post('/sum', { authorization: 'nurse-2' }, body),
      await get('/health/live', { authorization: 'greedy-1' }),
      await get('/quick', { authorization: 'greedy-1' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(await Promise.all(answers.slice(0, 2).map((answer) => answer.json()))).toEqual([
      ...[300_000, 300_000],
    ]);
    expect(answers[3]!.headers.get('content-type')).toContain('application/problem+json');
    expect(await answers[3]!.json()).toMatchObject({
      type: 'urn:handrail:problem:too-many-requests',
    });
    // Its last request came by the connection of the probe before it.
    expect(parsed()).toBe(before + 4);
    await eventually(() => open() + again.open() === 0);
  });

  it('of forged tokens is that of nobody known at their address: whoever has a token of their own is served', async () => {
    const { get } = await serving(10);
    const answers = [];
    for (let at = 0; at < 40; at += 1)
      answers.push(await get('/quick', { authorization: 'forged' }));
    const statuses = answers.map(({ status }) => status);
    expect([statuses.slice(0, 5), statuses.includes(429)]).toEqual([Array(5).fill(401), true]);
    expect((await get('/quick', { authorization: 'nurse-2' })).status).toBe(200);
  });

  it('of nobody known leaves alone who is, and lets the rate through', async () => {
    const { port, parsed, get } = await serving(50);
    const cookie = 'handrail=session-of-nurse-1';
    await get('/signed-in', { cookie });
    const { open, refused } = flood(port, 150);
    await eventually(() => refused() > 0);
    const mine = await Promise.all(Array.from({ length: 20 }, () => get('/quick', { cookie })));
    expect(new Set(mine.map(({ status }) => status))).toEqual(new Set([200]));
    await eventually(async () => (await get('/quick')).status === 200);
    expect(open()).toBeGreaterThan(0);
    const before = parsed();
    const again = flood(port, 150);
    await eventually(() => again.refused() >= 80);
    const mineAgain = await get('/quick', { cookie });
    expect(mineAgain.status).toBe(200);
    // Of fifty a second some are let in, each with a chunk of a hundred requests.
    expect(parsed() - before).toBeLessThan(20 * 100);
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
    const waiting = Array.from({ length: 280 }, () => post('/slow', { authorization: 'engine-1' }));
    await eventually(() => slow.length === 128);
    // Reads beside them: few at a time, as each has a connection to the database that others wait for.
    waiting.push(...Array.from({ length: 20 }, () => get('/slow', { authorization: 'engine-1' })));
    await eventually(() => slow.length === 133);
    expect((await get('/quick', { authorization: 'nurse-2' })).status).toBe(200);
    expect(slow).toHaveLength(133);
    for (let at = 0; at < 300; at += 1) {
      await eventually(() => slow.length > at);
      slow[at]!.end();
    }
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
