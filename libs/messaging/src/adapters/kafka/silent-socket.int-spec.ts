import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { closeWhenSilent } from './silent-socket.js';

const FETCH = 1;
const JOIN_GROUP = 11;

// Real: sockets. The broker is a server that answers only when it is told to.
describe('a socket to a broker that gives no answer', () => {
  let server: Server;
  let broker: Socket;
  let socket: Socket;
  let sent: (apiKey: number) => void;
  let closed: Promise<string>;

  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>;
    socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    [broker] = await accepted;
    broker.on('error', () => undefined);
    closed = new Promise((resolve) => {
      socket.on('error', (error) => resolve(error.message));
      socket.on('close', () => resolve('closed'));
    });
    const watch = closeWhenSilent(socket, { answerMs: 150, joinMs: 450 });
    sent = (apiKey) => watch.sent(apiKey);
  });
  afterEach(() => {
    socket.destroy();
    broker.destroy();
    server.close();
  });

  const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

  it('is closed with the reason, however many more requests follow', async () => {
    const asking = setInterval(() => sent(FETCH), 20);
    expect(await closed).toBe('the broker gives no answer');
    clearInterval(asking);
  });

  it('stays open while answers come, and while nothing is asked', async () => {
    for (let n = 0; n < 8; n += 1) {
      sent(FETCH);
      broker.write('answer');
      await pause(50);
    }
    await pause(300);
    expect(socket.destroyed).toBe(false);
  });

  it('waits longer for a group to be joined, also for what was asked before', async () => {
    sent(FETCH);
    sent(JOIN_GROUP);
    sent(FETCH);
    await pause(300);
    expect(socket.destroyed).toBe(false);
    expect(await closed).toBe('the broker gives no answer');
  });
});
