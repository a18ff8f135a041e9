import type { Socket } from 'node:net';

/** Of one caller: the connections of a proxy are for others, too. */
const OF_ONE = 64;
const IN_ALL = 256;

/** So long a client that floods waits for its answer at least, and up to twice as long: they would come back together. */
const HELD_MS = 2_000;

/** Connections whose answer waits: few of each caller, as they count among those that may be open. */
export class HeldSockets {
  readonly #callers = new Map<Socket, string>();

  /** Answers after a while, or at once where there is no room for one more connection of this caller. */
  answerLate(socket: Socket, caller: string, answer: () => void): void {
    // Of one that has closed already nobody would tell: it would keep its room.
    if (socket.destroyed || !this.#hasRoom(caller)) return answer();
    this.#callers.set(socket, caller);
    const waiting = setTimeout(answer, HELD_MS * (1 + Math.random())).unref();
    socket.once('close', () => {
      clearTimeout(waiting);
      this.#callers.delete(socket);
    });
  }

  #hasRoom(caller: string): boolean {
    if (this.#callers.size >= IN_ALL) return false;
    return [...this.#callers.values()].filter((each) => each === caller).length < OF_ONE;
  }
}
