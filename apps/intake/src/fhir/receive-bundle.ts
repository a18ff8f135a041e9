import type { Content, ContentProblem, Inbound } from '../message/domain/inbound.js';
import { canonicalJson, digest, messageIdOf } from '../message/identity.js';
import { isStorable } from '../message/storable-json.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { toBundle, type Bundle } from './fhir-shapes.js';
import { readBundle, readHeader, type BundleHeader } from './read-bundle.js';

interface Arrival {
  readonly receivedAt: string;
  readonly profiles: SourceProfiles;
  readonly contentType: string;
}

/** A posted body as a message; the content says what is wrong when it is not a message bundle. */
export function receiveBundle(raw: Buffer, arrival: Arrival): Inbound {
  const value = parse(raw);
  const bundle = toBundle(value);
  if (!bundle) return refused(raw, arrival, value === undefined ? NOT_JSON : NOT_A_BUNDLE);
  const header = readHeader(bundle);
  if (!header) return refused(raw, arrival, NO_HEADER);
  const { endpoint } = header;
  const profile = arrival.profiles.for({ application: [], facility: [], endpoint });
  const content = readBundle({ bundle, header, profile, receivedAt: arrival.receivedAt });
  return toInbound(raw, arrival, bundle, header, content);
}

function toInbound(
  raw: Buffer,
  arrival: Arrival,
  bundle: Bundle,
  header: BundleHeader,
  content: Content,
): Inbound {
  const key = digest('fhir', header.source, header.event, canonicalJson(bundle));
  const isRefused = content.kind === 'rejected';
  return {
    id: messageIdOf(arrival.receivedAt, isRefused ? undefined : key),
    protocol: 'fhir',
    source: header.source,
    type: header.event,
    controlId: header.controlId,
    receivedAt: arrival.receivedAt,
    contentType: arrival.contentType,
    raw,
    claim: isRefused ? null : { key, contentHash: key },
    content,
  };
}

function refused(raw: Buffer, arrival: Arrival, problem: ContentProblem): Inbound {
  return {
    id: messageIdOf(arrival.receivedAt, undefined),
    protocol: 'fhir',
    source: 'unknown',
    type: 'unknown',
    controlId: null,
    receivedAt: arrival.receivedAt,
    contentType: arrival.contentType,
    raw,
    claim: null,
    content: { kind: 'rejected', reason: 'not-understood', problems: [problem] },
  };
}

function parse(raw: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    const value = JSON.parse(text) as unknown;
    return isStorable(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const NOT_JSON: ContentProblem = {
  path: 'Bundle',
  reason: 'is not JSON',
  accepted: 'a FHIR R4 Bundle as application/fhir+json',
};
const NOT_A_BUNDLE: ContentProblem = {
  path: 'Bundle',
  reason: 'is another resource',
  accepted: 'a Bundle: a message, a subscription notification, or a transaction',
};
const NO_HEADER: ContentProblem = {
  path: 'Bundle.entry[0].resource',
  reason: 'is neither a MessageHeader nor a SubscriptionStatus',
  accepted:
    'a message bundle with its MessageHeader, a subscription notification, or a bundle of type transaction, batch or collection',
};
