import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { isProbe } from '../http/browser-requests.js';
import { callerOf } from './caller.js';
import { CallerTurns } from './caller-turns.js';
import { gateFloods, type Gate } from './flood-gate.js';
import { Floods, type CountedSender } from './floods.js';
import { HeldSockets } from './held-sockets.js';
import { browserOf } from './known-browsers.js';
import { RateLimits, type TooMuch } from './rate-limits.js';
import { answerTooMany } from './too-many.js';

const READS = new Set(['GET', 'HEAD']);

/** Writes of one caller at a time: what comes together shares its commit. */
const WRITES_AT_ONCE = 128;

export interface Rates {
  /** Requests of each principal, and of each address without one. */
  readonly perSecond: number;
  /** Of one caller at a time: each has a connection to the database, which others wait for. */
  readonly readsAtOnce: number;
  /** Whether somebody of an address may be of this machine, who is not counted. */
  readonly mayBeLocal?: (address: string | undefined) => boolean;
}

export interface RateLimiting {
  /** Comes before anything else listens for connections: what a flood goes on with is not even parsed. */
  readonly gate: (server: Server) => void;
  /** Comes first: drops what comes on a connection that is about to be closed, before anything looks at it. */
  readonly dropHeld: RequestHandler;
  /**
   * Comes before it is found out who asks: a token that flooded is known by its text. A chunk holds a hundred requests,
   * of which the first so ends all.
   */
  readonly endFloods: RequestHandler;
  /** Comes behind whatever finds out who asks: whoever is refused there is counted by address, a forged token as none. */
  readonly limitRefused: ErrorRequestHandler;
  /** Comes where it is known who asks. */
  readonly limitRates: RequestHandler;
}

/**
 * Lets each principal ask so often, each signed-in browser as its principal, and each address as often without either.
 * Nothing of a request beyond that is read. Whoever goes on at more than twice the rate is disconnected with the
 * answer, which waits where there is room for that: refusing every request of a flood would take the time that others
 * need. Probes are always answered, and so is this machine, which nobody else can ask from.
 */
export function rateLimiting({
  perSecond,
  readsAtOnce,
  mayBeLocal = () => false,
}: Rates): RateLimiting {
  const ofPrincipals = new RateLimits(perSecond);
  const ofAddresses = new RateLimits(perSecond, true);
  const reads = new CallerTurns(readsAtOnce);
  const writes = new CallerTurns(WRITES_AT_ONCE);
  const held = new HeldSockets();
  const floods = new Floods();
  const closing = new WeakMap<Socket, CountedSender>();

  const senderOf = (actor: string | undefined, address: string | undefined): CountedSender =>
    actor === undefined
      ? { key: `${address}`, limits: ofAddresses, isShared: true }
      : { key: actor, limits: ofPrincipals, isShared: false };

  const strangerOf: Gate['strangerOf'] = ({ cookie }, address) =>
    browserOf(cookie) !== undefined || mayBeLocal(address)
      ? undefined
      : senderOf(undefined, address);
  const gate = (server: Server) => gateFloods(server, { floods, held, strangerOf });

  const dropHeld: RequestHandler = ({ socket }, _response, next) => {
    const sender = closing.get(socket);
    if (sender === undefined) next();
    else sender.limits.refuse(sender.key, performance.now());
  };

  const endFloods: RequestHandler = ({ headers, path }, response, next) => {
    const found = isProbe(path) ? undefined : floods.ofToken(headers.authorization);
    if (found) refuse(found.sender, response, found.tooMuch);
    else next();
  };

  const refuse = (sender: CountedSender, response: Response, { isFlood, waitSeconds }: TooMuch) => {
    if (!isFlood) return answerTooMany(response, waitSeconds);
    const { socket, headers } = response.req;
    if (closing.has(socket)) return;
    closing.set(socket, sender);
    floods.note(sender, headers.authorization, socket.remoteAddress);
    sender.limits.refuseUnread(sender.key, performance.now());
    response.setHeader('connection', 'close');
    // What is not read is not sent: the pipe is full soon.
    // Once the chunk is read: each message in it that ends makes Node read on.
    setImmediate(() => socket.pause());
    held.answerLate(socket, sender.key, () => answerTooMany(response, waitSeconds));
  };

  const limitRates: RequestHandler = (request, response, next) => {
    const { method, path, headers, socket } = request;
    const principal = callerOf(request)?.principal;
    if (principal?.kind === 'local' || isProbe(path)) return next();
    const sender = senderOf(principal?.actor ?? browserOf(headers.cookie), socket.remoteAddress);
    const { key, limits, isShared } = sender;
    const tooMuch = limits.take(key, performance.now());
    // Whoever began to flood meanwhile is let through with nothing that still waits, either.
    const turns = READS.has(method) ? reads : writes;
    const goOn = () => (closing.has(socket) ? answerTooMany(response, 1) : next());
    if (tooMuch) refuse(sender, response, tooMuch);
    else if (isShared) next();
    else if (!turns.take(key, response, goOn))
      refuse(sender, response, limits.refuse(key, performance.now()));
  };

  const limitRefused = countingRefused((address) => senderOf(undefined, address), refuse);
  return { gate, dropHeld, endFloods, limitRefused, limitRates };
}

/** Counts whoever was refused before it was known who they are. */
function countingRefused(
  senderAt: (address: string | undefined) => CountedSender,
  refuse: (sender: CountedSender, response: Response, tooMuch: TooMuch) => void,
): ErrorRequestHandler {
  return (error, { path, socket }, response, next) => {
    if (isProbe(path)) return next(error);
    const sender = senderAt(socket.remoteAddress);
    const tooMuch = sender.limits.take(sender.key, performance.now());
    if (tooMuch) refuse(sender, response, tooMuch);
    else next(error);
  };
}
