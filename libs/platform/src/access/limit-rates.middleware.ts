import type { Request, RequestHandler, Response } from 'express';
import { isProbe } from '../http/browser-requests.js';
import { Problem } from '../http/problem.js';
import { callerOf } from './caller.js';
import { RateLimits } from './rate-limits.js';

/**
 * Lets each principal ask so often, and each address as often without a token. Nothing of a request beyond that is
 * read. Probes are always answered, and so is this machine, which nobody else can ask from.
 */
export function limitRates(perSecond: number): RequestHandler {
  const limits = new RateLimits(perSecond);
  return (request, response, next) => {
    const caller = callerOf(request)?.principal;
    if (caller?.kind === 'local' || isProbe(request.path)) return next();
    const wait = limits.take(
      caller?.actor ?? `address ${request.socket.remoteAddress}`,
      performance.now(),
    );
    next(wait === undefined ? undefined : tooMany(request, response, wait));
  };
}

function tooMany(request: Request, response: Response, waitSeconds: number): Problem {
  response.setHeader('retry-after', String(waitSeconds));
  // A body that stays unread makes the connection unusable; without one the next request may use it.
  if (request.headers['content-length'] ?? request.headers['transfer-encoding'])
    response.setHeader('connection', 'close');
  return new Problem(
    429,
    'too-many-requests',
    'Too many requests at once',
    'Nothing of this request was read: send it again after the time in Retry-After.',
  );
}
