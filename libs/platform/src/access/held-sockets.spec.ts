import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { HeldSockets } from './held-sockets.js';

const socket = (destroyed: boolean) =>
  Object.assign(new EventEmitter(), { destroyed }) as unknown as Socket;

describe('connections whose answer waits', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are few of each caller; the answer of one more comes at once', () => {
    const held = new HeldSockets();
    let answered = 0;
    const answer = () => void (answered += 1);
    for (let at = 0; at < 64; at += 1) held.answerLate(socket(false), 'a', answer);
    expect(answered).toBe(0);
    held.answerLate(socket(false), 'a', answer);
    expect(answered).toBe(1);
    jest.advanceTimersByTime(4_001);
    expect(answered).toBe(65);
  });

  it('are none of those that have closed before they could be held', () => {
    const held = new HeldSockets();
    for (let at = 0; at < 300; at += 1) held.answerLate(socket(true), `${at}`, () => undefined);
    let isAnswered = false;
    held.answerLate(socket(false), 'a', () => void (isAnswered = true));
    expect(isAnswered).toBe(false);
  });
});
