import { Type, type Static, type TSchema } from '@sinclair/typebox';
import {
  choice,
  contextSchema,
  describeProblem,
  newSchemaCompiler,
  type SchemaProblem,
} from '@handrail/contracts';
import {
  ACCEPTED_TIME,
  CONSENT_KINDS,
  DISCLOSED_FACTS,
  DISCHARGE_DISPOSITIONS,
  DISCLOSURE_PURPOSES,
  DRUG_TEST_RESULTS,
  LEVELS,
  RECIPIENT_CLASSES,
  REQUESTER_KINDS,
  SETTINGS,
  SUBSTANCE_CLASSES,
  toCareTime,
  type Level,
  type SubstanceClass,
} from '@handrail/domain';
import {
  ACCEPTED_COMPOSITE,
  ACCEPTED_INSTRUMENT,
  ACCEPTED_LEVEL,
  INSTRUMENT_LEVEL,
  INSTRUMENT_NAME,
  MAX_COMPOSITE,
} from '../inbound/domain/instrument-result.js';
import { ORGANISATION_CODE } from '../inbound/domain/consent-terms.js';

/** Every inbound type is `handrail.inbound.` + name + `.v1`. */
export const INBOUND_PREFIX = 'handrail.inbound.';
export const inboundType = (name: string) => `${INBOUND_PREFIX}${name}.v1`;

const text = (maxLength = 256) => Type.String({ minLength: 1, maxLength, pattern: '\\S' });
const time = Type.String({ format: 'date-time' });
/** When something happened: one far ahead is replaced (see `past-times.ts`). Plans and expiries may lie ahead. */
const happened = Type.String({ format: 'date-time' });
const maybe = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]));
/** Like `maybe`, but what is wrong with the value is one problem and not three. */
const orNull = <T>(schema: object) => Type.Optional(Type.Unsafe<T | null>(schema));

/** Demographics are taken as they come, empty or odd: they help matching and refuse nothing. */
const loose = (maxLength = 256) => maybe(Type.String({ maxLength }));

const person = Type.Object({
  identifiers: Type.Array(Type.Object({ system: text(), value: text() }), {
    minItems: 1,
    maxItems: 50,
  }),
  name: maybe(
    Type.Object({ family: loose(), given: maybe(Type.Array(Type.String(), { maxItems: 10 })) }),
  ),
  birthDate: loose(32),
  sex: loose(32),
  phone: loose(64),
  address: maybe(
    Type.Object({
      line: maybe(Type.Array(Type.String({ maxLength: 256 }), { maxItems: 10 })),
      city: loose(),
      state: loose(),
      postalCode: loose(32),
    }),
  ),
});

const stay = Type.Object({
  id: text(128),
  facility: text(128),
  setting: choice(SETTINGS),
});

const rating = Type.Union([Type.Integer({ minimum: 0, maximum: 4 }), Type.Literal('unknown')]);
const ratings = Type.Object({
  d1: Type.Optional(rating),
  d2: Type.Optional(rating),
  d3: Type.Optional(rating),
  d4: Type.Optional(rating),
  d5: Type.Optional(rating),
  d6: Type.Optional(rating),
});

const textsOrText = Type.Union([text(2_000), Type.Array(text(2_000), { maxItems: 50 })]);
/** A person or an organisation by name, or an organisation by its code. */
const recipient = Type.Union([
  text(2_000),
  Type.Object({ organisation: Type.String({ pattern: ORGANISATION_CODE.source }) }),
]);

const consent = Type.Object({
  id: Type.Optional(text()),
  kind: Type.Optional(choice(CONSENT_KINDS)),
  decision: Type.Optional(choice(['permit', 'deny'])),
  discloser: Type.Optional(textsOrText),
  scope: Type.Optional(textsOrText),
  facts: Type.Optional(Type.Array(choice(DISCLOSED_FACTS), { maxItems: 10 })),
  recipients: Type.Optional(Type.Union([recipient, Type.Array(recipient, { maxItems: 50 })])),
  classes: Type.Optional(Type.Array(choice(RECIPIENT_CLASSES), { maxItems: 10 })),
  intermediary: maybe(text(2_000)),
  purpose: Type.Optional(text(2_000)),
  purposes: Type.Optional(Type.Array(choice(DISCLOSURE_PURPOSES), { maxItems: 10 })),
  signedAt: Type.Optional(time),
  signature: maybe(text(2_000)),
  textVersion: Type.Optional(text()),
  startsAt: maybe(time),
  revokedAt: maybe(time),
  expires: maybe(text()),
});

/** The data of each inbound type. Unknown fields are kept in the stored message and not used. */
const inboundSchemas = {
  'stay-started': Type.Object({ person, stay, startedAt: happened }),
  'stay-ended': Type.Object({
    person,
    stay,
    endedAt: happened,
    disposition: choice(DISCHARGE_DISPOSITIONS),
  }),
  'step-down-planned': Type.Object({ person, stay, plannedFor: time }),
  'event-cancelled': Type.Object({
    cancels: Type.Object({ source: text(2_048), id: text(2_048) }),
    reason: maybe(Type.String({ maxLength: 2_000 })),
  }),
  'return-to-use-reported': Type.Object({
    person,
    occurredAt: happened,
    evidence: choice(['self-report', 'positive-screen', 'clinician', 'overdose', 'family']),
    substance: maybe(text(200)),
  }),
  'overdose-reported': Type.Object({
    person,
    occurredAt: happened,
    facility: maybe(text(128)),
    substance: maybe(text(200)),
  }),
  'risk-ratings-recorded': Type.Object({
    person,
    ratedAt: happened,
    ratedBy: maybe(text()),
    ratings,
    context: Type.Optional(contextSchema),
  }),
  'instrument-result-recorded': Type.Object({
    person,
    assessedAt: happened,
    instrument: Type.String({ pattern: INSTRUMENT_NAME.source }),
    level: orNull<string>({ type: ['string', 'null'], pattern: INSTRUMENT_LEVEL.source }),
    composite: orNull<number>({ type: ['integer', 'null'], minimum: 0, maximum: MAX_COMPOSITE }),
  }),
  'attendance-recorded': Type.Object({
    person,
    placementId: Type.String({ format: 'uuid' }),
    sessionStartsAt: time,
    attendance: choice(['attended', 'no-show', 'excused', 'cancelled']),
  }),
  'care-requested': Type.Object({
    person,
    requestedAt: happened,
    requestedBy: Type.Object({
      kind: choice(REQUESTER_KINDS),
      organisation: maybe(text()),
    }),
    level: orNull<Level>({ enum: [...LEVELS, null] }),
    context: Type.Optional(contextSchema),
  }),
  'drug-test-recorded': Type.Object({
    person,
    collectedAt: happened,
    result: choice(DRUG_TEST_RESULTS),
    substances: orNull<SubstanceClass[]>({
      ...{ type: ['array', 'null'], uniqueItems: true },
      items: { type: 'string', enum: [...SUBSTANCE_CLASSES] },
    }),
    placementId: maybe(Type.String({ format: 'uuid' })),
  }),
  'interim-services-recorded': Type.Object({
    person,
    at: happened,
    items: Type.Array(choice(['hiv-tb-counselling', 'hiv-tb-referral', 'prenatal']), {
      minItems: 1,
      maxItems: 3,
    }),
  }),
  'persons-merged': Type.Object({ survivor: person, retired: person }),
  'program-capacity-reported': Type.Object({
    programId: text(128),
    trackId: maybe(text(128)),
    capacity: Type.Integer({ minimum: 0, maximum: 100_000 }),
    occupied: Type.Integer({ minimum: 0, maximum: 100_000 }),
    asOf: time,
  }),
  'consent-recorded': Type.Object({ person, consent }),
} as const;

export type InboundName = keyof typeof inboundSchemas;
export type InboundData<N extends InboundName> = Static<(typeof inboundSchemas)[N]>;
export type InboundPerson = Static<typeof person>;
export type InboundConsent = Static<typeof consent>;

/** The fields of an event that say when something happened. */
export const happenedFields = (name: InboundName): readonly string[] =>
  Object.entries<TSchema>(inboundSchemas[name].properties)
    .filter(([, schema]) => schema === happened)
    .map(([field]) => field);

export const INBOUND_NAMES = Object.keys(inboundSchemas) as InboundName[];

const validators = new Map<string, ReturnType<ReturnType<typeof newSchemaCompiler>['compile']>>();
/** Every time of an event, those of the shared schemas too, is one of care. */
const compiler = newSchemaCompiler().addFormat(
  'date-time',
  (text) => toCareTime(text) !== undefined,
);

/** What is wrong with the data of an event; paths begin with `/data`, values are never repeated. */
export function dataProblems(name: InboundName, data: unknown): SchemaProblem[] {
  let validate = validators.get(name);
  if (!validate) {
    validate = compiler.compile(inboundSchemas[name]);
    validators.set(name, validate);
  }
  if (validate(data)) return hasContent(name, data) ? [] : [NO_RESULT];
  const problems = (validate.errors ?? []).map(describeProblem);
  return problems.map((problem) => ({
    ...problem,
    reason: problem.reason.replace('must match format "date-time"', 'is no time of care'),
    path: problem.path === '/' ? '/data' : `/data${problem.path}`,
    accepted: ACCEPTED.find(([at]) => at.test(problem.path))?.[1] ?? problem.accepted,
  }));
}

/** What is accepted at a place, in words where the schema has only a pattern. */
const ACCEPTED: ReadonlyArray<readonly [RegExp, string]> = [
  [/(At|asOf|plannedFor)$/, `${ACCEPTED_TIME}, for example 2026-11-02T09:00:00-05:00`],
  [/^\/instrument$/, ACCEPTED_INSTRUMENT],
  [/^\/level$/, ACCEPTED_LEVEL],
  [/^\/composite$/, ACCEPTED_COMPOSITE],
];

const NO_RESULT: SchemaProblem = {
  path: '/data/level',
  reason: 'is missing',
  accepted: 'a level, a composite, or both',
};

/** An instrument that gave neither a level nor a composite said nothing. */
function hasContent(name: InboundName, data: unknown): boolean {
  if (name !== 'instrument-result-recorded') return true;
  const { level, composite } = data as InboundData<'instrument-result-recorded'>;
  return (level ?? composite ?? null) !== null;
}
