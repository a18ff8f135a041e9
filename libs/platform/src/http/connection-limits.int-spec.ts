import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { eventually } from '@handrail/testing';
import { limitConnections, limitTimes, type HttpTimes } from './connection-limits.js';

// Real: an HTTP server and sockets that behave as no client library would.
const LONG: HttpTimes = {
  headersMs: 60_000,
  requestMs: 60_000,
  keepAliveMs: 60_000,
  unreadMs: 60_000,
  checkMs: 20,
};
const opened: Array<Server | Socket> = [];
afterEach(() => {
  for (const each of opened.splice(0)) {
    if ('close' in each) each.close();
    else each.destroy();
  }
});

async function listening(times: Partial<HttpTimes>, handler: RequestListener): Promise<Server> {
  const server = createServer(handler);
  limitTimes(server, { ...LONG, ...times });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(server);
  return server;
}

function client(server: Server) {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  opened.push(socket);
  let text = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return { socket, closed, received: () => text };
}

const answering: RequestListener = (request, response) => {
  request.resume().once('end', () => response.end('answered'));
};
const REQUEST = 'GET / HTTP/1.1\r\nhost: here\r\n\r\n';

describe('an HTTP client that does not go on', () => {
  it.each([
    ['with its headers', { headersMs: 50 }, 'GET / HTTP/1.1\r\nhost:'],
    [
      'with its body',
      { headersMs: 40, requestMs: 50 },
      'POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 9\r\n\r\nhalf',
    ],
    ['after an answer', { keepAliveMs: 50 }, REQUEST],
  ])('attack 13: %s is closed', async (_name, times, text) => {
    const server = await listening(times, answering);
    const { socket, closed } = client(server);
    socket.write(text);
    await closed;
  });

  it('with reading what it was answered is closed', async () => {
    const server = await listening({ unreadMs: 100 }, (_request, response) => {
      response.end(Buffer.alloc(30_000_000));
    });
    const { socket, closed } = client(server);
    socket.pause();
    socket.write(REQUEST);
    await new Promise<void>((resolve) =>
      server.on('connection', (each) => each.once('close', () => resolve())),
    );
    socket.resume();
    await closed;
  });

  it('gets its answer however long the handler takes', async () => {
    const server = await listening({ unreadMs: 50 }, (_request, response) => {
      setTimeout(() => response.end('late'), 300);
    });
    const { socket, received } = client(server);
    socket.write(REQUEST);
    await eventually(() => received().includes('late'));
  });
});

describe('connections of one address', () => {
  it('attack 13: are closed beyond the limit, and counted anew when one is gone', async () => {
    const server = await listening({}, answering);
    const refused: Array<string | undefined> = [];
    limitConnections(server, { total: 100, perAddress: 2 }, (remote) => refused.push(remote));
    const [first] = [client(server), client(server)];
    await eventually(
      () =>
        new Promise<boolean>((resolve) => server.getConnections((_error, n) => resolve(n === 2))),
    );
    await client(server).closed;
    expect(refused).toEqual(['127.0.0.1']);
    first.socket.destroy();
    await first.closed;
    await eventually(
      () =>
        new Promise<boolean>((resolve) => server.getConnections((_error, n) => resolve(n === 1))),
    );
    const next = client(server);
    next.socket.write(REQUEST);
    await eventually(() => next.received().includes('answered'));
  });
});
