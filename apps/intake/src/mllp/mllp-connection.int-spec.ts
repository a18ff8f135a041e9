import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { ByteBudget, createLogger } from '@handrail/platform';
import { eventually } from '@handrail/testing';
import type { Hl7Intake } from '../endpoints/hl7-intake.js';
import { MllpConnection } from './mllp-connection.js';
import { frame, START } from './mllp-framer.js';
import type { MllpIncident } from './mllp-incidents.js';
import type { MllpLimits } from './mllp-limits.js';

// Real: sockets. The intake behind them is played, so that it can be slow, or fail.
const log = createLogger({ level: 'silent' });
const sockets: Socket[] = [];
const incidents: MllpIncident[] = [];
let server: Server;
let opened: MllpConnection;
beforeEach(() => (incidents.length = 0));
afterEach(() => {
  sockets.forEach((socket) => socket.destroy());
  server.close();
});

/** Nothing is given up for being slow unless a test is about that. */
const LIMITS: MllpLimits = {
  frameCapBytes: 1_000,
  idleFrameMs: 60_000,
  slowFrameMs: 60_000,
  maxWaiting: 3,
  maxWaitingBytes: 100_000,
  freeBytes: 500,
  firstFrameMs: 60_000,
  unreadMs: 60_000,
};
let budget: ByteBudget;
/** How long to rest, by the bytes a connection holds. */
let restOf: (heldBytes: number) => number;
const pace = { restAfter: (_chunk: number, held: number) => restOf(held) };
beforeEach(() => {
  budget = new ByteBudget(1_000_000);
  restOf = () => 0;
});

type Take = Hl7Intake['take'];
const answering: Take = (payloads) => Promise.resolve(payloads.map((each) => [each.toString()]));

async function connected(take: Take, more: Partial<MllpLimits> = {}): Promise<Socket> {
  server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.push(socket);
    const limits = { ...LIMITS, ...more };
    const onIncident = (incident: MllpIncident) => void incidents.push(incident);
    opened = new MllpConnection(socket, {
      intake: { take },
      limits,
      budget,
      pace,
      log,
      onIncident,
    });
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
    const socket = await connected(answering, { idleFrameMs: 60 });
    socket.write(Buffer.concat([Buffer.from([START]), Buffer.from('MSH|half')]));
    await closing(socket);
    expect(incidents).toMatchObject([
      { reason: 'frame-never-ended', bytes: 8, peek: '4d 53 48 7c .. .. .. ..' },
    ]);
  });

  it('attack 36: is closed when a frame trickles and never becomes whole', async () => {
    const socket = await connected(answering, { slowFrameMs: 150 });
    socket.write(Buffer.from([START]));
    const trickling = setInterval(() => socket.write('|'), 15);
    await closing(socket);
    clearInterval(trickling);
    expect(incidents.map(({ reason }) => reason)).toEqual(['frame-too-slow']);
  });

  it('is closed when what it sends belongs to no frame, which is shown masked', async () => {
    const socket = await connected(answering, { idleFrameMs: 60 });
    socket.write('MSH|^~\\&|NAME\rPID|1');
    await closing(socket);
    expect(incidents).toMatchObject([{ reason: 'bytes-outside-frame', bytes: 18 }]);
    expect(incidents[0]!.peek).toBe('4d 53 48 7c 5e 7e 5c 26 7c .. .. .. .. 0d 50 49 44 7c ..');
  });

  it('shows a frame that has not ended while it waits for the rest', async () => {
    const socket = await connected(answering);
    socket.write(Buffer.concat([frame('one'), Buffer.from([START]), Buffer.from('|half')]));
    await eventually(() => opened.state.openFrame !== null);
    expect(opened.state).toMatchObject({
      frames: 1,
      openFrame: { bytes: 5, peek: '7c .. .. .. ..' },
    });
  });

  it('answers what came whole before a frame that is too large, and closes', async () => {
    const socket = await connected(answering);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const large = Buffer.alloc(2_000, '|');
    socket.write(Buffer.concat([frame('whole'), Buffer.from([START]), large]));
    await closing(socket);
    expect(answer).toContain('whole');
    expect(incidents.map(({ reason }) => reason)).toEqual(['frame-too-large']);
  });

  it('notes a frame that the sender cut off', async () => {
    const socket = await connected(answering);
    socket.end(Buffer.concat([Buffer.from([START]), Buffer.from('half')]));
    await closing(socket);
    expect(incidents.map(({ reason }) => reason)).toEqual(['frame-cut-off']);
  });

  it('stays open while nothing has begun', async () => {
    const socket = await connected(answering, { idleFrameMs: 60 });
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

  it('is not read while all connections together hold too much, and then goes on', async () => {
    budget.take(1_000_000);
    const socket = await connected(answering);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    // Within the free part nobody asks for room.
    socket.write(frame('small'));
    await eventually(() => answer.includes('small'));
    const half = Buffer.concat([Buffer.from([START]), Buffer.alloc(800, '|')]);
    socket.write(half);
    await eventually(() => opened.state.isPaused);
    socket.write(Buffer.from([...Buffer.from('large'), 0x1c, 0x0d]));
    budget.give(1_000_000);
    await eventually(() => answer.includes('large'));
    expect(incidents).toEqual([]);
    await eventually(() => budget.heldBytes === 0);
  });

  it('rests between the parts of what is large, as its pace says, and then takes all of it', async () => {
    const [held, taken]: [number[], number[]] = [[], []];
    const noting: Take = (payloads) => {
      taken.push(...payloads.map(({ length }) => length));
      return answering(payloads, 'hl7v2-mllp');
    };
    restOf = (bytes) => {
      held.push(bytes);
      return bytes > 500 && held.length < 2 ? 60 : 0;
    };
    const socket = await connected(noting, { maxWaitingBytes: 10_000 });
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(Buffer.concat([Buffer.from([START]), Buffer.alloc(800, '|')]));
    await eventually(() => opened.state.isPaused);
    socket.write(Buffer.from([...Buffer.from('large'), 0x1c, 0x0d]));
    await eventually(() => answer.includes('large'));
    expect([held[0], taken]).toEqual([800, [805]]);
    expect(opened.state.isPaused).toBe(false);
    // Little is never paced by what others send: nothing is left of the large one.
    socket.write(frame('small'));
    await eventually(() => answer.includes('small'));
    expect(held.at(-1)).toBe(5);
  });

  it('waits for room when all hold too much once it has rested', async () => {
    restOf = (bytes) => (bytes > 500 && !budget.isFull ? 60 : 0);
    const socket = await connected(answering, { maxWaitingBytes: 10_000 });
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(Buffer.concat([Buffer.from([START]), Buffer.alloc(800, '|')]));
    await eventually(() => opened.state.isPaused);
    budget.take(1_000_000);
    socket.write(Buffer.from([...Buffer.from('large'), 0x1c, 0x0d]));
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(opened.state.isPaused).toBe(true);
    budget.give(1_000_000);
    await eventually(() => answer.includes('large'));
  });

  it('gives its bytes back when it is closed', async () => {
    const socket = await connected(answering);
    socket.write(Buffer.concat([Buffer.from([START]), Buffer.alloc(800, '|')]));
    await eventually(() => budget.heldBytes > 0);
    socket.destroy();
    await eventually(() => budget.heldBytes === 0);
  });

  it('is closed when no whole frame ever comes', async () => {
    const socket = await connected(answering, { firstFrameMs: 60 });
    await closing(socket);
    expect(incidents.map(({ reason }) => reason)).toEqual(['no-frame-at-all']);
  });

  it('attack 37: is closed when its sender does not read its answers', async () => {
    const long = 'x'.repeat(1_000_000);
    const socket = await connected((payloads) => Promise.resolve(payloads.map(() => [long])), {
      unreadMs: 200,
    });
    socket.pause();
    for (let at = 0; at < 20; at += 1) socket.write(frame(`m${at}`));
    await eventually(() => incidents.length > 0);
    expect(incidents.map(({ reason }) => reason)).toEqual(['answers-not-read']);
  });

  it('is closed without an acknowledgement when storing fails, so that the sender repeats', async () => {
    const socket = await connected(() => Promise.reject(new Error('the database is gone')));
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(frame('lost'));
    await closing(socket);
    expect(answer).toBe('');
    expect(incidents.map(({ reason }) => reason)).toEqual(['storing-failed']);
  });
});
