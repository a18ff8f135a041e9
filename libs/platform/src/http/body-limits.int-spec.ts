import type { AddressInfo } from 'node:net';
import express from 'express';
import { eventually } from '@handrail/testing';
import { bodyBudget } from './body-limits.js';
import { ByteBudget } from './byte-budget.js';
import { Problem } from './problem.js';

const KB = 1024;

/** A server whose handler waits until it is let go. */
async function serving(budget: ByteBudget) {
  const app = express();
  const waiting: Array<() => void> = [];
  app.use(bodyBudget(budget, [{ path: '/raw', limitBytes: 8 * KB }]));
  app.use(express.raw({ type: () => true, limit: 8 * KB }));
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
  return { server, waiting, post };
}

describe('bodies that are held at a time', () => {
  it('beyond the budget are answered 503 unread, and taken once there is room', async () => {
    const budget = new ByteBudget(10 * KB);
    const { server, waiting, post } = await serving(budget);
    const first = post(6 * KB);
    await eventually(() => waiting.length === 1);
    expect(budget.heldBytes).toBe(6 * KB);
    const refused = await post(5 * KB);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await refused.json()).toMatchObject({ type: 'urn:handrail:problem:no-room' });
    waiting[0]!();
    expect((await first).status).toBe(200);
    await eventually(() => budget.heldBytes === 0);
    const second = post(5 * KB);
    await eventually(() => waiting.length === 2);
    waiting[1]!();
    expect((await second).status).toBe(200);
    server.close();
  });

  it('count no more than what their path allows', async () => {
    const budget = new ByteBudget(10 * KB);
    const { server, post } = await serving(budget);
    expect((await post(100 * KB)).status).toBe(413);
    await eventually(() => budget.heldBytes === 0);
    server.close();
  });
});
