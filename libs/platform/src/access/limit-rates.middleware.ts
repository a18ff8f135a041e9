import type { Socket } from 'node:net';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isProbe } from '../http/browser-requests.js';
import { Problem } from '../http/problem.js';
import { callerOf } from './caller.js';
import { HeldSockets } from './held-sockets.js';
import { browserOf } from './known-browsers.js';
import { RateLimits, type TooMuch } from './rate-limits.js';
import { CallerTurns } from './caller-turns.js';

/** So long a client that floods waits for its answer. */
const HELD_MS = 2_000;

export interface RateLimiting {
  /** Comes first: drops what comes on a connection that is about to be closed, before anything looks at it. */
  readonly dropHeld: RequestHandler;
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
export function rateLimiting(perSecond: number): RateLimiting {
  const ofPrincipals = new RateLimits(perSecond);
  const ofAddresses = new RateLimits(perSecond, true);
  const turns = new CallerTurns();
  const held = new HeldSockets();
  const closing = new WeakMap<Socket, Sender>();

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

  const refuse = (sender: Sender, response: Response, tooMuch: TooMuch, next: NextFunction) => {
    const problem = tooMany(response, tooMuch.waitSeconds);
    if (!tooMuch.isFlood) return next(problem);
    const { socket } = response.req as Request;
    if (closing.has(socket)) return;
    closing.set(socket, sender);
    response.setHeader('connection', 'close');
    // What is not read is not sent: the pipe is full soon.
    socket.pause();
    if (held.hold(socket, sender.key)) setTimeout(() => next(problem), HELD_MS).unref();
    else next(problem);
  };

  const limitRates: RequestHandler = (request, response, next) => {
    if (callerOf(request)?.principal.kind === 'local' || isProbe(request.path)) return next();
    const sender = senderOf(request);
    const { key, limits, isShared } = sender;
    const tooMuch = limits.take(key, performance.now());
    // Whoever began to flood meanwhile is let through with nothing that still waits, either.
    const goOn = () => next(closing.has(request.socket) ? tooMany(response, 1) : undefined);
    if (tooMuch) refuse(sender, response, tooMuch, next);
    else if (isShared) next();
    else if (!turns.take(key, response, goOn))
      refuse(sender, response, limits.refuse(key, performance.now()), next);
  };

  return { dropHeld, limitRates };
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
