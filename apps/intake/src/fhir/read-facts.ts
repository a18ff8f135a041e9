import { deriveId } from '@handrail/domain';
import { utc } from '../cloudevents/envelope.js';
import { isOverdoseCode } from '../hl7v2/read-adt.js';
import type { PersonFact, Statement } from '../message/domain/inbound.js';
import { digest } from '../message/identity.js';
import type { Profile } from '../profile/source-profiles.js';
import {
  codesOf,
  isRetracted,
  listOf,
  ofType,
  resolve,
  textOf,
  type Bundle,
  type FhirIdentifier,
  type Resource,
} from './fhir-shapes.js';
import { readPatient } from './read-patient.js';

interface Reading {
  readonly bundle: Bundle;
  readonly profile: Profile;
  readonly source: string;
  readonly reportedAt: string;
}

/**
 * What a bundle says of persons besides their stays: overdoses (Condition, Flag), returns to use
 * (Condition in relapse, Observation of a positive screen), risk ratings (QuestionnaireResponse) and
 * consents. A resource that comes again in another bundle counts once.
 */
export function readFacts(reading: Reading): Statement[] {
  return Object.entries(READERS).flatMap(([type, read]) =>
    ofType(reading.bundle, type).flatMap((resource) => {
      const fact = isRetracted(resource) ? undefined : read(resource, reading);
      return fact ? personFact(resource, fact, reading) : [];
    }),
  );
}

function personFact(resource: Resource, fact: PersonFact, reading: Reading): Statement[] {
  const { bundle, profile, source, reportedAt } = reading;
  const patient = resolve(bundle, resource['subject'] ?? resource['patient'], 'Patient');
  const person = patient && readPatient(patient, profile);
  if (!person || person.identifiers.length === 0) return [];
  const [first] = person.identifiers;
  const own = identifierOf(resource) ?? JSON.stringify(fact);
  const onceKey = digest('fhir-fact', source, fact.kind, own, first!.system, first!.value);
  // A newer version of a consent is another one to keep; a fact that happened happens once.
  const once = fact.kind === 'consent-recorded' ? {} : { onceKey };
  return [{ kind: 'person-fact', person, reportedAt, fact, ...once }];
}

const identifierOf = (resource: Resource): string | undefined =>
  listOf<FhirIdentifier>(resource['identifier'])
    .map(({ value }) => textOf(value))
    .find(Boolean) ?? resource.id;

const READERS: Readonly<
  Record<string, (resource: Resource, reading: Reading) => PersonFact | undefined>
> = {
  Condition: (condition, { bundle }) => {
    const occurredAt = timeOf(condition, 'onsetDateTime', 'recordedDate');
    if (!occurredAt) return undefined;
    // One of a stay is told with the stay, once for the visit.
    const isOfStay = condition['encounter']
      ? resolve(bundle, condition['encounter'], 'Encounter') !== undefined
      : ofType(bundle, 'Encounter').length > 0;
    if (!isOfStay && codesOf(condition['code']).some(isOverdoseCode)) return overdose(occurredAt);
    const isBack = codesOf(condition['clinicalStatus']).some((code) =>
      /^(relapse|recurrence)$/.test(code),
    );
    return isBack && codesOf(condition['code']).some(isSubstanceUse)
      ? returnToUse(occurredAt, 'clinician')
      : undefined;
  },
  Flag: (flag) => {
    const occurredAt = utcOf(listOf<{ start?: unknown }>(flag['period'])[0]?.start);
    return occurredAt && codesOf(flag['code']).some(isOverdoseCode)
      ? overdose(occurredAt)
      : undefined;
  },
  Observation: (observation) => {
    const occurredAt = timeOf(observation, 'effectiveDateTime', 'issued');
    const found = [
      ...codesOf(observation['valueCodeableConcept']),
      ...codesOf(observation['interpretation']),
    ];
    const isPositive = found.some((code) => POSITIVE.has(code.toUpperCase()));
    return occurredAt &&
      isPositive &&
      codesOf(observation['code']).some((code) => SCREENS.has(code))
      ? returnToUse(occurredAt, 'positive-screen')
      : undefined;
  },
  QuestionnaireResponse: readRatings,
  Consent: readConsent,
};

/** Presence in urine (LOINC): opiates, cocaine, amphetamines, cannabinoids. Medication is not among them. */
const SCREENS = new Set(['3879-4', '3397-7', '3349-8', '3426-4']);
const POSITIVE = new Set(['POS', 'POSITIVE', '10828004']);

/** ICD-10-CM F10 to F19 without tobacco (F17). */
const isSubstanceUse = (code: string) => /^F1[0-689](\.|\d|$)/i.test(code);

const utcOf = (value: unknown) => (typeof value === 'string' ? utc(value) : undefined);
const timeOf = (resource: Resource, ...elements: readonly string[]) =>
  elements.map((element) => utcOf(resource[element])).find(Boolean);

const overdose = (occurredAt: string): PersonFact => ({
  kind: 'overdose-reported',
  occurredAt,
  facility: null,
  substance: null,
});

const returnToUse = (
  occurredAt: string,
  evidence: 'clinician' | 'positive-screen',
): PersonFact => ({
  kind: 'return-to-use-reported',
  occurredAt,
  evidence,
  substance: null,
});

const DIMENSIONS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;

/** Answers whose linkId is d1 to d6, 0 to 4, of a questionnaire that calls itself one of ASAM ratings. */
function readRatings(response: Resource): PersonFact | undefined {
  const ratedAt = timeOf(response, 'authored');
  if (!ratedAt || !/asam/i.test(textOf(response['questionnaire']) ?? '')) return undefined;
  const answers = new Map(
    listOf<{ linkId?: string; answer?: unknown }>(response['item']).map(({ linkId, answer }) => [
      linkId,
      listOf<Record<string, unknown>>(answer)[0]?.['valueInteger'],
    ]),
  );
  const rated = DIMENSIONS.map((dimension) => [dimension, answers.get(dimension)] as const);
  if (!rated.some(([, rating]) => isRating(rating))) return undefined;
  const ratings = Object.fromEntries(
    rated.map(([dimension, rating]) => [
      dimension,
      isRating(rating) ? rating : ('unknown' as const),
    ]),
  );
  return { kind: 'risk-ratings-recorded', ratedAt, ratings, context: {} };
}

const isRating = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 4;

/** A consent to disclose; its elements are kept as they came (42 CFR 2.31). */
function readConsent(consent: Resource, { source, reportedAt }: Reading): PersonFact | undefined {
  const status = textOf(consent['status']);
  if (status === 'draft' || status === 'proposed' || status === undefined) return undefined;
  const provision = listOf<{ period?: unknown }>(consent['provision'])[0];
  const expires = utcOf(listOf<{ end?: unknown }>(provision?.period)[0]?.end);
  const isExpired = expires !== undefined && expires < reportedAt;
  return {
    kind: 'consent-recorded',
    consent: {
      consentId: deriveId(
        0,
        'consent',
        digest(source, identifierOf(consent) ?? JSON.stringify(consent)),
      ),
      consentKind: 'tpo',
      status: status === 'active' ? (isExpired ? 'expired' : 'active') : 'revoked',
      document: consent,
    },
  };
}
