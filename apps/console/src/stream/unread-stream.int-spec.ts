import { connect, type Socket } from 'node:net';
import type { Response } from 'express';
import { eventually } from '@handrail/testing';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { StreamController } from './stream.controller.js';
import { StreamHub } from './stream-hub.js';

// Real: the console with its database, and browsers that do not read.
let subject: ConsoleUnderTest;
const sockets: Socket[] = [];
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await subject.stop();
});

/** Asks for the stream and reads nothing of it. */
function watch(): Socket {
  const { port } = new URL(subject.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  socket.write('GET /v1/console/stream HTTP/1.1\r\nhost: localhost\r\n\r\n');
  sockets.push(socket);
  return socket;
}

describe('browsers that do not read', () => {
  it('are cut off once they have left too much unread', async () => {
    const hub = subject.provider(StreamHub);
    watch();
    await eventually(() => hub.watching() === 1, { what: 'the browser to be there' });
    // The system takes some megabytes before anything stays with us.
    await eventually(
      () => {
        hub.broadcast('care', { text: 'x'.repeat(200_000) });
        return hub.watching() === 0;
      },
      { what: 'the browser to be cut off' },
    );
  });

  it('are none when they left before they were let in', () => {
    const hub = subject.provider(StreamHub);
    const gone = { closed: true } as unknown as Response;
    new StreamController(hub).stream({}, gone);
    expect(hub.watching()).toBe(0);
  });

  it('are no more than two hundred; who comes next is to come back later', async () => {
    const hub = subject.provider(StreamHub);
    for (let at = 0; at < 200; at += 1) watch();
    await eventually(() => hub.watching() === 200, { what: 'all browsers to be there' });
    const answer = await fetch(`${subject.url}/v1/console/stream`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.json()).toMatchObject({ type: 'urn:handrail:problem:no-room' });
    for (const socket of sockets) socket.destroy();
    await eventually(() => hub.watching() === 0, { what: 'all browsers to be gone' });
  });
});
