import { isFarAhead } from '../inbound/domain/far-ahead.js';
import type { ContentProblem, Content, NamedVisit, Statement } from '../inbound/domain/inbound.js';
import { firstSent, type NamedPerson } from '../inbound/domain/named-person.js';
import { slug, type CareWords, type Profile } from '../profile/source-profiles.js';
import type { ReportKind, VisitReport } from '../stay/domain/index.js';
import { isOverdoseCode } from '../terminology/overdose.js';
import { actionOf } from './adt-events.js';
import type { Hl7Message, Hl7Segment } from './hl7-message.js';
import { timeReader, zoneOf } from './hl7-time.js';
import { dispositionOf, endedByDeath, endOfStay } from './read-discharge.js';
import { mergePairs, movedVisits, readPerson, readRetired } from './read-person.js';

/** The times of a message in UTC, with the fallbacks a feed needs, as each says. */
interface Times {
  /** When the source recorded it: EVN-2, else MSH-7, else when it came. */
  readonly reportedAt: string;
  /** When the message was made: MSH-7. */
  readonly sentAt: string | undefined;
  /** When it happened: EVN-6, else as recorded. */
  readonly happenedAt: string;
  readonly admittedAt: string | undefined;
  readonly dischargedAt: string | undefined;
  readonly plannedFor: string | undefined;
}

interface Reading {
  readonly message: Hl7Message;
  readonly profile: Profile;
  readonly facility: string;
  readonly times: Times;
}

/** What an HL7 message says, in the terms of intake. */
export function readAdt(
  message: Hl7Message,
  type: { readonly code: string; readonly trigger: string },
  profile: Profile,
  receivedAt: string,
): Content {
  const action = actionOf(type.code, type.trigger);
  if (action.kind === 'ignore') return { kind: 'ignored', reason: action.reason };
  const reading: Reading = {
    message,
    profile,
    facility: facilityOf(message, profile),
    times: timesOf(message, zoneOf(message, profile), receivedAt),
  };
  if (action.kind === 'merge') return readMerge(reading);
  if (action.kind === 'account-merge') return readAccountMerge(reading);
  if (action.kind === 'visit-move') return readMoves(reading);
  const pid = message.segment('PID');
  const person = readPerson(pid, profile, reading.facility, reading.times.reportedAt);
  if (person.identifiers.length === 0) return nobody('PID^1^3');
  const { reportedAt } = reading.times;
  if (action.kind === 'details')
    return toContent({ kind: 'details', person, reportedAt, fromKnownSource: profile.isOwn });
  return readVisit(reading, person, action.report);
}

const toContent = (...statements: readonly Statement[]): Content => ({
  kind: 'statements',
  statements,
});

const nobody = (path: string): Content =>
  rejected('no-person-identifier', {
    path,
    reason: 'names nobody',
    accepted: 'an identifier in PID-3 (or PID-2, PID-4), for a merge also in MRG-1',
  });

const rejected = (reason: string, problem: ContentProblem): Content => ({
  kind: 'rejected',
  reason,
  problems: [problem],
});

/** Name of the facility: the profile's, else MSH-4, else the sending application. */
export function facilityOf(message: Hl7Message, profile: Profile): string {
  const names = [4, 3].flatMap((field) => [
    message.header.field(field).component(1),
    message.header.field(field).component(2),
  ]);
  return profile.facility ?? (names.map(slug).find(Boolean) || 'unknown-facility');
}

function timesOf(message: Hl7Message, zone: string, receivedAt: string): Times {
  const at = timeReader(message, zone);
  // What lies far ahead has not happened: the next best time counts, and an oddity says so.
  const past = (segment: string, field: number) => {
    const time = at(segment, field);
    return time && isFarAhead(time, receivedAt) ? undefined : time;
  };
  const sentAt = past('MSH', 7);
  const reportedAt = past('EVN', 2) ?? sentAt ?? receivedAt;
  return {
    reportedAt,
    sentAt,
    happenedAt: past('EVN', 6) ?? reportedAt,
    admittedAt: past('PV1', 44),
    dischargedAt: endOfStay(message.segment('PV1'), past('PV1', 44), past('PV1', 45)),
    plannedFor: at('EVN', 3) ?? at('PV2', 9) ?? at('PV1', 45),
  };
}

function readMerge({ message, profile, facility, times }: Reading): Content {
  const merges = mergePairs(message).map(({ pid, mrg }): Statement => ({
    kind: 'merge',
    survivor: readPerson(pid, profile, facility, times.reportedAt),
    retired: readRetired(mrg, profile, facility, times.reportedAt),
    reportedAt: times.reportedAt,
  }));
  const complete = merges.every(
    (merge) =>
      merge.kind === 'merge' &&
      merge.survivor.identifiers.length > 0 &&
      merge.retired.identifiers.length > 0,
  );
  return merges.length > 0 && complete ? toContent(...merges) : nobody('MRG^1^1');
}

/** Accounts are not kept; whose they are counts where a merge of accounts names two persons. */
function readAccountMerge(reading: Reading): Content {
  const keysOf = ({ identifiers }: NamedPerson) =>
    identifiers.map(({ system, value }) => `${system}\n${value}`);
  const { profile, facility, times } = reading;
  const namesTwo = mergePairs(reading.message).some(({ pid, mrg }) => {
    const staying = new Set(keysOf(readPerson(pid, profile, facility, times.reportedAt)));
    return keysOf(readRetired(mrg, profile, facility, times.reportedAt)).some(
      (key) => !staying.has(key),
    );
  });
  return namesTwo ? readMerge(reading) : { kind: 'ignored', reason: 'account-change' };
}

/**
 * The visits of MRG-5 are those of the person in PID. A new number (PV1-19) beside the old one says that the
 * visit goes on under it, which is not followed: such a message changes nothing.
 */
function readMoves({ message, profile, facility, times }: Reading): Content {
  const moves = movedVisits(message);
  const person = readPerson(message.segment('PID'), profile, facility, times.reportedAt);
  if (person.identifiers.length === 0) return nobody('PID^1^3');
  if (moves.length === 0)
    return rejected('no-visit-number', {
      path: 'MRG^1^5',
      reason: 'names no visit',
      accepted: 'the number of the visit that moves, in MRG-5 or PV1-19',
    });
  if (moves.some(({ number, to }) => to && to !== number))
    return { kind: 'ignored', reason: 'visit-renumbering' };
  return toContent(
    ...moves.map(({ number, pv1, mrg }): Statement => ({
      kind: 'visit',
      person,
      ...formerOwner(readRetired(mrg, profile, facility, times.reportedAt)),
      visit: { facility, number },
      report: { kind: 'moved', reportedAt: times.reportedAt },
      fromKnownSource: profile.isOwn || profile.settingOf(careWords(pv1)) !== undefined,
    })),
  );
}

const formerOwner = (from: NamedPerson) => (from.identifiers.length > 0 ? { from } : {});

function readVisit(reading: Reading, person: NamedPerson, kind: ReportKind): Content {
  const { message, profile, facility } = reading;
  const number = visitNumberOf(message);
  const visit = number ? { facility, number } : unnumbered(reading, person);
  const statements: Statement[] = [
    {
      kind: 'visit',
      person,
      visit,
      report: reportOf(reading, kind),
      // A cancellation carries no setting, but a service that is recognised makes it our business.
      fromKnownSource: profile.isOwn || settingOf(reading) !== undefined,
    },
  ];
  if (!kind.endsWith('-cancelled') && message.all('DG1').some(isOverdose))
    statements.push(overdose(reading, person, visit));
  return toContent(...statements);
}

const settingOf = ({ message, profile }: Reading) =>
  profile.settingOf(careWords(message.segment('PV1')));

/** PV1-19; else what names the visit nearly as well. */
const visitNumberOf = (message: Hl7Message): string => {
  const pv1 = message.segment('PV1');
  return pv1.text(19) || pv1.text(50) || message.segment('PID').text(18);
};

/** All visits of a person at a facility that have no number; their admission times tell them apart. */
function unnumbered({ message, facility }: Reading, person: NamedPerson): NamedVisit {
  const { system, value } = firstSent(person);
  const number = `unnumbered ${system} ${value}`;
  return {
    facility,
    number,
    isUnnumbered: true,
    formerly: { facility, number: `${number} ${message.segment('PV1').text(44)}` },
  };
}

function reportOf(reading: Reading, kind: ReportKind): Omit<VisitReport, 'id'> {
  const { message, profile, times } = reading;
  const { reportedAt, sentAt } = times;
  const base = { kind, reportedAt, ...(sentAt ? { sentAt } : {}) };
  if (kind.endsWith('-cancelled')) return base;
  const setting = settingOf(reading);
  const disposition = dispositionOf(message, profile);
  const common = {
    ...base,
    ...(setting ? { setting } : {}),
    ...(times.admittedAt ? { startedAt: times.admittedAt } : {}),
  };
  switch (kind) {
    case 'expected':
      return { ...base, ...(setting ? { setting } : {}) };
    case 'started':
      return times.admittedAt
        ? common
        : { ...common, startedAt: times.happenedAt, isStartAssumed: true };
    case 'transferred':
      return { ...common, movedAt: times.happenedAt };
    case 'planned':
      return { ...common, plannedFor: times.plannedFor };
    case 'ended': {
      const endedAt = times.dischargedAt ?? times.happenedAt;
      const isByDeath = endedByDeath(message, { endedAt, reportedAt }, zoneOf(message, profile));
      const how = isByDeath ? 'died' : disposition;
      return { ...common, endedAt, ...(how ? { disposition: how } : {}) };
    }
    default:
      return {
        ...common,
        ...(times.dischargedAt ? { endedAt: times.dischargedAt } : {}),
        ...(disposition ? { disposition } : {}),
      };
  }
}

/** What PV1 says about the kind of care: class, location, service, patient type. */
export function careWords(pv1: Hl7Segment): CareWords {
  const words = (field: number, ...components: number[]) =>
    pv1
      .repetitions(field)
      .flatMap((each) => components.map((component) => each.component(component)))
      .filter(Boolean);
  return {
    class: words(2, 1),
    unit: words(3, 1),
    service: words(10, 1, 2, 4, 5),
    type: words(18, 1, 2),
  };
}

/** A diagnosis that stands: DG1-21 says D of one that is deleted. */
const isOverdose = (dg1: Hl7Segment) =>
  dg1.text(21).toUpperCase() !== 'D' &&
  dg1.repetitions(3).some((diagnosis) => isOverdoseCode(diagnosis.component(1)));

function overdose(reading: Reading, person: NamedPerson, visit: NamedVisit): Statement {
  const { facility, times } = reading;
  return {
    kind: 'person-fact',
    person,
    reportedAt: times.reportedAt,
    isOncePerVisit: true,
    visit,
    fact: {
      kind: 'overdose-reported',
      occurredAt: times.admittedAt ?? times.happenedAt,
      facility,
      substance: null,
    },
  };
}
