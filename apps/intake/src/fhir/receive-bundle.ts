import type { ContentProblem, Inbound } from '../inbound/domain/inbound.js';
import { canonicalJson, digest, messageIdOf } from '../inbound/digests.js';
import { TOO_LARGE, withinLimits } from '../inbound/message-limits.js';
import { readJson, textProblem } from '../inbound/read-json.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import { doubledUrl } from './doubled-urls.js';
import { hasTooManyValues, overLimit, TOO_MANY_VALUES } from './fhir-limits.js';
import { isObject, textOf, toBundle, type Bundle } from './fhir-shapes.js';
import { readBundle, type BundleContent } from './read-bundle.js';
import { readHeader, type BundleHeader } from './read-header.js';

interface Arrival {
  readonly receivedAt: string;
  readonly profiles: SourceProfiles;
  readonly contentType: string;
}

/** A posted body as a message; the content says what is wrong when it is not a message bundle. */
export function receiveBundle(raw: Buffer, arrival: Arrival): Inbound {
  if (hasTooManyValues(raw)) return refused(raw, arrival, TOO_MANY_VALUES, TOO_LARGE);
  const parsed = parse(raw);
  if ('path' in parsed) return refused(raw, arrival, parsed);
  const { value } = parsed;
  const bundle = toBundle(value);
  if (!bundle) return refused(raw, arrival, NOT_A_BUNDLE);
  const header = readHeader(bundle);
  if (!header) return refused(raw, arrival, bundle.entry.length > 0 ? NO_HEADER : NO_ENTRIES);
  const over = overLimit(bundle);
  if (over) return refused(raw, arrival, over, TOO_LARGE);
  const doubled = doubledUrl(bundle);
  if (doubled) return refused(raw, arrival, doubled);
  const { endpoint } = header;
  const profile = arrival.profiles.for({ application: [], facility: [], endpoint });
  const read = readBundle({ bundle, header, profile, receivedAt: arrival.receivedAt });
  const warnings = [...oddEntries(value), ...read.warnings];
  return withinLimits(toInbound(raw, arrival, bundle, header, { ...read, warnings }));
}

/** Entries that are none, or hold something else than a resource; the others are read all the same. */
function oddEntries(bundle: unknown): ContentProblem[] {
  const { entry } = bundle as { readonly entry?: unknown };
  if (entry !== undefined && !Array.isArray(entry)) return [NO_LIST];
  return ((entry ?? []) as unknown[]).flatMap((each, index) => {
    if (!isObject(each)) return [{ path: `Bundle.entry[${index}]`, ...NO_ENTRY }];
    const { resource } = each;
    const isOdd =
      resource !== undefined && (!isObject(resource) || !textOf(resource['resourceType']));
    return isOdd ? [{ path: `Bundle.entry[${index}].resource`, ...NO_RESOURCE }] : [];
  });
}

const NO_LIST: ContentProblem = {
  path: 'Bundle.entry',
  reason: 'is no list',
  accepted: 'a list of entries',
};
const NO_ENTRY = { reason: 'is no entry', accepted: 'an object with a resource' };
const NO_RESOURCE = { reason: 'is no resource', accepted: 'an object with a resourceType' };

function toInbound(
  raw: Buffer,
  arrival: Arrival,
  bundle: Bundle,
  header: BundleHeader,
  { content, warnings }: BundleContent,
): Inbound {
  const entry = bundle.entry.map(({ place: _, method: __, ...sent }) => sent);
  const key = digest('fhir', header.source, header.event, canonicalJson({ ...bundle, entry }));
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
    warnings,
  };
}

function refused(
  raw: Buffer,
  arrival: Arrival,
  problem: ContentProblem,
  reason = 'not-understood',
): Inbound {
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
    content: { kind: 'rejected', reason, problems: [problem] },
  };
}

function parse(raw: Buffer): { readonly value: unknown } | ContentProblem {
  const read = readJson(raw, 'a FHIR R4 Bundle as application/fhir+json');
  if ('why' in read) return { path: 'Bundle', ...read.why };
  const problem = textProblem(read.value, '');
  return problem ? { ...problem, path: fhirPath(problem.path) } : read;
}

/** A JSON pointer as FHIRPath: `/entry/3/resource` is `Bundle.entry[3].resource`. */
const fhirPath = (pointer: string): string =>
  `Bundle${pointer.replace(/\/(\d+)(?=\/|$)/g, '[$1]').replaceAll('/', '.')}`;

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
const NO_ENTRIES: ContentProblem = { ...NO_HEADER, path: 'Bundle.entry', reason: 'is empty' };
