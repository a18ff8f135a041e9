import { utc } from '../cloudevents/envelope.js';
import type { Content, ContentProblem, Statement } from '../message/domain/inbound.js';
import { digest } from '../message/identity.js';
import type { NamedPerson } from '../person/domain/person.js';
import { slug, type Profile } from '../profile/source-profiles.js';
import { isOverdoseCode } from '../hl7v2/read-adt.js';
import type { ReportKind, VisitReport } from '../stay/domain/index.js';
import { readPatient } from './read-patient.js';
import { readFacts } from './read-facts.js';
import {
  codesOf,
  isRetracted,
  listOf,
  ofType,
  resolve,
  textOf,
  wordsOf,
  type Bundle,
  type FhirIdentifier,
  type Reference,
  type Resource,
} from './fhir-shapes.js';

/** What the header of a message bundle, or the bundle itself, says about where it comes from. */
export interface BundleHeader {
  /** Event code of the MessageHeader; `subscription-notification` for such a bundle. */
  readonly event: string;
  readonly endpoint: string | undefined;
  readonly source: string;
  readonly controlId: string | null;
}

export function readHeader(bundle: Bundle): BundleHeader | null {
  const resources = bundle.entry.flatMap(({ resource }) => resource ?? []);
  const header = resources.find(({ resourceType }) => resourceType === 'MessageHeader');
  if (header) {
    const source = listOf<{ endpoint?: string; name?: string }>(header['source'])[0];
    const event = wordsOf(header['eventCoding'])[0] ?? textOf(header['eventUri']);
    return {
      event: event?.split('/').at(-1) ?? 'message',
      endpoint: textOf(source?.endpoint),
      source: textOf(source?.endpoint) ?? textOf(source?.name) ?? 'unknown',
      controlId: textOf(bundle.identifier?.value) ?? bundle.id ?? header.id ?? null,
    };
  }
  const status = resources.find(
    ({ resourceType }) => resourceType === 'SubscriptionStatus' || resourceType === 'Parameters',
  );
  if (!status) return plainHeader(bundle);
  const subscription = subscriptionOf(status);
  return {
    event: 'subscription-notification',
    endpoint: subscription,
    source: subscription ?? 'unknown',
    controlId: textOf(bundle.identifier?.value) ?? bundle.id ?? null,
  };
}

/** The status of the R5 backport is a Parameters resource in R4. */
function subscriptionOf(status: Resource): string | undefined {
  const parameters = listOf<{ name?: string; valueReference?: unknown }>(status['parameter']);
  const named = parameters.find(({ name }) => name === 'subscription')?.valueReference;
  return listOf<Reference>(status['subscription'] ?? named)[0]?.reference;
}

const PLAIN = new Set(['transaction', 'batch', 'collection']);

/** A bundle that is no message says by meta.source, if at all, where it comes from. */
function plainHeader(bundle: Bundle): BundleHeader | null {
  if (!PLAIN.has(bundle.type ?? '')) return null;
  const source = textOf(bundle.meta?.source);
  return {
    event: bundle.type!,
    endpoint: source,
    source: source ?? 'unknown',
    controlId: textOf(bundle.identifier?.value) ?? bundle.id ?? null,
  };
}

interface Reading {
  readonly bundle: Bundle;
  readonly header: BundleHeader;
  readonly profile: Profile;
  readonly receivedAt: string;
}

/** What a bundle says; references are followed inside the bundle only. */
export function readBundle(reading: Reading): Content {
  const { bundle, profile, header, receivedAt } = reading;
  const stays = [...ofType(bundle, 'Encounter'), ...episodesAlone(bundle).map(asEncounter)];
  const problems: ContentProblem[] = [];
  const told = stays.flatMap((stay) => {
    const read = readEncounter(stay, reading);
    if (Array.isArray(read)) return read;
    problems.push(read);
    return [];
  });
  if (problems.length > 0) return { kind: 'rejected', reason: 'invalid-resource', problems };
  const reportedAt = timeAt(bundle.timestamp) ?? receivedAt;
  const facts = readFacts({ bundle, profile, source: header.source, reportedAt });
  const statements = [...told, ...facts];
  if (statements.length > 0) return { kind: 'statements', statements };
  const reason = stays.length === 0 ? 'no-encounter' : 'encounter-not-begun';
  return { kind: 'ignored', reason };
}

/** Episodes no encounter of the bundle belongs to; the others are told by their encounters. */
function episodesAlone(bundle: Bundle): Resource[] {
  const told = ofType(bundle, 'Encounter').flatMap((encounter) =>
    listOf<Reference>(encounter['episodeOfCare']).map((reference) =>
      resolve(bundle, reference, 'EpisodeOfCare'),
    ),
  );
  return ofType(bundle, 'EpisodeOfCare').filter((episode) => !told.includes(episode));
}

const ENCOUNTER_STATUS: Readonly<Record<string, string>> = {
  waitlist: 'planned',
  active: 'in-progress',
  onhold: 'onleave',
};

/** An episode tells of a stay in elements of other names. */
const asEncounter = (episode: Resource): Resource => ({
  ...episode,
  status: ENCOUNTER_STATUS[textOf(episode['status']) ?? ''] ?? episode['status'],
  subject: episode['patient'],
  serviceProvider: episode['managingOrganization'],
});

function readEncounter(encounter: Resource, reading: Reading): Statement[] | ContentProblem {
  const kind = kindOf(encounter, reading.header.event);
  if (!kind) return [];
  const patient = resolve(reading.bundle, encounter['subject'], 'Patient');
  const person = patient && readPatient(patient, reading.profile);
  if (!person || person.identifiers.length === 0) return NO_PATIENT;
  const report = reportOf(encounter, kind, reading);
  if (!report) return NO_PERIOD;
  const visit = visitOf(encounter, person, reading);
  const statement: Statement = {
    kind: 'visit',
    person,
    visit,
    report,
    fromKnownSource: reading.profile.isOwn,
  };
  return kind !== 'start-cancelled' && hasOverdose(encounter, reading.bundle)
    ? [statement, overdose(person, visit, report)]
    : [statement];
}

const NO_PATIENT: ContentProblem = {
  path: 'Encounter.subject',
  reason: 'leads to no Patient with an identifier inside the bundle',
  accepted: 'a reference to a Patient entry that has Patient.identifier.value',
};

const NO_PERIOD: ContentProblem = {
  path: 'Encounter.period',
  reason: 'has no time with offset for what happened',
  accepted: 'period.start, and period.end when the encounter is finished',
};

function kindOf(encounter: Resource, event: string): ReportKind | undefined {
  const status = textOf(encounter['status']);
  if (status === 'cancelled' || status === 'entered-in-error') return 'start-cancelled';
  if (status === 'finished' || status === 'completed' || status === 'discharged') return 'ended';
  if (event === 'notification-discharge') return 'ended';
  if (event === 'notification-transfer') return 'transferred';
  if (status === undefined) return undefined;
  return status === 'planned' ? 'expected' : 'started';
}

const timeAt = (value: unknown) => (typeof value === 'string' ? utc(value) : undefined);

function reportOf(
  encounter: Resource,
  kind: ReportKind,
  { bundle, profile, receivedAt }: Reading,
): Omit<VisitReport, 'id'> | undefined {
  const period = listOf<{ start?: string; end?: string }>(encounter['period'])[0];
  const startedAt = timeAt(period?.start);
  const endedAt = timeAt(period?.end);
  const happened = kind === 'ended' ? endedAt : (startedAt ?? endedAt);
  const stamped = timeAt(bundle.timestamp) ?? timeAt(encounter.meta?.lastUpdated);
  const reportedAt = stamped ?? happened ?? receivedAt;
  if (kind === 'start-cancelled') return { kind, reportedAt };
  if (!happened && kind !== 'expected') return undefined;
  const setting = profile.settingOf({
    class: wordsOf(encounter['class']),
    service: wordsOf(encounter['serviceType']),
    type: [...wordsOf(encounter['type']), ...proceduresOf(encounter, bundle)],
    unit: unitsOf(encounter),
  });
  if (kind === 'expected') return { kind, reportedAt, ...(setting ? { setting } : {}) };
  const said = {
    kind,
    reportedAt,
    ...(setting ? { setting } : {}),
    ...(startedAt ? { startedAt } : {}),
  };
  if (kind === 'transferred') return { ...said, movedAt: stamped ?? happened };
  if (kind !== 'ended') return said;
  const hospitalization = listOf<{ dischargeDisposition?: unknown }>(
    encounter['hospitalization'],
  )[0];
  const disposition = profile.dispositionOf(wordsOf(hospitalization?.dischargeDisposition));
  return { ...said, endedAt, ...(disposition ? { disposition } : {}) };
}

/** What was done during a stay says what kind of care it was, where its own type does not. */
const proceduresOf = (encounter: Resource, bundle: Bundle): string[] =>
  ofType(bundle, 'Procedure')
    .filter((procedure) => resolve(bundle, procedure['encounter'], 'Encounter') === encounter)
    .filter((procedure) => !isRetracted(procedure) && procedure['status'] !== 'not-done')
    .flatMap((procedure) => wordsOf(procedure['code']));

const unitsOf = (encounter: Resource): string[] =>
  listOf<{ location?: unknown }>(encounter['location']).flatMap(({ location }) =>
    listOf<Reference>(location).flatMap(({ display }) => textOf(display) ?? []),
  );

function visitOf(encounter: Resource, person: NamedPerson, { bundle, profile }: Reading) {
  const organization = resolve(bundle, encounter['serviceProvider'], 'Organization');
  const provider = listOf<Reference>(encounter['serviceProvider'])[0];
  const name = textOf(organization?.['name']) ?? textOf(provider?.display);
  const number = listOf<FhirIdentifier>(encounter['identifier'])
    .map(({ value }) => textOf(value))
    .find(Boolean);
  const [first] = person.identifiers;
  const start = listOf<{ start?: string }>(encounter['period'])[0]?.start ?? '';
  return {
    facility: profile.facility ?? (slug(name ?? '') || 'unknown-facility'),
    number: number ?? encounter.id ?? `unnumbered ${first!.system} ${first!.value} ${start}`,
  };
}

/** Diagnoses of this stay, or of the bundle where they do not say whose stay they are of. */
const hasOverdose = (encounter: Resource, bundle: Bundle) =>
  ofType(bundle, 'Condition')
    .filter((condition) => !isRetracted(condition))
    .filter(
      (condition) =>
        !condition['encounter'] ||
        resolve(bundle, condition['encounter'], 'Encounter') === encounter,
    )
    .some((condition) => codesOf(condition['code']).some(isOverdoseCode));

const overdose = (
  person: NamedPerson,
  visit: { readonly facility: string; readonly number: string },
  report: Omit<VisitReport, 'id'>,
): Statement => ({
  kind: 'person-fact',
  person,
  reportedAt: report.reportedAt,
  onceKey: digest('overdose-of-visit', visit.facility, visit.number),
  fact: {
    kind: 'overdose-reported',
    occurredAt: report.startedAt ?? report.endedAt ?? report.reportedAt,
    facility: visit.facility,
    substance: null,
  },
});
