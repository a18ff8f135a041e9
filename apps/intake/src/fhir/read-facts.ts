import { isOverdoseCode } from '../terminology/overdose.js';
import { isSubstanceUse } from '../terminology/substance-use.js';
import { countsAsReported } from '../inbound/domain/consent-period.js';
import type { ContentProblem, PersonFact, Statement } from '../inbound/domain/inbound.js';
import { digest } from '../inbound/digests.js';
import { firstSent, type NamedPerson } from '../inbound/domain/named-person.js';
import type { Profile } from '../profile/source-profiles.js';
import {
  codesOf,
  identifierOf,
  isRetracted,
  listOf,
  statusCodesOf,
  textOf,
  type Bundle,
  type Resource,
} from './fhir-shapes.js';
import { readConsent } from './read-consent.js';
import { FHIR_LIMITS } from './fhir-limits.js';
import { readFhirTime } from './fhir-time.js';
import { noTime, problemAt, timeFaults, type FactReading, type Fault } from './places.js';
import {
  instrumentAnswered,
  instrumentObserved,
  type InstrumentReading,
} from './read-instrument.js';
import { readRatings } from './read-ratings.js';
import { readSubject } from './read-subject.js';
import { ofType } from './references.js';
import { stayOfDiagnosis } from './stay-of-diagnosis.js';

export interface FactsAbout {
  readonly bundle: Bundle;
  readonly profile: Profile;
  readonly source: string;
  readonly reportedAt: string;
  readonly receivedAt: string;
}

/**
 * What a bundle says of persons besides their stays: overdoses (Condition, Flag), returns to use
 * (Condition in relapse, Observation of a positive screen), results of other instruments (Observation,
 * QuestionnaireResponse), risk ratings (QuestionnaireResponse) and consents. A resource that comes again
 * in another bundle counts once. What concerns us and cannot be read is told with its place; it keeps
 * nothing else of the bundle from being taken in.
 */
export function readFacts(reading: FactsAbout): {
  readonly statements: Statement[];
  readonly problems: ContentProblem[];
} {
  const statements: Statement[] = [];
  const problems: ContentProblem[] = [];
  for (const [type, read] of Object.entries(READERS))
    for (const resource of ofType(reading.bundle, type)) {
      const { fact, faults = [] } = (!isRetracted(resource) && read(resource, reading)) || {};
      problems.push(...faults.map((fault) => problemAt(reading.bundle, resource, fault)));
      if (!fact) continue;
      const subject = readSubject(resource, personElementOf(resource), reading);
      if ('problem' in subject) problems.push(subject.problem);
      else statements.push(personFact(resource, fact, subject.person, reading));
    }
  return { statements, problems };
}

/** A consent names its person in `patient`, the others in `subject`; either is read where it is. */
const personElementOf = (resource: Resource): 'subject' | 'patient' => {
  if (resource['subject']) return 'subject';
  return resource['patient'] || resource.resourceType === 'Consent' ? 'patient' : 'subject';
};

function personFact(
  resource: Resource,
  fact: PersonFact,
  person: NamedPerson,
  { source, reportedAt }: FactsAbout,
): Statement {
  const identifier = identifierOf(resource);
  const isOnce = identifier !== undefined && !MAY_BE_AMENDED.has(fact.kind);
  const own = isOnce ? identifier : `${identifier ?? ''}${JSON.stringify(fact)}`;
  const onceKey = factKey(source, fact.kind, own, person);
  // A newer version of a consent is another one to keep; a fact that happened happens once.
  const once = fact.kind === 'consent-recorded' ? {} : { onceKey };
  return { kind: 'person-fact', person, reportedAt, fact, ...once };
}

/** What a fact of a resource is known by: its source, its own name, and whose it is. */
export function factKey(
  source: string,
  kind: PersonFact['kind'],
  own: string,
  person: NamedPerson,
): string {
  const first = firstSent(person);
  return digest('fhir-fact', source, kind, own, first.system, first.value);
}

/** An amended result is another result of the same resource, and is shown beside the first. */
const MAY_BE_AMENDED: ReadonlySet<PersonFact['kind']> = new Set(['instrument-result-recorded']);

type Reader = (resource: Resource, reading: FactsAbout) => FactReading | undefined;

const READERS: Readonly<Record<string, Reader>> = {
  Condition: (condition, { bundle, profile }) => {
    // One of a stay is told with the stay, once for the visit.
    const isOfStay = stayOfDiagnosis(bundle, condition, profile) !== undefined;
    const codes = codesOf(condition['code']);
    const isBack = statusCodesOf(condition['clinicalStatus']).some((code) =>
      /^(relapse|recurrence)$/.test(code),
    );
    const toFact =
      !isOfStay && codes.some(isOverdoseCode)
        ? overdose
        : isBack && codes.some(isSubstanceUse)
          ? returnToUse('clinician')
          : undefined;
    return toFact && at(withOnset(condition), 'onset', ONSETS, profile, toFact);
  },
  Flag: (flag, { profile }) => {
    const [period = {}] = listOf<Readonly<Record<string, unknown>>>(flag['period']);
    return codesOf(flag['code']).some(isOverdoseCode)
      ? at(period, 'period.start', ['start'], profile, overdose)
      : undefined;
  },
  Observation: (observation, { profile }) => {
    const result = instrumentObserved(observation);
    if (result)
      return byInstrument(
        result,
        observation,
        'effective',
        ['effectiveDateTime', 'effectiveInstant', 'issued'],
        profile,
      );
    const found = [
      ...codesOf(observation['valueCodeableConcept']),
      ...codesOf(observation['interpretation']),
    ];
    const isPositive = found.some((code) => POSITIVE.has(code.toUpperCase()));
    return isPositive && codesOf(observation['code']).some((code) => SCREENS.has(code))
      ? at(
          observation,
          'effective',
          ['effectiveDateTime', 'issued'],
          profile,
          returnToUse('positive-screen'),
        )
      : undefined;
  },
  QuestionnaireResponse: (response, { profile }) => {
    const result = instrumentAnswered(response);
    return result
      ? byInstrument(result, response, 'authored', ['authored'], profile)
      : readRatings(response, profile);
  },
  Consent: consentIn,
};

/** When it was, else when it was recorded; `assertedDate` is what STU3 calls that. */
const ONSETS = ['onsetDateTime', 'onsetStart', 'recordedDate', 'assertedDate'];

const withOnset = (condition: Resource) => {
  const [period] = listOf<{ readonly start?: unknown }>(condition['onsetPeriod']);
  return { ...condition, ...(period ? { onsetStart: period.start } : {}) };
};

/** Presence in urine (LOINC): opiates, cocaine, amphetamines, cannabinoids. Medication is not among them. */
const SCREENS = new Set(['3879-4', '3397-7', '3349-8', '3426-4']);
const POSITIVE = new Set(['POS', 'POSITIVE', '10828004']);

/** A fact at the first of these times that names a day, else at the first that is one at all. */
function at(
  resource: Readonly<Record<string, unknown>>,
  element: string,
  names: readonly string[],
  { zone }: Profile,
  fact: (occurredAt: string) => PersonFact,
): FactReading {
  const times = names.flatMap((name) => readFhirTime(resource[name], zone) ?? []);
  const time = times.find(({ isDay }) => isDay) ?? times[0];
  const value = names.map((name) => resource[name]).find(Boolean);
  if (!time) return { faults: [noTime(element, value)] };
  return { fact: fact(time.at), faults: timeFaults(element, value, time) };
}

const byInstrument = (
  reading: InstrumentReading,
  resource: Resource,
  element: string,
  times: readonly string[],
  profile: Profile,
): FactReading =>
  'fault' in reading
    ? { faults: [reading.fault] }
    : at(resource, element, times, profile, (assessedAt) => ({ ...reading.result, assessedAt }));

const overdose = (occurredAt: string): PersonFact => ({
  kind: 'overdose-reported',
  occurredAt,
  facility: null,
  substance: null,
});

const returnToUse =
  (evidence: 'clinician' | 'positive-screen') =>
  (occurredAt: string): PersonFact => ({
    kind: 'return-to-use-reported',
    occurredAt,
    evidence,
    substance: null,
  });

const LARGE_CONSENT: Fault = {
  element: 'sourceAttachment',
  reason: `makes a consent of more than ${FHIR_LIMITS.consentCharacters} characters`,
  accepted: 'a consent without the scanned form, which stays with its source',
};

/** A consent to disclose; its elements are kept as they came (42 CFR 2.31). */
function consentIn(consent: Resource, reading: FactsAbout): FactReading | undefined {
  const status = textOf(consent['status']);
  if (status === 'draft' || status === 'proposed' || status === undefined) return undefined;
  if (JSON.stringify(consent).length > FHIR_LIMITS.consentCharacters)
    return { faults: [LARGE_CONSENT] };
  const reportedAt = countsAsReported(reading.reportedAt, reading.receivedAt);
  const read = readConsent(consent, { ...reading, reportedAt });
  return { fact: { kind: 'consent-recorded', consent: read } };
}
