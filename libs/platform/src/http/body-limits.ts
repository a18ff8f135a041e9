import type { Request, RequestHandler, Response } from 'express';
import type { ByteBudget } from './byte-budget.js';
import { Problem } from './problem.js';

/** How large bodies of a path may be; the bytes arrive as they are, whatever their content type says. */
export interface RawBodyPath {
  readonly path: string;
  readonly limitBytes: number;
}

/** Of bodies that are read as JSON. */
export const JSON_LIMIT_BYTES = 2 * 1024 * 1024;

const RETRY_AFTER_SECONDS = '2';

/**
 * Keeps the bodies that are held at a time within a budget: each request takes its content length (or
 * the limit of its path, when it does not say) until it has been answered. Without room it is answered
 * 503 before its body is read; nothing of it is kept, and its sender sends it again.
 */
export function bodyBudget(budget: ByteBudget, paths: readonly RawBodyPath[]): RequestHandler {
  return (request, response, next) => {
    const limit =
      paths.find(({ path }) => request.path === path || request.path.startsWith(`${path}/`))
        ?.limitBytes ?? JSON_LIMIT_BYTES;
    const bytes = Math.min(bodyBytes(request, limit), limit);
    if (bytes === 0) return next();
    if (!budget.tryTake(bytes)) return next(noRoom(response));
    response.once('close', () => budget.give(bytes));
    next();
  };
}

function bodyBytes({ headers }: Request, limit: number): number {
  if (headers['transfer-encoding'] !== undefined) return limit;
  const length = Number(headers['content-length'] ?? 0);
  return Number.isFinite(length) && length > 0 ? length : 0;
}

function noRoom(response: Response): Problem {
  response.setHeader('retry-after', RETRY_AFTER_SECONDS);
  // The body stays unread, so that the connection cannot be used again.
  response.setHeader('connection', 'close');
  return new Problem(
    503,
    'no-room',
    'Too much is being taken in at once',
    'The body was not read and nothing of it is kept: send it again shortly.',
  );
}
