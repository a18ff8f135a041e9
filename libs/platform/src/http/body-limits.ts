import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { ByteBudget } from './byte-budget.js';
import { HTTP_TIMES } from './connection-limits.js';
import { isPacked, unpacked } from './packed-body.js';
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
export const mayBeLarge = (request: Request): boolean =>
  isChunked(request) || isPacked(request) || statedBytes(request) > SMALL_BYTES;

/**
 * Keeps the large bodies that are held at a time within a budget: each request takes its content length until
 * it has been answered; one that is packed what that may become; and
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
    // Its place would never be given back: what gives it back has been already.
    if (response.closed) return;
    const limit = rawLimitOf(request, paths) ?? JSON_LIMIT_BYTES;
    if (isChunked(request)) {
      takeAsItComes(request, response, { budget, limit, stalled, next });
      return next();
    }
    const stated = statedBytes(request);
    const bytes = Math.min(isPacked(request) ? unpacked(stated) : stated, limit);
    if (bytes <= SMALL_BYTES) return next();
    if (!budget.tryTake(bytes)) return next(noRoom(response));
    response.once('close', () => budget.give(bytes));
    giveUpWhenStalled(request, response, { ...stalled, bytes: Math.min(stated, limit), next });
    next();
  };
}

/**
 * Less than its share of the time is too slow to be here in time, half of it is far too slow. A time in which we
 * rested does not count against a sender; how long a whole request may take ends that, too.
 */
function giveUpWhenStalled(
  request: Request,
  response: Response,
  body: StalledBody & { readonly bytes: number; readonly next: NextFunction },
): void {
  const { socket } = request;
  const leastBytes = (body.bytes * body.everyMs) / body.withinMs / 2;
  let before = socket.bytesRead;
  let hasRested = false;
  request.on('pause', () => (hasRested = true));
  const watch = setInterval(() => {
    if (request.complete) return clearInterval(watch);
    const came = socket.bytesRead - before;
    before = socket.bytesRead;
    const isOurDoing = hasRested;
    hasRested = request.isPaused();
    if (came >= leastBytes || isOurDoing) return;
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
    const held = isPacked(request) ? unpacked(came) : came;
    if (held <= Math.max(SMALL_BYTES, taken) || taken === limit) return;
    const wanted = Math.min(2 * held, limit);
    if (!budget.tryTake(wanted - taken)) {
      request.off('data', count).pause();
      // Answered before it came, as one that is refused: a second answer would be a fault of ours.
      if (response.headersSent) return void request.socket.destroy();
      return next(noRoom(response));
    }
    if (taken === 0) giveUpWhenStalled(request, response, { ...stalled, bytes: 2 * came, next });
    taken = wanted;
  };
  request.on('data', count);
  response.once('close', () => {
    request.off('data', count);
    budget.give(taken);
  });
}

const isChunked = ({ headers }: Request): boolean => headers['transfer-encoding'] !== undefined;

function statedBytes({ headers }: Request): number {
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
