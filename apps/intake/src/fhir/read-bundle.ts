import type { Content, ContentProblem } from '../inbound/domain/inbound.js';
import { MEANT_EMPTY, NOTHING_CARRIED } from '../inbound/domain/empty-notification.js';
import { HOLDS_ENTITIES } from '../inbound/plain-text.js';
import type { Resource } from './fhir-shapes.js';
import { problemAt } from './places.js';
import { readFacts } from './read-facts.js';
import { readRequests } from './read-requests.js';
import { readLinks } from './read-links.js';
import { hasEntities } from './read-patient.js';
import { sentAt } from './read-subject.js';
import { readStays, type BundleReading } from './read-stays.js';
import { ofType } from './references.js';

/** What a bundle says, and what was odd about it without being refused. */
export interface BundleContent {
  readonly content: Content;
  readonly warnings: readonly ContentProblem[];
}

/**
 * Reads a bundle; references are followed inside the bundle only, problems name their entry. What cannot be
 * read of a stay refuses the bundle with it, except of a batch, whose entries stand alone (FHIR R4, http).
 */
export function readBundle(reading: BundleReading): BundleContent {
  const { bundle, profile, header, receivedAt } = reading;
  const stays = readStays(reading);
  const problems = stays.flatMap((each) => each.problems);
  if (problems.length > 0 && bundle.type !== 'batch') return refused(problems);
  const reportedAt = sentAt(reading);
  const about = { bundle, profile, source: header.source, reportedAt, receivedAt };
  const [links, facts, requests] = [readLinks(about), readFacts(about), readRequests(about)];
  const statements = [
    ...links.statements,
    ...stays.flatMap((each) => each.statements),
    ...facts.statements,
    ...requests.statements,
  ];
  const orders = notFollowed(reading);
  const hindrances = [...problems, ...links.problems, ...orders];
  if (statements.length === 0 && hindrances.length > 0) return refused(hindrances);
  const entities = ofType(bundle, 'Patient')
    .filter(hasEntities)
    .map((patient) => problemAt(bundle, patient, { element: 'name', ...HOLDS_ENTITIES }));
  const warnings = [
    ...hindrances,
    ...stays.flatMap((each) => each.warnings),
    ...facts.problems,
    ...requests.problems,
    ...entities,
  ];
  if (statements.length > 0) return { content: { kind: 'statements', statements }, warnings };
  const nothing = nothingCarried(reading);
  if (nothing) return { content: { kind: 'ignored', reason: nothing.reason }, ...nothing };
  const reason = stays.length === 0 ? 'no-encounter' : 'encounter-not-begun';
  return { content: { kind: 'ignored', reason }, warnings };
}

const refused = (problems: readonly ContentProblem[]): BundleContent => ({
  content: { kind: 'rejected', reason: 'invalid-resource', problems },
  warnings: [],
});

/** Entries that change a record by its name: no resource says of whom it is, or what becomes of it. */
const notFollowed = ({ bundle }: BundleReading): ContentProblem[] =>
  bundle.entry.flatMap(({ place, method }) =>
    method === 'DELETE' || method === 'PATCH'
      ? [{ path: `${place}.request.method`, ...NOT_FOLLOWED }]
      : [],
  );

const NOT_FOLLOWED = {
  reason: 'asks to delete or to patch, which was not done',
  accepted: 'the whole resource as it is now, with its status, such as entered-in-error',
};

/**
 * A notification without a resource besides its status. A handshake and a heartbeat are meant to be empty;
 * any other tells that something happened and not what, because its subscription asks for too little.
 */
function nothingCarried({ bundle, header: { notification } }: BundleReading) {
  const carried = bundle.entry.filter(({ resource }) => resource && hasContent(resource)).length;
  if (!notification || carried > 1) return undefined;
  const { kind } = notification;
  return kind !== undefined && MEANT_EMPTY.includes(kind)
    ? { reason: kind, warnings: [] }
    : { reason: NOTHING_CARRIED, warnings: [NO_RESOURCE] };
}

/** Some servers write an id as a resource of which nothing is told. */
const hasContent = (resource: Resource): boolean =>
  Object.keys(resource).some((element) => !['resourceType', 'id', 'meta'].includes(element));

const NO_RESOURCE: ContentProblem = {
  path: 'Bundle.entry',
  reason: 'tells of an event and carries no resource of it',
  accepted: 'a notification of a subscription with the content full-resource',
};
