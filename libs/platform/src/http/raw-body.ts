import express, { type Request, type RequestHandler, type Response } from 'express';
import type { BodyPace } from './body-pace.js';
import { isPacked, unpackLimit } from './packed-body.js';

/** Stands in the place of a body that has more bytes than its path takes: none of them are kept. */
export class OversizedBody {
  /** @param bytes as stated in Content-Length, else as many as were counted until it was cut */
  constructor(
    readonly limitBytes: number,
    readonly bytes: number,
  ) {}
}

/**
 * So many bytes behind the limit are read and thrown away: most senders read the answer only once they have
 * written everything, and closing over unread bytes would take it back from the wire.
 */
const DRAIN_BYTES = 16 * 1024 * 1024;

/** How long a sender of more than that may take to read its answer. */
const LINGER_MS = 2_000;

/**
 * Reads bodies as bytes, whatever their content type says. One that is too large is left to the endpoint
 * as an `OversizedBody`, which answers in the form of its protocol and keeps a trace. However large it is,
 * no more is read than the limit and what is drained; the time for a whole request bounds how long.
 */
export function rawBody(
  limitBytes: number,
  pace: BodyPace,
  drainBytes = DRAIN_BYTES,
): RequestHandler {
  const reading = (limit: number) => express.raw({ type: () => true, limit });
  const readPlain = reading(limitBytes);
  return (request, response, next) => {
    const limit = unpackLimit(request, limitBytes);
    const read = limit === limitBytes ? readPlain : reading(limit);
    const stated = statedBytes(request);
    let countedBytes = 0;
    let isDone = false;
    const done = (error?: unknown) => {
      if (isDone) return;
      isDone = true;
      request.off('data', count);
      next(error);
    };
    const oversized = (unpackedBytes = 0) => {
      const bytes = stated ?? Math.max(countedBytes, unpackedBytes);
      request.body = new OversizedBody(limit, bytes);
      done();
    };
    const count = (chunk: Buffer) => {
      countedBytes += chunk.length;
      if (countedBytes > limitBytes + drainBytes) return cut();
      // One without a stated length, or packed, passes through readers that pause it by themselves.
      if (stated !== undefined) rest(pace.restAfter(chunk.length, countedBytes));
    };
    const rest = (ms: number) => {
      if (ms < 1) return;
      request.pause();
      setTimeout(() => isDone || request.resume(), ms);
    };
    const cut = () => {
      request.pause();
      closeOnceAnswered(request, response);
      oversized();
    };
    request.on('data', count);
    if (stated !== undefined && stated > limitBytes + drainBytes) return cut();
    // The reader calls back once the rest has come, or its sender has gone: then there is a trace too.
    read(request, response, (error?: unknown) => {
      if (isTooLarge(error)) oversized(error.received);
      else done(error);
    });
  };
}

/** Of a body that is not packed: what it would become is not stated. */
function statedBytes(request: Request): number | undefined {
  const length = request.headers['content-length'];
  return length !== undefined && !isPacked(request) ? Number(length) : undefined;
}

/** Node would destroy the socket with the answer, and the unread bytes the answer with it. */
function closeOnceAnswered({ socket }: Request, response: Response): void {
  response.setHeader('connection', 'close');
  socket.destroySoon = () => {
    socket.end();
    setTimeout(() => socket.destroy(), LINGER_MS).unref();
  };
}

/** What the reader says of a body over the limit; `received` is there unless its length was stated. */
const isTooLarge = (error: unknown): error is { readonly received?: number } =>
  (error as { type?: unknown } | undefined)?.type === 'entity.too.large';
