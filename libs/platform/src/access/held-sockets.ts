import type { Socket } from 'node:net';

/** Of one caller: the connections of a proxy are for others, too. */
const OF_ONE = 64;
const IN_ALL = 256;

/** Connections whose answer waits: few of each caller, as they count among those that may be open. */
export class HeldSockets {
  readonly #callers = new Map<Socket, string>();

  /** Holds a connection until it closes; false when there is no room for one more of this caller. */
  hold(socket: Socket, caller: string): boolean {
    if (this.#callers.size >= IN_ALL) return false;
    const ofCaller = [...this.#callers.values()].filter((each) => each === caller);
    if (ofCaller.length >= OF_ONE) return false;
    this.#callers.set(socket, caller);
    socket.once('close', () => this.#callers.delete(socket));
    return true;
  }
}
