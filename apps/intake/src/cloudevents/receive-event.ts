import type { ContentProblem, Content, Inbound, Protocol } from '../message/domain/inbound.js';
import { canonicalJson, digest, eventClaimKey, messageIdOf } from '../message/identity.js';
import { isStorable } from '../message/storable-json.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { readEnvelope, type EventParts, type ValidEnvelope } from './envelope.js';
import { entityWarnings, nobodyProblems, statementOf } from './event-statements.js';
import { dataProblems } from './inbound-types.js';
import { readMidnight } from './midnight.js';
import { withPastTimes } from './past-times.js';

export interface EventArrival {
  readonly protocol: Protocol;
  readonly receivedAt: string;
  readonly profiles: SourceProfiles;
  readonly raw: Buffer;
  readonly contentType: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A CloudEvent of any mode as a message; what is wrong with it is said in its content. A refused event
 * has no claim, so `place` (where on a log it stands) is what makes it one message when read again.
 */
export function receiveEvent(parts: EventParts, arrival: EventArrival, place?: string): Inbound {
  const read = readEnvelope(parts);
  if ('problems' in read) return refuse(parts, arrival, 'invalid-event', read.problems, place);
  const { envelope } = read;
  const data = readMidnight(parts.data);
  const problems = [...textProblems(parts.data), ...dataProblems(envelope.name, data)];
  if (problems.length > 0) return refuse(parts, arrival, 'invalid-data', problems, place);
  const profile = arrival.profiles.for({ application: [envelope.source], facility: [] });
  const nobody = nobodyProblems(parts.data, profile);
  if (nobody.length > 0) return refuse(parts, arrival, 'no-person-identifier', nobody, place);
  const { receivedAt } = arrival;
  const past = withPastTimes(envelope, data, receivedAt);
  const statement = statementOf(past.data, { envelope: past.envelope, profile, receivedAt });
  const inbound = accepted(envelope, parts, arrival, {
    ...{ kind: 'statements', statements: [statement] },
  });
  const warnings = [...past.warnings, ...entityWarnings(parts.data)];
  return warnings.length > 0 ? { ...inbound, warnings } : inbound;
}

/** Bytes that are no CloudEvent at all are kept as a refused message. */
export const receiveRubbish = (
  arrival: EventArrival,
  problem: ContentProblem,
  place?: string,
): Inbound => refuse({ attributes: {}, data: null }, arrival, 'not-understood', [problem], place);

function accepted(
  envelope: ValidEnvelope,
  parts: EventParts,
  arrival: EventArrival,
  content: Content,
): Inbound {
  const key = eventClaimKey(envelope.source, envelope.id);
  const { type, time, subject } = envelope;
  return {
    id: messageIdOf(arrival.receivedAt, key),
    protocol: arrival.protocol,
    source: envelope.source,
    type,
    controlId: envelope.id,
    receivedAt: arrival.receivedAt,
    contentType: arrival.contentType,
    ...(arrival.headers ? { headers: arrival.headers } : {}),
    raw: arrival.raw,
    claim: { key, contentHash: digest(canonicalJson({ type, time, subject, data: parts.data })) },
    content,
  };
}

function refuse(
  { attributes }: EventParts,
  arrival: EventArrival,
  reason: string,
  problems: readonly ContentProblem[],
  place: string | undefined,
): Inbound {
  const text = (name: string) => {
    const value = attributes[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 2_048) : null;
  };
  return {
    id: messageIdOf(arrival.receivedAt, place),
    protocol: arrival.protocol,
    source: text('source') ?? 'unknown',
    type: text('type') ?? 'unknown',
    controlId: text('id'),
    receivedAt: arrival.receivedAt,
    contentType: arrival.contentType,
    ...(arrival.headers ? { headers: arrival.headers } : {}),
    raw: arrival.raw,
    claim: null,
    content: { kind: 'rejected', reason, problems },
  };
}

const textProblems = (data: unknown): ContentProblem[] =>
  isStorable(data)
    ? []
    : [
        {
          path: '/data',
          reason: 'contains a NUL or half a character',
          accepted: 'Unicode text without U+0000',
        },
      ];

/** The same event from what was stored of it. */
export function receiveStoredEvent(arrival: EventArrival): Inbound | undefined {
  const value = parseStored(arrival.raw);
  if (value === undefined) return undefined;
  if (arrival.headers) return receiveEvent({ attributes: arrival.headers, data: value }, arrival);
  const { data, data_base64: base64, ...attributes } = value as Record<string, unknown>;
  const decoded = typeof base64 === 'string' ? parseStored(Buffer.from(base64, 'base64')) : data;
  return receiveEvent({ attributes, data: decoded }, arrival);
}

function parseStored(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString()) as unknown;
  } catch {
    return undefined;
  }
}
