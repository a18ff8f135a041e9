import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isProbe } from '../http/browser-requests.js';
import { firstRequest, type FirstRequest } from './first-request.js';
import type { Floods, CountedSender } from './floods.js';
import type { HeldSockets } from './held-sockets.js';
import type { TooMuch } from './rate-limits.js';
import { endTooMany } from './too-many.js';

/** As long as headers may take. */
const SILENT_MS = 10_000;

export interface Gate {
  readonly floods: Floods;
  readonly held: HeldSockets;
  /** Whose connections without a token from an address are counted together; undefined where somebody is known. */
  readonly strangerOf: (
    first: FirstRequest,
    address: string | undefined,
  ) => CountedSender | undefined;
}

/**
 * Looks at the first request of each connection of an address that floods come from, before HTTP is parsed. Of whoever
 * floods nothing more is read: the answer comes when its connection has been held for a while, so that no more arrives
 * than may be taken. Everybody else of that address goes on as if nobody had looked. Call it before anything else
 * listens for connections.
 */
export function gateFloods(server: Server, gate: Gate): void {
  // The first listener is Node's own, which parses HTTP.
  const parse = server.listeners('connection')[0] as (this: Server, socket: Socket) => void;
  server.removeListener('connection', parse);
  server.on('connection', (socket: Socket) => {
    if (socket.destroyed || !gate.floods.comeFrom(socket.remoteAddress)) parse.call(server, socket);
    else lookAt(socket, gate, () => parse.call(server, socket));
  });
}

function lookAt(socket: Socket, gate: Gate, goOn: () => void): void {
  const end = () => socket.destroy();
  socket.on('error', end);
  socket.on('end', end);
  socket.setTimeout(SILENT_MS, end);
  socket.once('data', (chunk: Buffer) => {
    socket.pause();
    const first = firstRequest(chunk);
    const refused = first && refusedAt(first, gate, socket.remoteAddress);
    if (refused) return refuse(socket, refused, gate.held);
    socket.off('error', end).off('end', end).off('timeout', end).setTimeout(0);
    goOn();
    socket.unshift(chunk);
    socket.resume();
  });
}

interface Refused {
  readonly sender: CountedSender;
  readonly tooMuch: TooMuch;
}

function refusedAt(
  first: FirstRequest,
  { floods, strangerOf }: Gate,
  address: string | undefined,
): Refused | undefined {
  if (isProbe(first.path)) return undefined;
  if (first.authorization !== undefined) return floods.ofToken(first.authorization);
  const sender = strangerOf(first, address);
  const tooMuch = sender?.limits.stillFloods(sender.key, performance.now());
  return sender && tooMuch && { sender, tooMuch };
}

function refuse(socket: Socket, { sender, tooMuch }: Refused, held: HeldSockets): void {
  sender.limits.refuseUnread(sender.key, performance.now());
  socket.setTimeout(0);
  held.answerLate(socket, sender.key, () => endTooMany(socket, tooMuch.waitSeconds));
}
