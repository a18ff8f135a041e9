import type { NextFunction, Request, Response } from 'express';
import { mayBeLarge } from '../http/body-limits.js';
import { unauthenticated } from './access-problems.js';
import { callerOf } from './caller.js';

/**
 * Answers a large body of nobody known 401 before it is read, whatever it is sent to: the guard of its route would
 * refuse it once it is here, and until then it holds a place of which there are few, for strangers as long as they like.
 */
export function refuseLargeOfStrangers(
  request: Request,
  response: Response,
  next: NextFunction,
): void {
  if (callerOf(request) || !mayBeLarge(request)) return next();
  // The body stays unread, so that the connection cannot be used again.
  response.setHeader('connection', 'close');
  next(unauthenticated(response, false));
}
