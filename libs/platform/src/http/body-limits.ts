import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ByteBudget } from './byte-budget.js';
import { HTTP_TIMES } from './connection-limits.js';
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

/** When a large body is given up: looked at so often, and as slow as none that would still come in time. */
export interface StalledBody {
  readonly everyMs: number;
  /** How long a whole request may take. */
  readonly withinMs: number;
}

const STALLED: StalledBody = { everyMs: 5_000, withinMs: HTTP_TIMES.requestMs };

const RETRY_AFTER_SECONDS = '2';

/** The limit of a path whose bodies are read as they are, in any case as routes are; undefined where none are. */
function rawLimitOf(request: Request, paths: readonly RawBodyPath[]): number | undefined {
  const asked = request.path.toLowerCase();
  return paths.find(({ path }) => asked === path || asked.startsWith(`${path}/`))?.limitBytes;
}

/** Whether a body may become larger than what needs no place. */
export const mayBeLarge = (request: Request): boolean => bodyBytes(request, Infinity) > SMALL_BYTES;

/**
 * Keeps the large bodies that are held at a time within a budget: each request takes its content length until
 * it has been answered; one that is packed the limit of its path, since what it becomes is not stated; and
 * one that comes in chunks twice what has come, once that is no longer little. Without room it is answered
 * 503, before its body is read where its length is stated; nothing of it is kept, and its sender sends it
 * again. One that does not go on is answered 408, and loses its connection and with it its place.
 */
export function bodyBudget(
  budget: ByteBudget,
  paths: readonly RawBodyPath[],
  stalled: StalledBody = STALLED,
): RequestHandler {
  return (request, response, next) => {
    const limit = rawLimitOf(request, paths) ?? JSON_LIMIT_BYTES;
    if (isChunked(request)) {
      takeAsItComes(request, response, { budget, limit, stalled, next });
      return next();
    }
    const bytes = Math.min(bodyBytes(request, limit), limit);
    if (bytes <= SMALL_BYTES) return next();
    if (!budget.tryTake(bytes)) return next(noRoom(response));
    response.once('close', () => budget.give(bytes));
    giveUpWhenStalled(request, response, { ...stalled, bytes, next });
    next();
  };
}

/**
 * Less than its share of the time is too slow to be here in time, half of it is far too slow. Our own pauses do not
 * count against a sender: beside feeds, too, bodies are read far faster than that.
 */
function giveUpWhenStalled(
  request: Request,
  response: Response,
  body: StalledBody & { readonly bytes: number; readonly next: NextFunction },
): void {
  const { socket } = request;
  const leastBytes = (body.bytes * body.everyMs) / body.withinMs / 2;
  let before = socket.bytesRead;
  const watch = setInterval(() => {
    if (request.complete) return clearInterval(watch);
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    if (came >= leastBytes) return;
    clearInterval(watch);
    if (response.headersSent) socket.destroy();
    else body.next(tooSlow(response));
  }, body.everyMs).unref();
  response.once('close', () => clearInterval(watch));
}

function tooSlow(response: Response): Problem {
  // What is not read yet stays unread, so that the connection cannot be used again.
  response.setHeader('connection', 'close');
  return new Problem(
    408,
    'body-too-slow',
    'The body does not come',
    'Less of it came than a body needs to be here in time; nothing of it is kept: send it again.',
  );
}

interface Growing {
  readonly budget: ByteBudget;
  readonly limit: number;
  readonly stalled: StalledBody;
  readonly next: NextFunction;
}

/**
 * Counts a body that does not say how much it is. Every reader behind this begins within the same turn, so that
 * none misses what is counted here.
 */
function takeAsItComes(
  request: Request,
  response: Response,
  { budget, limit, stalled, next }: Growing,
): void {
  let [came, taken] = [0, 0];
  const count = (chunk: Buffer) => {
    came += chunk.length;
    if (came <= Math.max(SMALL_BYTES, taken) || taken === limit) return;
    const wanted = Math.min(2 * came, limit);
    if (!budget.tryTake(wanted - taken)) {
      request.off('data', count).pause();
      return next(noRoom(response));
    }
    if (taken === 0) giveUpWhenStalled(request, response, { ...stalled, bytes: wanted, next });
    taken = wanted;
  };
  request.on('data', count);
  response.once('close', () => {
    request.off('data', count);
    budget.give(taken);
  });
}

const isChunked = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined && !isPacked(headers);

const isPacked = (headers: Request['headers']): boolean =>
  (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';

function bodyBytes({ headers }: Request, limit: number): number {
  if (headers['transfer-encoding'] !== undefined || isPacked(headers)) return limit;
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
