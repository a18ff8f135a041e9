import { DISCHARGE_DISPOSITIONS, REQUESTER_KINDS, SETTINGS } from '@handrail/domain';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { ORGANISATION_CODE } from '../inbound/domain/consent-terms.js';

const words = z.array(z.coerce.string().trim().min(1)).min(1);

/**
 * One line of the table that says what kind of care a visit is. Every list that is given must match;
 * the first line that matches decides. `ignore` is for what is none of our business.
 */
const settingRule = z
  .strictObject({
    service: words.optional().describe('Hospital service: PV1-10, Encounter.serviceType'),
    unit: words.optional().describe('Point of care: PV1-3.1, Encounter.location'),
    class: words.optional().describe('Patient class: PV1-2, Encounter.class'),
    type: words.optional().describe('Patient type: PV1-18, Encounter.type'),
    setting: z.enum(SETTINGS).optional(),
    ignore: z.literal(true).optional(),
  })
  .refine((rule) => rule.service || rule.unit || rule.class || rule.type, {
    message: 'names none of service, unit, class, type',
  })
  .refine((rule) => (rule.setting === undefined) !== (rule.ignore === undefined), {
    message: 'needs either setting or ignore: true',
  });

const isZone = (zone: string) => {
  try {
    Temporal.Now.zonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
};

export const profileSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*$/, 'is not a lower-case name')
    .describe('Lower case, unique in the folder; `default` adds to what serves everybody else'),
  /** Whom it is for; a sender must match every list that is given. */
  match: z
    .strictObject({
      application: words
        .optional()
        .describe('MSH-3: name or universal id; of CloudEvents, the source'),
      facility: words.optional().describe('MSH-4: name or universal id'),
      endpoint: words.optional().describe('MessageHeader.source.endpoint'),
    })
    .refine((match) => match.application || match.facility || match.endpoint, {
      message: 'names none of application, facility, endpoint',
    }),
  /** Name of the facility in events; made from MSH-4 or the organization when left out. */
  facility: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .optional()
    .describe('Name of the facility in events; made from MSH-4 or the organization when left out'),
  zone: z
    .string()
    .refine(isZone, 'is not a time zone such as America/New_York')
    .default('UTC')
    .describe('For times without an offset'),
  /** Whether a sender that asks for no acknowledgement (MSH-15, MSH-16) gets one nevertheless. */
  acknowledge: z
    .enum(['always', 'as-asked'])
    .default('always')
    .describe('Whether a sender that asks for no acknowledgement gets one nevertheless'),
  /** A silence that is stated, and so holds before a rhythm is learned, and before the first message. */
  atLeastEveryMinutes: z
    .number()
    .int()
    .min(1)
    .max(10_080)
    .optional()
    .describe(
      'The sender sends at least one message in so many minutes; longer is an alarm, before its first one too',
    ),
  settings: z
    .array(settingRule)
    .default([])
    .describe('What kind of care a visit is; the first line all of whose lists fit decides'),
  /** Whether the shipped table is asked when none of these lines match. */
  inheritSettings: z
    .boolean()
    .default(true)
    .describe('Whether the shipped table is asked when none of these lines fit'),
  /** Discharge disposition codes beside the shipped ones. */
  dispositions: z
    .record(z.string(), z.enum(DISCHARGE_DISPOSITIONS))
    .default({})
    .describe('How a stay ended, by code of PV1-36, beside the shipped codes'),
  /** Words for who asks for care in a referral, beside the shipped ones. */
  requesters: z
    .record(z.string(), z.enum(REQUESTER_KINDS))
    .default({})
    .describe(
      'Who asks for care, by a word of RF1-3, RF1-5 or ServiceRequest.category, beside the shipped words',
    ),
  /** Names of organisations in consents -> their codes; whoever is not named here is told as `other`. */
  organisations: z
    .record(z.string(), z.string().regex(ORGANISATION_CODE, 'is not a code of an organisation'))
    .default({})
    .describe(
      'Code of an organisation, by the name or number consents know it by; others are told as `other`',
    ),
  /** Assigning authorities whose values do not identify a person, beside the shipped ones. */
  untrusted: z
    .array(z.string().trim().min(1))
    .default([])
    .describe('Assigning authorities whose values do not identify a person'),
  /** Namespace of an assigning authority as the feed writes it -> identifier system. */
  authorities: z
    .record(z.string(), z.string().trim().min(1))
    .default({})
    .describe('Namespace of an assigning authority as the feed writes it -> identifier system'),
  /** Namespaces whose values mean one person in the whole network, whichever facility sends them. */
  networkWide: z
    .array(z.string().trim().min(1))
    .default([])
    .describe(
      'Bare namespaces that mean the same in every facility; all others are local to the sending one',
    ),
  /** What this source writes where it has no number, beside the shipped words. */
  placeholders: z
    .array(z.coerce.string().trim().min(1))
    .default([])
    .describe('Values that stand where an identifier is missing, beside the shipped ones'),
});

/** The form of a profile as JSON Schema, for editors; what a schema cannot say, the checker says. */
export const profileJsonSchema = (): object => ({
  ...z.toJSONSchema(profileSchema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      // Codes such as 99 may be written without quotation marks.
      if (zodSchema._zod.def.type === 'string' && 'coerce' in zodSchema._zod.def)
        Object.assign(jsonSchema, { type: ['string', 'number'] });
    },
  }),
  title: 'Handrail source profile',
  description: 'What one sender of HL7 v2, FHIR or CloudEvents means by its own words.',
});

export type SourceProfile = z.infer<typeof profileSchema>;
export type SettingRule = z.infer<typeof settingRule>;
