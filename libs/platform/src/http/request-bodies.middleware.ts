import type { NextFunction, Request, Response } from 'express';
import { checkCharset } from './declared-requests.js';
import { badRequest } from './problem.js';

/** Whether bytes follow the headers, or may follow. */
export const carriesBody = ({ headers }: Pick<Request, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** A body on a read is a mistake, or a try to smuggle a second request past a proxy. */
export function refuseBodyOfRead(request: Request, _response: Response, next: NextFunction): void {
  if ((request.method === 'GET' || request.method === 'HEAD') && carriesBody(request))
    throw badRequest(`${request.method} takes no body.`, [
      { path: '/', reason: 'is a body', accepted: 'no body' },
    ]);
  next();
}

/** Stands before the readers of bodies: they would decode other character sets, and fail later. */
export function refuseForeignCharset(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  checkCharset(request.headers['content-type']);
  next();
}
