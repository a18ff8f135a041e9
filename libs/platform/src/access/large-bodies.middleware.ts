import type { RequestHandler } from 'express';
import { mayBeLarge, type RawBodyPath } from '../http/body-limits.js';
import { unauthenticated } from './access-problems.js';
import { callerOf } from './caller.js';

/**
 * Answers a large body of nobody known 401 before it is read: it would be refused by the guard of its route once it
 * is here, and until then it holds a place of which there are few, for strangers as long as they like.
 */
export const refuseLargeOfStrangers =
  (paths: readonly RawBodyPath[]): RequestHandler =>
  (request, response, next) => {
    if (callerOf(request) || !mayBeLarge(request, paths)) return next();
    // The body stays unread, so that the connection cannot be used again.
    response.setHeader('connection', 'close');
    next(unauthenticated(response, false));
  };
