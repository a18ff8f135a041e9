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

/** A body that states no more needs no place: large ones, come or not, never keep the messages of a feed out. */
const SMALL_BYTES = 32 * 1024;

/** When a large body is given up: less than so much of it came since it was looked at last. */
export interface StalledBody {
  readonly everyMs: number;
  readonly leastBytes: number;
}

const STALLED: StalledBody = { everyMs: 5_000, leastBytes: 64 * 1024 };

const RETRY_AFTER_SECONDS = '2';

/** The limit of a path whose bodies are read as they are; undefined where none are. */
const rawLimitOf = ({ path: asked }: Request, paths: readonly RawBodyPath[]): number | undefined =>
  paths.find(({ path }) => asked === path || asked.startsWith(`${path}/`))?.limitBytes;

/** Whether a body may become larger than what needs no place. */
export const mayBeLarge = (request: Request, paths: readonly RawBodyPath[]): boolean =>
  rawLimitOf(request, paths) !== undefined && bodyBytes(request, Infinity) > SMALL_BYTES;

/**
 * Keeps the large bodies that are held at a time within a budget: each request takes its content length (or
 * the limit of its path, when it does not say) until it has been answered. Without room it is answered
 * 503 before its body is read; nothing of it is kept, and its sender sends it again. One that does not go on
 * loses its connection, and with it its place.
 */
export function bodyBudget(
  budget: ByteBudget,
  paths: readonly RawBodyPath[],
  stalled: StalledBody = STALLED,
): RequestHandler {
  return (request, response, next) => {
    const limit = rawLimitOf(request, paths) ?? JSON_LIMIT_BYTES;
    const bytes = Math.min(bodyBytes(request, limit), limit);
    if (bytes <= SMALL_BYTES) return next();
    if (!budget.tryTake(bytes)) return next(noRoom(response));
    response.once('close', () => budget.give(bytes));
    cutWhenStalled(request, response, stalled);
    next();
  };
}

/** Our own pauses do not count against a sender: beside feeds, too, bodies are read far faster than this. */
function cutWhenStalled(
  request: Request,
  response: Response,
  { everyMs, leastBytes }: StalledBody,
): void {
  const { socket } = request;
  let before = socket.bytesRead;
  const watch = setInterval(() => {
    if (request.complete) return clearInterval(watch);
    if (socket.bytesRead - before < leastBytes) socket.destroy();
    before = socket.bytesRead;
  }, everyMs).unref();
  response.once('close', () => clearInterval(watch));
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
