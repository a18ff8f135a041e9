import type { Socket } from 'node:net';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { LRUCache } from 'lru-cache';
import { isProbe } from '../http/browser-requests.js';
import { Problem } from '../http/problem.js';
import { callerOf } from './caller.js';
import { HeldSockets } from './held-sockets.js';
import { browserOf } from './known-browsers.js';
import { RateLimits, type TooMuch } from './rate-limits.js';
import { CallerTurns } from './caller-turns.js';

const READS = new Set(['GET', 'HEAD']);

/** Tokens of so many that flood are known before anything is looked up. */
const MOST_FLOODERS = 1_000;
/** So long a client that floods waits for its answer. */
const HELD_MS = 2_000;

/** Writes of one caller at a time: what comes together shares its commit. */
const WRITES_AT_ONCE = 128;

export interface Rates {
  /** Requests of each principal, and of each address without one. */
  readonly perSecond: number;
  /** Of one caller at a time: each has a connection to the database, which others wait for. */
  readonly readsAtOnce: number;
}

export interface RateLimiting {
  /** Comes first: drops what comes on a connection that is about to be closed, before anything looks at it. */
  readonly dropHeld: RequestHandler;
  /**
   * Comes before it is found out who asks: a token that flooded is known by its text. A chunk holds a hundred requests,
   * of which the first so ends all.
   */
  readonly endFloods: RequestHandler;
  /** Comes where it is known who asks. */
  readonly limitRates: RequestHandler;
}

/** Whose requests are counted together. */
interface Sender {
  readonly key: string;
  readonly limits: RateLimits;
  /** An address may be a proxy, and its requests those of everybody behind it: streams, slow bodies, pages. */
  readonly isShared: boolean;
}

/**
 * Lets each principal ask so often, each signed-in browser as its principal, and each address as often without either.
 * Nothing of a request beyond that is read. Whoever goes on at more than twice the rate is disconnected with the
 * answer, which waits where there is room for that: refusing every request of a flood would take the time that others
 * need. Probes are always answered, and so is this machine, which nobody else can ask from.
 */
export function rateLimiting({ perSecond, readsAtOnce }: Rates): RateLimiting {
  const ofPrincipals = new RateLimits(perSecond);
  const ofAddresses = new RateLimits(perSecond, true);
  const reads = new CallerTurns(readsAtOnce);
  const writes = new CallerTurns(WRITES_AT_ONCE);
  const held = new HeldSockets();
  const closing = new WeakMap<Socket, Sender>();
  const flooders = new LRUCache<string, Sender>({ max: MOST_FLOODERS });

  const senderOf = (request: Request): Sender => {
    const actor = callerOf(request)?.principal.actor ?? browserOf(request);
    return actor === undefined
      ? { key: `${request.socket.remoteAddress}`, limits: ofAddresses, isShared: true }
      : { key: actor, limits: ofPrincipals, isShared: false };
  };

  const dropHeld: RequestHandler = ({ socket }, _response, next) => {
    const sender = closing.get(socket);
    if (sender === undefined) next();
    else sender.limits.refuse(sender.key, performance.now());
  };

  const endFloods: RequestHandler = ({ headers, path }, response, next) => {
    const { authorization } = headers;
    const flooder = authorization === undefined ? undefined : flooders.get(authorization);
    const tooMuch = flooder?.limits.stillFloods(flooder.key, performance.now());
    if (flooder && tooMuch && !isProbe(path)) refuse(flooder, response, tooMuch, next);
    else next();
  };

  const refuse = (sender: Sender, response: Response, tooMuch: TooMuch, next: NextFunction) => {
    const problem = tooMany(response, tooMuch.waitSeconds);
    if (!tooMuch.isFlood) return next(problem);
    const { socket } = response.req as Request;
    if (closing.has(socket)) return;
    closing.set(socket, sender);
    const { authorization } = response.req.headers;
    if (authorization && !sender.isShared) flooders.set(authorization, sender);
    sender.limits.refuseUnread(sender.key, performance.now());
    response.setHeader('connection', 'close');
    // What is not read is not sent: the pipe is full soon.
    // Once the chunk is read: each message in it that ends makes Node read on.
    setImmediate(() => socket.pause());
    if (held.hold(socket, sender.key)) setTimeout(() => next(problem), HELD_MS).unref();
    else next(problem);
  };

  const limitRates: RequestHandler = (request, response, next) => {
    if (callerOf(request)?.principal.kind === 'local' || isProbe(request.path)) return next();
    const sender = senderOf(request);
    const { key, limits, isShared } = sender;
    const tooMuch = limits.take(key, performance.now());
    // Whoever began to flood meanwhile is let through with nothing that still waits, either.
    const turns = READS.has(request.method) ? reads : writes;
    const goOn = () => next(closing.has(request.socket) ? tooMany(response, 1) : undefined);
    if (tooMuch) refuse(sender, response, tooMuch, next);
    else if (isShared) next();
    else if (!turns.take(key, response, goOn))
      refuse(sender, response, limits.refuse(key, performance.now()), next);
  };

  return { dropHeld, endFloods, limitRates };
}

function tooMany(response: Response, waitSeconds: number): Problem {
  const { headers } = response.req as Request;
  response.setHeader('retry-after', String(waitSeconds));
  // A body that stays unread makes the connection unusable; without one the next request may use it.
  if (headers['content-length'] ?? headers['transfer-encoding'])
    response.setHeader('connection', 'close');
  return new Problem(
    429,
    'too-many-requests',
    'Too many requests at once',
    'Nothing of this request was read: send it again after the time in Retry-After.',
  );
}
