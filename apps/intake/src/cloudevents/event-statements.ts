import type { CareContext } from '@handrail/contracts';
import { isDay, toCareTime } from '@handrail/domain';
import { statedAuthority } from '../inbound/domain/authority-system.js';
import { countsAsReported } from '../inbound/domain/consent-period.js';
import type { ContentProblem, Statement } from '../inbound/domain/inbound.js';
import { eventClaimKey } from '../inbound/digests.js';
import type { NamedPerson } from '../inbound/domain/named-person.js';
import { HOLDS_ENTITIES, holdsEntities, plainText } from '../inbound/plain-text.js';
import type { Profile } from '../profile/source-profiles.js';
import type { ValidEnvelope } from './envelope.js';
import type { InboundData, InboundName, InboundPerson } from './inbound-types.js';
import { readConsent } from './read-consent.js';

type Reader<N extends InboundName> = (data: InboundData<N>, about: About) => Statement;

interface About {
  readonly envelope: ValidEnvelope;
  readonly profile: Profile;
  readonly receivedAt: string;
}

/** What a valid event says, in the terms of intake. */
export function statementOf(data: unknown, about: About): Statement {
  const read = readers[about.envelope.name] as (data: unknown, about: About) => Statement;
  return read(data, about);
}

/** When the source reported it: the event's own time, else the time it is about. */
const reported = ({ envelope, receivedAt }: About, happenedAt?: string) =>
  envelope.time ?? (happenedAt ? at(happenedAt) : receivedAt);

/** Times were validated before; all are kept as UTC with milliseconds. */
const at = (time: string) => toCareTime(time)!;

function namedPerson(reported: InboundPerson, profile: Profile): NamedPerson {
  const { name, birthDate, sex, phone, address } = reported;
  const kept = {
    name: name && withoutNulls(plainly(name)),
    ...(birthDate ? (isPartOfDay(birthDate) ? { birthDate } : { birthDateText: birthDate }) : {}),
    sex,
    phone,
    address: address && withoutNulls(plainly(address)),
  };
  return {
    identifiers: reported.identifiers
      .filter((identifier) => !profile.namesNobody(identifier))
      .map(({ system: stated, value }) => {
        const authority = statedAuthority(stated.trim());
        return { ...authority, value: value.trim(), trusted: profile.trusts(authority.system) };
      }),
    details: withoutNulls(kept),
  };
}

/** Texts of an object, one by one or in lists, without entities of HTML. */
const plainly = (object: object): object =>
  Object.fromEntries(
    Object.entries(object).map(([name, value]: [string, unknown]) => [name, plainValue(value)]),
  );

const plainValue = (value: unknown): unknown =>
  typeof value === 'string'
    ? plainText(value)
    : Array.isArray(value)
      ? value.map((each: unknown) => plainValue(each))
      : value;

/** Persons whose name or address was written by a form that writes HTML. */
export const entityWarnings = (data: unknown): ContentProblem[] =>
  (['person', 'survivor', 'retired'] as const).flatMap((role) => {
    const reported = (data as Partial<Record<typeof role, InboundPerson>>)[role];
    return (['name', 'address'] as const)
      .filter((part) => holdsEntities(JSON.stringify(reported?.[part] ?? '')))
      .map((part) => ({ path: `/data/${role}/${part}`, ...HOLDS_ENTITIES }));
  });

/** Persons of an event none of whose identifiers names anybody. */
export const nobodyProblems = (data: unknown, profile: Profile): ContentProblem[] =>
  (['person', 'survivor', 'retired'] as const).flatMap((role) => {
    const reported = (data as Partial<Record<typeof role, InboundPerson>>)[role];
    return !reported || reported.identifiers.some((identifier) => !profile.namesNobody(identifier))
      ? []
      : [{ path: `/data/${role}/identifiers`, ...NOBODY }];
  });

const NOBODY = {
  reason: 'names nobody',
  accepted:
    'a number that an authority gave this person: no placeholder, no mask, no code system as its system',
};

const withoutNulls = (object: object) =>
  Object.fromEntries(
    Object.entries(object).filter(
      ([, value]) => value !== null && value !== undefined && value !== '',
    ),
  );

/** A day, or the month or the year of one, as far as it is known. */
const isPartOfDay = (text: string) => isDay(text.length < 10 ? text.padEnd(10, '-01') : text);

const visit = (
  data: { readonly person: InboundPerson; readonly stay: InboundData<'stay-started'>['stay'] },
  about: About,
  report: Extract<Statement, { kind: 'visit' }>['report'],
): Statement => ({
  kind: 'visit',
  person: namedPerson(data.person, about.profile),
  visit: { facility: data.stay.facility.trim(), number: data.stay.id.trim() },
  report: { ...report, setting: data.stay.setting },
  fromKnownSource: true,
});

const personFact = (
  data: { readonly person: InboundPerson },
  reportedAt: string,
  about: About,
  fact: Extract<Statement, { kind: 'person-fact' }>['fact'],
): Statement => ({
  kind: 'person-fact',
  person: namedPerson(data.person, about.profile),
  reportedAt,
  fact,
});

const UNKNOWN_RATINGS = Object.fromEntries(
  ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'].map((dimension) => [dimension, 'unknown' as const]),
);

const readers: { readonly [N in InboundName]: Reader<N> } = {
  'stay-started': (data, about) =>
    visit(data, about, {
      kind: 'started',
      reportedAt: reported(about, data.startedAt),
      startedAt: at(data.startedAt),
    }),
  'stay-ended': (data, about) =>
    visit(data, about, {
      kind: 'ended',
      reportedAt: reported(about, data.endedAt),
      endedAt: at(data.endedAt),
      disposition: data.disposition,
    }),
  'step-down-planned': (data, about) =>
    visit(data, about, {
      kind: 'planned',
      reportedAt: reported(about),
      plannedFor: at(data.plannedFor),
    }),
  'event-cancelled': ({ cancels }) => ({
    kind: 'cancellation',
    targetKey: eventClaimKey(cancels.source, cancels.id),
    ofSource: cancels.source,
  }),
  'return-to-use-reported': (data, about) =>
    personFact(data, reported(about, data.occurredAt), about, {
      kind: 'return-to-use-reported',
      occurredAt: at(data.occurredAt),
      evidence: data.evidence,
      substance: data.substance ?? null,
    }),
  'overdose-reported': (data, about) =>
    personFact(data, reported(about, data.occurredAt), about, {
      kind: 'overdose-reported',
      occurredAt: at(data.occurredAt),
      facility: data.facility ?? null,
      substance: data.substance ?? null,
    }),
  'risk-ratings-recorded': (data, about) =>
    personFact(data, reported(about, data.ratedAt), about, {
      kind: 'risk-ratings-recorded',
      ratedAt: at(data.ratedAt),
      ratings: { ...UNKNOWN_RATINGS, ...data.ratings },
      context: contextOf(data.context),
    }),
  'instrument-result-recorded': (data, about) =>
    personFact(data, reported(about, data.assessedAt), about, {
      kind: 'instrument-result-recorded',
      assessedAt: at(data.assessedAt),
      instrument: data.instrument.toLowerCase(),
      level: data.level ?? null,
      composite: data.composite ?? null,
    }),
  'attendance-recorded': (data, about) =>
    personFact(data, reported(about, data.sessionStartsAt), about, {
      kind: 'attendance-recorded',
      placementId: data.placementId.toLowerCase(),
      sessionStartsAt: at(data.sessionStartsAt),
      attendance: data.attendance,
    }),
  'care-requested': (data, about) =>
    personFact(data, reported(about, data.requestedAt), about, {
      kind: 'care-requested',
      requestedAt: at(data.requestedAt),
      requestedBy: data.requestedBy.kind,
      requester: about.profile.isOwn ? about.profile.name : null,
      level: data.level ?? null,
      context: withoutRequestTime(contextOf(data.context)),
    }),
  'drug-test-recorded': (data, about) =>
    personFact(data, reported(about, data.collectedAt), about, {
      kind: 'drug-test-recorded',
      collectedAt: at(data.collectedAt),
      result: data.result,
      substances: (data.substances ?? []).toSorted(),
      placementId: data.placementId?.toLowerCase() ?? null,
    }),
  'interim-services-recorded': (data, about) =>
    personFact(data, reported(about, data.at), about, {
      kind: 'interim-services-recorded',
      at: at(data.at),
      items: [...new Set(data.items)],
    }),
  'persons-merged': (data, about) => ({
    kind: 'merge',
    survivor: namedPerson(data.survivor, about.profile),
    retired: namedPerson(data.retired, about.profile),
    reportedAt: reported(about),
  }),
  'program-capacity-reported': (data) => ({
    kind: 'capacity',
    report: {
      programId: data.programId,
      trackId: data.trackId ?? null,
      capacity: data.capacity,
      occupied: data.occupied,
      asOf: at(data.asOf),
    },
  }),
  'consent-recorded': (data, about) => {
    const { envelope, profile, receivedAt } = about;
    const stated = reported(about, data.consent.signedAt);
    const reportedAt = countsAsReported(stated, receivedAt);
    const { source, id: eventId } = envelope;
    const consent = readConsent(data.consent, { source, eventId, profile, reportedAt });
    return personFact(data, stated, about, { kind: 'consent-recorded', consent });
  },
};

/** Only the facts we know, so that free text cannot slip into an event. */
function contextOf(
  reported: InboundData<'risk-ratings-recorded'>['context'],
): Record<string, unknown> {
  const { housing, pregnant, injecting, coOccurring, moud, severeWithdrawalHistory } =
    reported ?? {};
  const { wheelchair, language, traumaInformed, familyServices } = reported ?? {};
  const { availability, modality, payer, region, requestedAt } = reported ?? {};
  return withoutNulls({
    ...{ housing, pregnant, injecting, coOccurring, moud, severeWithdrawalHistory },
    ...{ wheelchair, language, traumaInformed, familyServices },
    availability: availability?.map(({ days, from, to }) => ({ days, from, to })),
    ...{ modality, payer, region },
    requestedAt: requestedAt && at(requestedAt),
  });
}

/** A request tells its time itself. */
const withoutRequestTime = ({ requestedAt: _, ...context }: Readonly<Record<string, unknown>>) =>
  context as CareContext;
