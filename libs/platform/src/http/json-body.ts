import { MAX_JSON_DEPTH, parseJson, unstorablePath, type JsonFault } from '@handrail/domain';
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import { badRequest, Problem, type FieldProblem } from './problem.js';
import { unpackLimit } from './packed-body.js';
import { OversizedBody } from './raw-body.js';

/** Media types whose bodies are read as JSON. */
const JSON_TYPES = ['application/json', 'application/*+json'];

/**
 * Reads JSON bodies of every endpoint that takes one: in UTF-8, an object or a list, of bounded depth, with
 * each name once in an object and texts that the database can keep. Anything else is refused here, so that no endpoint has to know it. A
 * body that somebody has read before, as bytes, stays as it is.
 */
export function jsonBody(limit: number): RequestHandler {
  const reading = (most: number) => express.raw({ limit: most, type: JSON_TYPES });
  const plain = reading(limit);
  return (request, response, next) => {
    if (isRead(request.body)) return next();
    const most = unpackLimit(request, limit);
    const bytes = most === limit ? plain : reading(most);
    bytes(request, response, (error?: unknown) => (error ? next(error) : parse(request, next)));
  };
}

const isRead = (body: unknown) => Buffer.isBuffer(body) || body instanceof OversizedBody;

function parse(request: Request, next: NextFunction): void {
  if (!Buffer.isBuffer(request.body)) return next();
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  if (charset && !/^(utf-?8|us-ascii)$/i.test(charset)) return next(otherCharset());
  const body: Buffer = request.body;
  const parsed = body.length === 0 ? { value: {} } : parseJson(body);
  if ('fault' in parsed) return next(refused(FAULTS[parsed.fault]));
  const { value } = parsed;
  if (typeof value !== 'object' || value === null) return next(refused(NEITHER));
  const path = unstorablePath(value);
  if (path !== undefined) return next(refused({ ...UNSTORABLE, path }));
  request.body = value;
  next();
}

/** Of an address: each query value once, and no NUL anywhere. */
export function plainAddress(request: Request, _response: Response, next: NextFunction): void {
  const errors = Object.entries(request.query).flatMap(([name, value]): FieldProblem[] => {
    const path = name.replaceAll('\u0000', '?');
    if (typeof value !== 'string') return [{ path, ...NOT_ONE }];
    return `${name}${value}`.includes('\u0000') ? [{ path, ...NUL }] : [];
  });
  if (/%00/.test(request.path)) errors.push({ path: '/', ...NUL });
  next(errors.length > 0 ? badRequest('The address is not valid.', errors) : undefined);
}

const refused = (problem: FieldProblem) => badRequest('The body could not be read.', [problem]);

const otherCharset = () =>
  new Problem(415, 'http-415', 'This media type is not accepted', 'JSON is read in UTF-8 only.');

const NOT_JSON = { path: '/', reason: 'is not JSON', accepted: 'a JSON object or list in UTF-8' };
const FAULTS: Readonly<Record<JsonFault, FieldProblem>> = {
  'not-json': NOT_JSON,
  'not-utf8': { ...NOT_JSON, reason: 'is not UTF-8' },
  'too-deep': {
    path: '/',
    reason: 'is nested too deep',
    accepted: `at most ${MAX_JSON_DEPTH} objects and lists inside one another`,
  },
  'doubled-name': {
    path: '/',
    reason: 'has a name twice in one object',
    accepted: 'each name once in an object: which of two values counts, readers disagree',
  },
};
const NEITHER = { ...NOT_JSON, reason: 'is neither an object nor a list' };
const UNSTORABLE = {
  reason: 'contains a NUL or half a character',
  accepted: 'Unicode text without U+0000',
};
const NUL = { reason: 'contains a NUL', accepted: 'text without U+0000' };
const NOT_ONE = { reason: 'is not one plain value', accepted: 'the parameter once, with a text' };
