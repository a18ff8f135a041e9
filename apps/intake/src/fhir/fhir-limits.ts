import { tooMany } from '../inbound/message-limits.js';
import type { ContentProblem } from '../inbound/domain/inbound.js';
import type { Bundle } from './fhir-shapes.js';
import { ofType, placeIn } from './references.js';

/** What one bundle may hold. A larger one is refused as a whole, with the limit; its bytes are kept. */
export const FHIR_LIMITS = {
  /** A whole record as exporters write it; what is larger is split by its sender. */
  bytes: 8 * 1024 * 1024,
  /** Values of JSON: bodies of 8 MB in use have 350,000; each costs about a hundred bytes to read. */
  values: 500_000,
  /** A whole record of many years has some thousands. */
  entries: 10_000,
  /** Elements of any list inside a resource that is read. */
  repetitions: 1_000,
  /** Characters of a consent as JSON: its elements, without a scanned form. */
  consentCharacters: 64 * 1024,
} as const;

const [COMMA, OPEN_LIST, OPEN_OBJECT, QUOTE, ESCAPE] = [0x2c, 0x5b, 0x7b, 0x22, 0x5c];

/**
 * Whether a body of JSON has more values than are read, told without reading it: every value but the
 * first stands behind a comma, or as the first in a list or an object. Empty ones count as if they held one.
 */
export function hasTooManyValues(raw: Buffer, limit: number = FHIR_LIMITS.values): boolean {
  let values = 1;
  for (let at = 0; at < raw.length; at += 1) {
    const byte = raw[at];
    if (byte === QUOTE) {
      at += 1;
      while (at < raw.length && raw[at] !== QUOTE) at += raw[at] === ESCAPE ? 2 : 1;
    } else if (byte === COMMA || byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values += 1;
      if (values > limit) return true;
    }
  }
  return values > limit;
}

export const TOO_MANY_VALUES = tooMany('Bundle', 'values', FHIR_LIMITS.values);

/** Resources whose elements are read; the lists of all others are passed over. */
const READ = [
  ...['Patient', 'Encounter', 'EpisodeOfCare', 'Condition', 'Flag', 'Observation', 'Procedure'],
  ...['QuestionnaireResponse', 'Consent', 'Organization', 'SubscriptionStatus', 'Parameters'],
];

/** What of a bundle is over its limit, with its place; undefined when all of it can be read. */
export function overLimit(bundle: Bundle): ContentProblem | undefined {
  if (bundle.entry.length > FHIR_LIMITS.entries)
    return tooMany('Bundle.entry', 'entries', FHIR_LIMITS.entries);
  for (const type of READ)
    for (const resource of ofType(bundle, type)) {
      const element = longListIn(resource);
      if (element !== undefined)
        return tooMany(placeIn(bundle, resource) + element, 'repetitions', FHIR_LIMITS.repetitions);
    }
  return undefined;
}

/** Path of the first list that is too long, walked without recursion: depth is not for the stack. */
function longListIn(resource: object): string | undefined {
  const pending: Array<{ readonly value: object; readonly path: string }> = [
    { value: resource, path: '' },
  ];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { value, path } = next;
    const isList = Array.isArray(value);
    if (isList && value.length > FHIR_LIMITS.repetitions) return path;
    for (const [name, inner] of Object.entries(value))
      if (typeof inner === 'object' && inner !== null)
        pending.push({ value: inner as object, path: isList ? path : path + elementName(name) });
  }
  return undefined;
}

/** Names of elements are the standard's; what a sender made up is not repeated. */
const elementName = (name: string) => (/^[a-z]\w{0,40}$/i.test(name) ? `.${name}` : '');
