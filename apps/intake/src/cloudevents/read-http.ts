import type { ContentProblem } from '../message/domain/inbound.js';
import type { EventParts } from './envelope.js';
import { EVENT_LIMITS } from './event-limits.js';

/** One event of a request with its own bytes, or why it cannot be one. */
export type EventOfRequest =
  | {
      readonly parts: EventParts;
      readonly raw: Buffer;
      /** Of binary mode: the headers that are part of the event. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly problem: ContentProblem; readonly raw: Buffer };

export interface EventRequest {
  readonly batch: boolean;
  readonly events: readonly EventOfRequest[];
}

/** Header or record names of the attributes of a binary-mode event begin with this. */
type Headers = Readonly<Record<string, string | undefined>>;

/** Structured, batch or binary mode by the content type (CloudEvents HTTP protocol binding 1.0). */
export function readHttpEvents(headers: Headers, body: Buffer): EventRequest {
  const type = (headers['content-type'] ?? '').toLowerCase().split(';', 1)[0]!.trim();
  if (type.startsWith('application/cloudevents-batch')) return readBatch(type, body);
  if (type.startsWith('application/cloudevents'))
    return { batch: false, events: [readStructured(type, body)] };
  return { batch: false, events: [readBinary('ce-', headers, body)] };
}

/** Kafka protocol binding: the content type decides, attributes of binary mode are `ce_` headers. */
export function readRecordEvent(headers: Headers, value: Buffer): EventOfRequest {
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]),
  );
  const type = (lower['content-type'] ?? '').toLowerCase().split(';', 1)[0]!.trim();
  return type.startsWith('application/cloudevents')
    ? readStructured(type, value)
    : readBinary('ce_', lower, value);
}

function readStructured(type: string, body: Buffer): EventOfRequest {
  if (type !== 'application/cloudevents+json') return { problem: FORMAT, raw: body };
  const value = parseJson(body);
  return isObject(value) ? fromObject(value, body) : { problem: NOT_JSON, raw: body };
}

function readBatch(type: string, body: Buffer): EventRequest {
  const value = type === 'application/cloudevents-batch+json' ? parseJson(body) : undefined;
  if (!Array.isArray(value)) {
    const problem = value === undefined && type.endsWith('+json') ? NOT_JSON : NOT_A_BATCH;
    return { batch: false, events: [{ problem, raw: body }] };
  }
  if (value.length > EVENT_LIMITS.batch)
    return { batch: false, events: [{ problem: TOO_MANY, raw: body }] };
  return {
    batch: true,
    events: value.map((item: unknown) => {
      const raw = Buffer.from(JSON.stringify(item));
      return isObject(item) ? fromObject(item, raw) : { problem: NOT_JSON, raw };
    }),
  };
}

function fromObject(value: Record<string, unknown>, raw: Buffer): EventOfRequest {
  const { data, data_base64: base64, ...attributes } = value;
  // The JSON format of CloudEvents 1.0.2: an attribute that is null is one that is not there.
  if (base64 === undefined || base64 === null) return { parts: { attributes, data }, raw };
  const decoded = typeof base64 === 'string' ? parseJson(Buffer.from(base64, 'base64')) : undefined;
  return decoded === undefined
    ? { problem: { ...NOT_JSON, path: '/data_base64' }, raw }
    : { parts: { attributes, data: decoded }, raw };
}

function readBinary(prefix: string, headers: Headers, body: Buffer): EventOfRequest {
  const own = Object.entries(headers).filter(
    (header): header is [string, string] => header[0].startsWith(prefix) && header[1] !== undefined,
  );
  if (own.length === 0) return { problem: NO_EVENT, raw: body };
  const type = headers['content-type'];
  const attributes: Record<string, unknown> = Object.fromEntries(
    own.map(([name, value]) => [name.slice(prefix.length), decodeHeader(value)]),
  );
  if (type !== undefined) attributes['datacontenttype'] = type;
  const data = body.length === 0 ? null : parseJson(body);
  return data === undefined
    ? { problem: { ...NOT_JSON, path: '/data' }, raw: body }
    : {
        parts: { attributes, data },
        raw: body,
        headers: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, String(value)]),
        ),
      };
}

/** Values of HTTP headers are percent-encoded where they are not plain ASCII. */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NOT_JSON = { path: '/', reason: 'is not JSON', accepted: 'one CloudEvent as a JSON object' };
const NOT_A_BATCH = {
  path: '/',
  reason: 'is not a batch',
  accepted: 'a JSON array of CloudEvents',
};
const TOO_MANY = {
  path: '/',
  reason: 'has too many events',
  accepted: `at most ${EVENT_LIMITS.batch} events in one batch`,
};
const FORMAT = {
  path: '/',
  reason: 'is in another event format',
  accepted: 'application/cloudevents+json',
};
const NO_EVENT = {
  path: '/',
  reason: 'carries no CloudEvent: neither a structured content type nor ce- attributes',
  accepted: 'application/cloudevents+json, application/cloudevents-batch+json, or ce- headers',
};
