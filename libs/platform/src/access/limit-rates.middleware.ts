import type { Socket } from 'node:net';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { isProbe } from '../http/browser-requests.js';
import { Problem } from '../http/problem.js';
import { callerOf } from './caller.js';
import { RateLimits, type TooMuch } from './rate-limits.js';

/** Requests of one caller that are worked on at a time: more of them would fill what others wait for, too. */
const AT_ONCE = 128;
/** So long a client that floods waits for its answer. */
const HELD_MS = 2_000;

export interface RateLimiting {
  /** Comes first: drops what comes on a connection that is about to be closed, before anything looks at it. */
  readonly dropHeld: RequestHandler;
  /** Comes where it is known who asks. */
  readonly limitRates: RequestHandler;
}

/**
 * Lets each principal ask so often, and each address as often without a token. Nothing of a request beyond that is
 * read. Whoever goes on at more than twice the rate waits for the answer and is disconnected with it: refusing every
 * request of a flood would take the time that others need. Probes are always answered, and so is this machine, which
 * nobody else can ask from.
 */
export function rateLimiting(perSecond: number): RateLimiting {
  const limits = new RateLimits(perSecond);
  const inProgress = new Map<string, number>();
  const held = new WeakMap<Socket, string>();

  const dropHeld: RequestHandler = ({ socket }, _response, next) => {
    const caller = held.get(socket);
    if (caller === undefined) next();
    else limits.refuse(caller, performance.now());
  };

  const begin = (caller: string, response: Response, next: NextFunction) => {
    inProgress.set(caller, (inProgress.get(caller) ?? 0) + 1);
    response.once('close', () => {
      const left = inProgress.get(caller)! - 1;
      if (left > 0) inProgress.set(caller, left);
      else inProgress.delete(caller);
    });
    next();
  };

  const refuse = (caller: string, response: Response, tooMuch: TooMuch, next: NextFunction) => {
    const problem = tooMany(response, tooMuch.waitSeconds);
    const { req: request } = response;
    if (!tooMuch.isFlood) return next(problem);
    if (held.has(request.socket)) return;
    held.set(request.socket, caller);
    response.setHeader('connection', 'close');
    // What is not read is not sent: the pipe is full soon.
    request.socket.pause();
    setTimeout(() => next(problem), HELD_MS).unref();
  };

  const limitRates: RequestHandler = (request, response, next) => {
    const principal = callerOf(request)?.principal;
    if (principal?.kind === 'local' || isProbe(request.path)) return next();
    const caller = principal?.actor ?? `address ${request.socket.remoteAddress}`;
    const isFull = (inProgress.get(caller) ?? 0) >= AT_ONCE;
    const nowMs = performance.now();
    const tooMuch = isFull ? limits.refuse(caller, nowMs) : limits.take(caller, nowMs);
    if (tooMuch) refuse(caller, response, tooMuch, next);
    else begin(caller, response, next);
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
