import type { ContentProblem, Content, Inbound, Protocol } from '../inbound/domain/inbound.js';
import { canonicalJson, digest, eventClaimKey, messageIdOf } from '../inbound/digests.js';
import { textProblem } from '../inbound/read-json.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { readEnvelope, type EventParts, type ValidEnvelope } from './envelope.js';
import { entityWarnings, nobodyProblems, statementOf } from './event-statements.js';
import { dataProblems } from './inbound-types.js';
import { futureReportProblems } from './future-report.js';
import { readMidnight } from './midnight.js';
import { withPastTimes } from './past-times.js';
import { readStoredEvent } from './read-http.js';

export interface EventArrival {
  readonly protocol: Protocol;
  readonly receivedAt: string;
  /** The time its id begins with, where that is not `receivedAt`. */
  readonly idTime?: string;
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
  const problems = [
    ...[textProblem(parts.data, '/data') ?? []].flat(),
    ...dataProblems(envelope.name, data),
  ];
  if (problems.length > 0) return refuse(parts, arrival, 'invalid-data', problems, place);
  const profile = arrival.profiles.for({ application: [envelope.source], facility: [] });
  const nobody = nobodyProblems(parts.data, profile);
  if (nobody.length > 0) return refuse(parts, arrival, 'no-person-identifier', nobody, place);
  const { receivedAt } = arrival;
  const future = futureReportProblems(envelope.name, data, receivedAt);
  if (future.length > 0) return refuse(parts, arrival, 'dated-in-the-future', future, place);
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
    id: messageIdOf(arrival.idTime ?? arrival.receivedAt, key),
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
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    id: messageIdOf(arrival.idTime ?? arrival.receivedAt, place),
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

/** The same event from what was stored of it. */
export function receiveStoredEvent(arrival: EventArrival): Inbound | undefined {
  const event = readStoredEvent(arrival.raw, arrival.headers);
  return 'parts' in event ? receiveEvent(event.parts, arrival) : undefined;
}
