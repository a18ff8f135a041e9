import type { ContentProblem, NamedVisit, Statement } from '../inbound/domain/inbound.js';
import { firstSent, type NamedPerson } from '../inbound/domain/named-person.js';
import { slug, type Profile } from '../profile/source-profiles.js';
import type { ReportKind, VisitReport } from '../stay/domain/index.js';
import { AttachedToStays } from './attached-to-stays.js';
import { dischargeDispositionOf, periodElementOf, periodOf } from './encounter-elements.js';
import { endedByDeath } from './ended-by-death.js';
import { currentFirst } from '../inbound/domain/current-first.js';
import { noTime, problemAt, type Fault } from './places.js';
import type { BundleHeader } from './read-header.js';
import { hasRunOut } from './read-patient.js';
import { readSubject, sentAt } from './read-subject.js';
import { ofType, resolve } from './references.js';
import { serverOf } from './server-of.js';
import { timesOf, type StayTimes } from './stay-times.js';
import {
  listOf,
  textOf,
  wordsOf,
  type Bundle,
  type FhirIdentifier,
  type Reference,
  type Resource,
} from './fhir-shapes.js';

export interface BundleReading {
  readonly bundle: Bundle;
  readonly header: BundleHeader;
  readonly profile: Profile;
  readonly receivedAt: string;
}

interface StayContext extends BundleReading {
  readonly attached: AttachedToStays;
  readonly endedByDeath: ReadonlySet<Resource>;
}

/** What each encounter of a bundle says, and each episode that no encounter belongs to. */
export function readStays(reading: BundleReading): StayReading[] {
  const { bundle } = reading;
  const stays = [...ofType(bundle, 'Encounter').map(asIs), ...episodesAlone(bundle).map(asStay)];
  const context = {
    ...reading,
    attached: new AttachedToStays(bundle, reading.profile),
    endedByDeath: endedByDeath(
      stays.flatMap((stay) => endedStay(stay, reading)),
      reading.profile.zone,
    ),
  };
  return stays.map((stay) => readStay(stay, context));
}

/** Episodes no encounter of the bundle belongs to; the others are told by their encounters. */
function episodesAlone(bundle: Bundle): Resource[] {
  const covered = new Set(
    ofType(bundle, 'Encounter').flatMap((encounter) =>
      listOf<Reference>(encounter['episodeOfCare']).map((reference) =>
        resolve(bundle, encounter, reference, 'EpisodeOfCare'),
      ),
    ),
  );
  return ofType(bundle, 'EpisodeOfCare').filter((episode) => !covered.has(episode));
}

const ENCOUNTER_STATUS: ReadonlyMap<string, string> = new Map([
  ['waitlist', 'planned'],
  ['active', 'in-progress'],
  ['onhold', 'onleave'],
]);

/** A resource that tells of a stay, in the elements of an encounter. */
interface StayResource {
  readonly encounter: Resource;
  /** As it stands in the bundle: where problems are. */
  readonly resource: Resource;
  readonly subject: 'subject' | 'patient';
}

const asIs = (encounter: Resource): StayResource => ({
  encounter,
  resource: encounter,
  subject: 'subject',
});

/** An episode tells of a stay in elements of other names. */
const asStay = (episode: Resource): StayResource => ({
  encounter: {
    ...episode,
    status: ENCOUNTER_STATUS.get(textOf(episode['status']) ?? '') ?? episode['status'],
    serviceProvider: episode['managingOrganization'],
  },
  resource: episode,
  subject: 'patient',
});

export interface StayReading {
  readonly statements: readonly Statement[];
  readonly problems: readonly ContentProblem[];
  readonly warnings: readonly ContentProblem[];
}

function readStay(
  { encounter, resource, subject }: StayResource,
  reading: StayContext,
): StayReading {
  const kind = kindOf(encounter, reading.header.event);
  if (!kind) return { statements: [], problems: [], warnings: [] };
  const { bundle } = reading;
  const about = readSubject(resource, subject, { ...reading, source: reading.header.source });
  const times = timesOf(encounter, kind, reading);
  const report = reportOf(encounter, kind, times, reading);
  const odd = times.faults.map((fault) => problemAt(bundle, resource, fault));
  const problems = [
    ...('problem' in about ? [about.problem] : []),
    ...(report ? [] : [problemAt(bundle, resource, noPeriod(encounter, kind))]),
  ];
  if ('problem' in about || !report) return { statements: [], problems, warnings: [] };
  const { person } = about;
  const visit = visitOf(resource, encounter, person, reading);
  const statement: Statement = {
    ...{ kind: 'visit', person, visit, report },
    fromKnownSource: reading.profile.isOwn,
  };
  const statements =
    kind !== 'start-cancelled' && reading.attached.hasOverdose(encounter)
      ? [statement, overdose(person, visit, report)]
      : [statement];
  return { statements, problems, warnings: odd };
}

/** The time that what happened needs: the end of what is over, else the beginning. */
function noPeriod(encounter: Resource, kind: ReportKind): Fault {
  const { start, end } = periodOf(encounter);
  const element = periodElementOf(encounter);
  return kind === 'ended' ? noTime(`${element}.end`, end) : noTime(`${element}.start`, start);
}

/** R5 has three ways of being over; one that is discontinued had begun. */
const OVER: ReadonlySet<string> = new Set(['finished', 'completed', 'discharged', 'discontinued']);

function kindOf(encounter: Resource, event: string): ReportKind | undefined {
  const status = textOf(encounter['status']);
  if (status === 'cancelled' || status === 'entered-in-error') return 'start-cancelled';
  if (status !== undefined && OVER.has(status)) return 'ended';
  if (event === 'notification-discharge') return 'ended';
  if (event === 'notification-transfer') return 'transferred';
  if (status === undefined) return undefined;
  return status === 'planned' ? 'expected' : 'started';
}

function reportOf(
  encounter: Resource,
  kind: ReportKind,
  { startedAt, endedAt, isEndAssumed, stamped }: StayTimes,
  { profile, receivedAt, attached, endedByDeath: died }: StayContext,
): Omit<VisitReport, 'id'> | undefined {
  const happened = kind === 'ended' ? endedAt : (startedAt ?? endedAt);
  // What is taken back began and ended before that.
  if (kind === 'start-cancelled') return { kind, reportedAt: stamped ?? receivedAt };
  const reportedAt = stamped ?? happened ?? receivedAt;
  if (!happened && kind !== 'expected') return undefined;
  const setting = profile.settingOf({
    class: wordsOf(encounter['class']),
    service: wordsOf(encounter['serviceType']),
    type: [...wordsOf(encounter['type']), ...attached.procedureWords(encounter)],
    unit: unitsOf(encounter),
  });
  if (kind === 'expected') return { kind, reportedAt, ...(setting ? { setting } : {}) };
  const common = {
    kind,
    reportedAt,
    ...(setting ? { setting } : {}),
    ...(startedAt ? { startedAt } : {}),
  };
  if (kind === 'transferred') return { ...common, movedAt: stamped ?? happened };
  if (kind !== 'ended') return common;
  const disposition = died.has(encounter)
    ? 'died'
    : profile.dispositionOf(wordsOf(dischargeDispositionOf(encounter)));
  return {
    ...{ ...common, endedAt },
    ...(isEndAssumed ? { isEndAssumed } : {}),
    ...(disposition ? { disposition } : {}),
  };
}

function endedStay({ encounter, resource, subject }: StayResource, reading: BundleReading) {
  if (kindOf(encounter, reading.header.event) !== 'ended') return [];
  const patient = resolve(reading.bundle, resource, resource[subject], 'Patient');
  const { endedAt } = timesOf(encounter, 'ended', reading);
  return patient && endedAt ? [{ encounter, patient, endedAt }] : [];
}

const unitsOf = (encounter: Resource): string[] =>
  listOf<{ location?: unknown }>(encounter['location']).flatMap(({ location }) =>
    listOf<Reference>(location).flatMap(({ display }) => textOf(display) ?? []),
  );

/**
 * Its own identifier names a visit at its facility. The id of the resource is known to one server only, so
 * it counts together with that server, whatever the facility is called.
 */
function visitOf(
  resource: Resource,
  encounter: Resource,
  person: NamedPerson,
  reading: BundleReading,
): NamedVisit {
  const { profile } = reading;
  const server = serverOf(reading.bundle, resource, reading.header.source);
  const facility = facilityOf(resource, encounter, server, reading);
  const isNumber = ({ value }: FhirIdentifier) =>
    textOf(value) !== undefined && !profile.namesNobody({ system: 'urn:visit', value: value! });
  const numbers = listOf<FhirIdentifier>(encounter['identifier']).filter(isNumber);
  const at = sentAt(reading);
  const [current] = currentFirst(numbers, (number) => hasRunOut(number, at, profile));
  if (current) {
    const [number, first] = [textOf(current.value)!, textOf(numbers[0]!.value)!];
    // It may have been told of by the number that has run out since.
    return {
      facility,
      number,
      ...(first === number ? {} : { formerly: { facility, number: first } }),
    };
  }
  if (encounter.id)
    return {
      facility,
      number: `${server ?? ''} ${encounter.id}`,
      formerly: { facility, number: encounter.id },
    };
  const { system, value } = firstSent(person);
  return { facility, number: `unnumbered ${system} ${value}`, isUnnumbered: true };
}

/** The provider's name or identifier, else the server that sends. */
function facilityOf(
  resource: Resource,
  encounter: Resource,
  server: string | undefined,
  { bundle, profile }: BundleReading,
): string {
  const organization = resolve(bundle, resource, encounter['serviceProvider'], 'Organization');
  const provider = listOf<Reference>(encounter['serviceProvider'])[0];
  const numbers = [organization?.['identifier'], provider?.identifier]
    .flatMap((each) => listOf<FhirIdentifier>(each))
    .map(({ value }) => textOf(value));
  const names = [
    textOf(organization?.['name']),
    textOf(provider?.display),
    ...numbers,
    server?.replace(/^[a-z]+:\/\//i, ''),
  ];
  const facility = names.find((name) => name && slug(name));
  return profile.facility ?? (facility ? slug(facility) : 'unknown-facility');
}

const overdose = (
  person: NamedPerson,
  visit: NamedVisit,
  report: Omit<VisitReport, 'id'>,
): Statement => ({
  kind: 'person-fact',
  person,
  reportedAt: report.reportedAt,
  isOncePerVisit: true,
  visit,
  fact: {
    kind: 'overdose-reported',
    occurredAt: report.startedAt ?? report.endedAt ?? report.reportedAt,
    facility: visit.facility,
    substance: null,
  },
});
