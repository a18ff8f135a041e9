import type { Server, Socket } from 'node:net';

const placeOf = ({ remoteAddress, remotePort }: Socket) => `${remoteAddress}:${remotePort}`;

/**
 * By which reading of the files each connection began: a handshake that takes long is judged by what held when it
 * began, and may end after a certificate was taken back.
 */
export class Handshakes {
  #reading = 0;
  readonly #began = new Map<string, number>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      const place = placeOf(socket);
      this.#began.set(place, this.#reading);
      socket.once('close', () => this.#began.delete(place));
    });
  }

  /** What began before this is judged by files that hold no longer. */
  beginAnew(): void {
    this.#reading += 1;
  }

  /** Also when nobody knows any more when it began: its other side has gone. */
  isOld(socket: Socket): boolean {
    return this.#began.get(placeOf(socket)) !== this.#reading;
  }
}
