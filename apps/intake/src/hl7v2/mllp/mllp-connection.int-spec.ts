import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createLogger } from '@handrail/platform';
import { eventually } from '@handrail/testing';
import type { Hl7Intake } from '../hl7-intake.js';
import { MllpConnection } from './mllp-connection.js';
import { frame, START } from './mllp-framer.js';

// Real: sockets. The intake behind them is played, so that it can be slow, or fail.
const log = createLogger({ level: 'silent' });
const sockets: Socket[] = [];
let server: Server;
afterEach(() => {
  sockets.forEach((socket) => socket.destroy());
  server.close();
});

type Take = Hl7Intake['take'];
const answering: Take = (payloads) => Promise.resolve(payloads.map((each) => [each.toString()]));

async function connected(take: Take): Promise<Socket> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    const limits = { frameCapBytes: 1_000, idleFrameMs: 60, maxWaiting: 3 };
    void new MllpConnection(socket, { take } as unknown as Hl7Intake, limits, log);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  sockets.push(socket);
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

const closing = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve));

describe('an MLLP connection', () => {
  it('is closed when a frame that has begun does not go on', async () => {
    const socket = await connected(answering);
    socket.write(Buffer.concat([Buffer.from([START]), Buffer.from('half')]));
    await closing(socket);
  });

  it('stays open while nothing has begun', async () => {
    const socket = await connected(answering);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    await new Promise((resolve) => setTimeout(resolve, 150));
    socket.write(frame('later'));
    await eventually(() => answer.includes('later'));
  });

  it('is not read while too many frames wait, and then goes on', async () => {
    const groups: number[] = [];
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const socket = await connected(async (payloads, protocol) => {
      groups.push(payloads.length);
      await held;
      return answering(payloads, protocol);
    });
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    for (let at = 0; at < 8; at += 1) {
      socket.write(frame(`m${at}`));
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await eventually(() => sockets.some((each) => each !== socket && each.isPaused()));
    release();
    await eventually(() => answer.includes('m7'));
    expect(answer.match(/m\d/g)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);
    expect(Math.max(...groups)).toBeGreaterThan(1);
  });

  it('is closed without an acknowledgement when storing fails, so that the sender repeats', async () => {
    const socket = await connected(() => Promise.reject(new Error('the database is gone')));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(frame('lost'));
    await closing(socket);
    expect(answer).toBe('');
  });
});
