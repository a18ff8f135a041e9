import { Type, type Static, type TSchema } from '@sinclair/typebox';
import { asWritten, choice, withReason, withRule } from '@handrail/contracts';
import { DISCHARGE_DISPOSITIONS, REQUESTER_KINDS, SETTINGS } from '@handrail/domain';
import { Temporal } from 'temporal-polyfill';
import { ORGANISATION_CODE } from '../inbound/domain/consent-terms.js';

const closed = { additionalProperties: false } as const;

const trimmed = (value: unknown) => (typeof value === 'string' ? value.trim() : value);
const name = (maxLength?: number, description?: string) =>
  asWritten(
    Type.String({
      minLength: 1,
      ...(maxLength && { maxLength }),
      ...(description && { description }),
    }),
    trimmed,
  );

/** Codes such as 99 may be written without quotation marks. */
const asCode = (value: unknown) =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : trimmed(value);
const code = asWritten(Type.Unsafe<string>({ type: ['string', 'number'], minLength: 1 }), asCode);
const codes = (description: string) =>
  Type.Optional(Type.Array(code, { description, minItems: 1 }));

/** What each key stands for. */
const table = <T extends TSchema>(values: T, description: string) =>
  Type.Unsafe<Record<string, Static<T>>>({
    ...{ type: 'object', default: {}, description },
    propertyNames: { type: 'string' },
    additionalProperties: values,
  });

/**
 * One line of the table that says what kind of care a visit is. Every list that is given must match;
 * the first line that matches decides. `ignore` is for what is none of our business.
 */
const settingRule = withRule(
  withRule(
    Type.Object(
      {
        service: codes('Hospital service: PV1-10, Encounter.serviceType'),
        unit: codes('Point of care: PV1-3.1, Encounter.location'),
        class: codes('Patient class: PV1-2, Encounter.class'),
        type: codes('Patient type: PV1-18, Encounter.type'),
        setting: Type.Optional(choice(SETTINGS)),
        ignore: Type.Optional(Type.Literal(true)),
      },
      closed,
    ),
    (rule) => [rule.service, rule.unit, rule.class, rule.type].some(Boolean),
    'names none of service, unit, class, type',
  ),
  (rule) => (rule.setting === undefined) !== (rule.ignore === undefined),
  'needs either setting or ignore: true',
);

/** Whom a profile is for; a sender must match every list that is given. */
const match = withRule(
  Type.Object(
    {
      application: codes('MSH-3: name or universal id; of CloudEvents, the source'),
      facility: codes('MSH-4: name or universal id'),
      endpoint: codes('MessageHeader.source.endpoint'),
    },
    closed,
  ),
  ({ application, facility, endpoint }) => [application, facility, endpoint].some(Boolean),
  'names none of application, facility, endpoint',
);

const isZone = (zone: string) => {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

export const profileSchema = Type.Object(
  {
    name: withReason(
      Type.String({
        pattern: '^[a-z0-9][a-z0-9.-]*$',
        description:
          'Lower case, unique in the folder; `default` adds to what serves everybody else',
      }),
      'is not a lower-case name',
    ),
    match,
    facility: Type.Optional(
      name(
        128,
        'Name of the facility in events; made from MSH-4 or the organization when left out',
      ),
    ),
    zone: withRule(
      Type.String({ default: 'UTC', description: 'For times without an offset' }),
      isZone,
      'is not a time zone such as America/New_York',
    ),
    acknowledge: choice(['always', 'as-asked'], {
      default: 'always',
      description: 'Whether a sender that asks for no acknowledgement gets one nevertheless',
    }),
    /** A silence that is stated, and so holds before a rhythm is learned, and before the first message. */
    atLeastEveryMinutes: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_080,
        description:
          'The sender sends at least one message in so many minutes; longer is an alarm, before its first one too',
      }),
    ),
    settings: Type.Array(settingRule, {
      default: [],
      description: 'What kind of care a visit is; the first line all of whose lists fit decides',
    }),
    inheritSettings: Type.Boolean({
      default: true,
      description: 'Whether the shipped table is asked when none of these lines fit',
    }),
    dispositions: table(
      choice(DISCHARGE_DISPOSITIONS),
      'How a stay ended, by code of PV1-36, beside the shipped codes',
    ),
    requesters: table(
      choice(REQUESTER_KINDS),
      'Who asks for care, by a word of RF1-3, RF1-5 or ServiceRequest.category, beside the shipped words',
    ),
    organisations: table(
      withReason(
        Type.String({ pattern: ORGANISATION_CODE.source }),
        'is not a code of an organisation',
      ),
      'Code of an organisation, by the name or number consents know it by; others are told as `other`',
    ),
    untrusted: Type.Array(name(), {
      default: [],
      description: 'Assigning authorities whose values do not identify a person',
    }),
    authorities: table(
      name(),
      'Namespace of an assigning authority as the feed writes it -> identifier system',
    ),
    /** Namespaces whose values mean one person in the whole network, whichever facility sends them. */
    networkWide: Type.Array(name(), {
      default: [],
      description:
        'Bare namespaces that mean the same in every facility; all others are local to the sending one',
    }),
    placeholders: Type.Array(code, {
      default: [],
      description: 'Values that stand where an identifier is missing, beside the shipped ones',
    }),
  },
  closed,
);

/** The form of a profile as JSON Schema, for editors; what a schema cannot say, the checker says. */
export const profileJsonSchema = (): object => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...profileSchema,
  // What has a default may be left out.
  required: ['name', 'match'],
  title: 'Handrail source profile',
  description: 'What one sender of HL7 v2, FHIR or CloudEvents means by its own words.',
});

export type SourceProfile = Static<typeof profileSchema>;
export type SettingRule = Static<typeof settingRule>;
