import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendPinned } from './pinned-request.js';

const asked = (url: string, allowsPrivate = false) =>
  sendPinned({ url, allowsPrivate, body: '{}', headers: {} });

describe('A request to a receiver', () => {
  it.each([
    'https://localhost/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'http://receiver.example/',
  ])('is not made to %s', async (url) => {
    expect(await asked(url)).toMatchObject({ status: null, outcome: 'address-not-allowed' });
  });

  it('says that a host has no address, and that nobody answers there', async () => {
    expect(await asked('https://nowhere.invalid/')).toMatchObject({ outcome: 'host-not-found' });
    expect(await asked('http://127.0.0.1:1/', true)).toMatchObject({
      outcome: 'connection-refused',
    });
  });

  it('takes how long it is to wait from the answer, in seconds or as a date', async () => {
    let retryAfter = '120';
    const server = createServer((_request, response) =>
      response.writeHead(429, { 'retry-after': retryAfter }).end('private'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    expect(await asked(url, true)).toEqual({
      status: 429,
      outcome: 'answered',
      retryAfterMs: 120_000,
    });
    retryAfter = new Date(Date.now() + 60_000).toUTCString();
    const { retryAfterMs } = await asked(url, true);
    expect(retryAfterMs).toBeGreaterThan(50_000);
    retryAfter = 'soon';
    expect((await asked(url, true)).retryAfterMs).toBeNull();
    server.close();
  });
});
