import type { ContentProblem } from '../inbound/domain/inbound.js';
import { readJson } from '../inbound/read-json.js';
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
export type Headers = Readonly<Record<string, string | undefined>>;

/** Whether the body is the event, or a batch of them, and headers say nothing of it. */
const isStructured = (type: string) => type.startsWith('application/cloudevents');

/** Structured, batch or binary mode by the content type (CloudEvents HTTP protocol binding 1.0). */
export function readHttpEvents(headers: Headers, body: Buffer): EventRequest {
  const type = mediaTypeOf(headers);
  if (type.startsWith('application/cloudevents-batch')) return readBatch(type, body);
  if (isStructured(type)) return { batch: false, events: [readStructured(type, body)] };
  return { batch: false, events: [readBinary('ce-', headers, body)] };
}

/** Kafka protocol binding: the content type decides, attributes of binary mode are `ce_` headers. */
export function readRecordEvent(headers: Headers, value: Buffer): EventOfRequest {
  const lower = lowered(headers);
  const type = mediaTypeOf(lower);
  return isStructured(type) ? readStructured(type, value) : readBinary('ce_', lower, value);
}

/** An event as it was stored: its own bytes and, of binary mode, its attributes. */
export const readStoredEvent = (
  raw: Buffer,
  attributes: Readonly<Record<string, string>> | undefined,
): EventOfRequest =>
  attributes ? ofBinary(attributes, raw) : readStructured('application/cloudevents+json', raw);

/** The attributes that headers of a request carry: in binary mode those of its event, otherwise none. */
export const attributesOfRequest = (headers: Headers): Record<string, string> =>
  isStructured(mediaTypeOf(headers)) ? {} : attributesOf('ce-', headers);

/** The attributes that headers of a record carry, whatever they are worth. */
export const attributesOfRecord = (headers: Headers): Record<string, string> =>
  attributesOf('ce_', lowered(headers));

const lowered = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, text]) => [name.toLowerCase(), text]));

const mediaTypeOf = (headers: Headers) =>
  (headers['content-type'] ?? '').toLowerCase().split(';', 1)[0]!.trim();

function attributesOf(prefix: string, headers: Headers): Record<string, string> {
  const own = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(prefix) && value !== undefined
      ? [[name.slice(prefix.length), decodeHeader(value)] as const]
      : [],
  );
  const type = headers['content-type'];
  if (own.length > 0 && type !== undefined) own.push(['datacontenttype', type]);
  return Object.fromEntries(own);
}

function readStructured(type: string, body: Buffer): EventOfRequest {
  if (type !== 'application/cloudevents+json') return { problem: FORMAT, raw: body };
  const read = readJson(body, ONE_EVENT);
  if ('why' in read) return { problem: { path: '/', ...read.why }, raw: body };
  return isObject(read.value) ? fromObject(read.value, body) : { problem: NOT_JSON, raw: body };
}

function readBatch(type: string, body: Buffer): EventRequest {
  const refused = (problem: ContentProblem): EventRequest => ({
    batch: false,
    events: [{ problem, raw: body }],
  });
  if (type !== 'application/cloudevents-batch+json') return refused(NOT_A_BATCH);
  const read = readJson(body, ONE_EVENT);
  if ('why' in read) return refused({ path: '/', ...read.why });
  const { value } = read;
  if (!Array.isArray(value)) return refused(NOT_A_BATCH);
  if (value.length > EVENT_LIMITS.batch) return refused(TOO_MANY);
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
  const path = '/data_base64';
  if (typeof base64 !== 'string') return { problem: { ...NOT_JSON, path }, raw };
  const read = readJson(Buffer.from(base64, 'base64'), ONE_EVENT);
  return 'why' in read
    ? { problem: { path, ...read.why }, raw }
    : { parts: { attributes, data: read.value }, raw };
}

function readBinary(prefix: string, headers: Headers, body: Buffer): EventOfRequest {
  const attributes = attributesOf(prefix, headers);
  return Object.keys(attributes).length === 0
    ? { problem: NO_EVENT, raw: body }
    : ofBinary(attributes, body);
}

function ofBinary(attributes: Readonly<Record<string, string>>, body: Buffer): EventOfRequest {
  const read = body.length === 0 ? { value: null } : readJson(body, ONE_EVENT);
  if ('why' in read) return { problem: { path: '/data', ...read.why }, raw: body };
  return { parts: { attributes, data: read.value }, raw: body, headers: attributes };
}

/** Values of HTTP headers are percent-encoded where they are not plain ASCII. */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const ONE_EVENT = 'one CloudEvent as a JSON object';
const NOT_JSON = { path: '/', reason: 'is not JSON', accepted: ONE_EVENT };
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
