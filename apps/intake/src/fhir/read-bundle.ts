import { utc } from '../cloudevents/envelope.js';
import type { Content, ContentProblem, Statement } from '../message/domain/inbound.js';
import { digest } from '../message/identity.js';
import type { NamedPerson } from '../person/domain/person.js';
import { slug, type Profile } from '../profile/source-profiles.js';
import { isOverdoseCode } from '../hl7v2/read-adt.js';
import type { ReportKind, VisitReport } from '../stay/domain/index.js';
import { readPatient } from './read-patient.js';
import {
  listOf,
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
  if (!status) return null;
  const subscription = listOf<Reference>(status['subscription'])[0]?.reference;
  return {
    event: 'subscription-notification',
    endpoint: subscription,
    source: subscription ?? 'unknown',
    controlId: textOf(bundle.identifier?.value) ?? bundle.id ?? null,
  };
}

interface Reading {
  readonly bundle: Bundle;
  readonly header: BundleHeader;
  readonly profile: Profile;
  readonly receivedAt: string;
}

/** What a bundle says about stays; references are followed inside the bundle only. */
export function readBundle(reading: Reading): Content {
  const encounters = ofType(reading.bundle, 'Encounter');
  if (encounters.length === 0) return { kind: 'ignored', reason: 'no-encounter' };
  const problems: ContentProblem[] = [];
  const statements = encounters.flatMap((encounter) => {
    const read = readEncounter(encounter, reading);
    if (Array.isArray(read)) return read;
    problems.push(read);
    return [];
  });
  if (problems.length > 0) return { kind: 'rejected', reason: 'invalid-resource', problems };
  return statements.length > 0
    ? { kind: 'statements', statements }
    : { kind: 'ignored', reason: 'encounter-not-begun' };
}

const ofType = (bundle: Bundle, type: string) =>
  bundle.entry.flatMap(({ resource }) => (resource?.resourceType === type ? [resource] : []));

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
  return kind !== 'start-cancelled' && hasOverdose(reading.bundle)
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
  return status === 'planned' || status === undefined ? undefined : 'started';
}

function resolve(bundle: Bundle, reference: unknown, type: string): Resource | undefined {
  const url = listOf<Reference>(reference)[0]?.reference;
  const found = bundle.entry.find(
    ({ fullUrl, resource }) =>
      url !== undefined && (fullUrl === url || `${resource?.resourceType}/${resource?.id}` === url),
  )?.resource;
  if (found) return found.resourceType === type ? found : undefined;
  const only = ofType(bundle, type);
  return url === undefined && only.length === 1 ? only[0] : undefined;
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
  if (!happened) return undefined;
  const setting = profile.settingOf({
    class: wordsOf(encounter['class']),
    service: wordsOf(encounter['serviceType']),
    type: wordsOf(encounter['type']),
    unit: unitsOf(encounter),
  });
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

const hasOverdose = (bundle: Bundle) =>
  ofType(bundle, 'Condition').some((condition) =>
    listOf<{ coding?: unknown }>(condition['code']).some(({ coding }) =>
      listOf<{ code?: string }>(coding).some(({ code }) => code && isOverdoseCode(code)),
    ),
  );

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
