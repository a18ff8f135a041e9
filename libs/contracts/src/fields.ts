import { Type, type TSchema } from '@sinclair/typebox';
import {
  DISCHARGE_DISPOSITIONS,
  LANGUAGES,
  LEVELS,
  SETTINGS,
  TRIGGER_KINDS,
} from '@handrail/domain';

/**
 * Privacy class of a field, kept in the schema as `x-privacy`. `pseudonym`: an id that means nothing
 * outside Handrail. `clinical`: a fact about care under 42 CFR Part 2. `operational`: about programs
 * and machinery. There is no class for names or contact data because events never carry them.
 */
export type Privacy = 'pseudonym' | 'clinical' | 'operational';

const literals = <const T extends readonly string[]>(values: T, privacy: Privacy, text: string) =>
  Type.Unsafe<T[number]>({
    type: 'string',
    enum: [...values],
    description: text,
    'x-privacy': privacy,
  });

export const oneOf = literals;

/** An id given by Handrail: a UUID in lower case. */
export const id = (text: string) =>
  Type.String({ format: 'uuid', description: text, 'x-privacy': 'pseudonym' });

/** A name given by an operator, such as a program id; lower case letters, digits, dots and hyphens. */
export const slug = (text: string) =>
  Type.String({ minLength: 1, maxLength: 128, description: text, 'x-privacy': 'operational' });

/** RFC 3339 with offset. */
export const time = (text: string, privacy: Privacy = 'clinical') =>
  Type.String({ format: 'date-time', description: text, 'x-privacy': privacy });

/** Calendar day in the program's own time zone, `YYYY-MM-DD`. */
export const day = (text: string, privacy: Privacy = 'clinical') =>
  Type.String({ format: 'date', description: text, 'x-privacy': privacy });

export const count = (text: string, privacy: Privacy = 'operational') =>
  Type.Integer({ minimum: 0, description: text, 'x-privacy': privacy });

export const flag = (text: string) => Type.Boolean({ description: text, 'x-privacy': 'clinical' });

/** A stable reason code, never free text: free text can carry names. */
export const code = (text: string, privacy: Privacy = 'operational') =>
  Type.String({ minLength: 1, maxLength: 200, description: text, 'x-privacy': privacy });

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const personId = id('The person, by Handrail’s pseudonymous id.');
export const level = (text: string) => literals(LEVELS, 'clinical', text);
export const setting = literals(SETTINGS, 'clinical', 'Kind of care the stay is.');
export const disposition = literals(DISCHARGE_DISPOSITIONS, 'clinical', 'How the stay ended.');
export const facility = slug('Facility that gave the care, as its source system names it.');

/** What a feed of a source may be doing wrong. */
export const feedAlarm = (text: string) =>
  literals(['silence', 'sequence-gap', 'a08-flood', 'a03-drop'], 'operational', text);

const rating = (text: string) =>
  Type.Union([Type.Integer({ minimum: 0, maximum: 4 }), Type.Literal('unknown')], {
    description: text,
    'x-privacy': 'clinical',
  });

/** ASAM third-edition dimensions, risk 0 (none) to 4 (severe), or "unknown". */
export const ratings = Type.Object(
  {
    d1: rating('Intoxication and withdrawal.'),
    d2: rating('Biomedical conditions.'),
    d3: rating('Emotional, behavioural, cognitive conditions.'),
    d4: rating('Readiness to change.'),
    d5: rating('Relapse or continued-use potential.'),
    d6: rating('Recovery environment.'),
  },
  { description: 'Risk per dimension.', 'x-privacy': 'clinical' },
);

const weekday = literals(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'clinical', 'Weekday.');
const clock = (text: string) =>
  Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    description: text,
    'x-privacy': 'clinical',
  });

/** Facts that bear on placement. Every field is optional: only what is known filters. */
export const context = Type.Object(
  {
    housing: Type.Optional(
      literals(
        ['stable', 'unstable', 'unsafe', 'homeless', 'recovery-residence', 'unknown'],
        'clinical',
        'Where the person lives.',
      ),
    ),
    pregnant: Type.Optional(flag('Pregnant.')),
    injecting: Type.Optional(flag('Injects drugs.')),
    coOccurring: Type.Optional(flag('Has a co-occurring mental-health condition.')),
    moud: Type.Optional(code('Medication for opioid use disorder, or "none".', 'clinical')),
    severeWithdrawalHistory: Type.Optional(flag('Has a history of severe withdrawal.')),
    wheelchair: Type.Optional(flag('Needs step-free access for a wheelchair.')),
    language: Type.Optional(
      literals(LANGUAGES, 'clinical', 'The one language of the person that care has to be in.'),
    ),
    traumaInformed: Type.Optional(flag('Asks for trauma-informed care.')),
    familyServices: Type.Optional(flag('Asks for services for the family, too.')),
    availability: Type.Optional(
      Type.Array(
        Type.Object({ days: Type.Array(weekday), from: clock('From.'), to: clock('To.') }),
        { description: 'Hours the person can attend, local time.', 'x-privacy': 'clinical' },
      ),
    ),
    modality: Type.Optional(
      literals(['on-site', 'virtual', 'either'], 'clinical', 'How the person can attend.'),
    ),
    payer: Type.Optional(code('Who pays.', 'operational')),
    region: Type.Optional(code('Where the person looks for care.', 'operational')),
    requestedAt: Type.Optional(time('When the person asked for care.')),
  },
  { description: 'Facts that bear on placement.', 'x-privacy': 'clinical' },
);

const evidence = Type.Object({
  eventId: id('The event that is evidence.'),
  type: code('Its event type.'),
  occurredAt: time('When it happened.'),
});

/** Why a reassessment was opened, with every further event that joined it. */
export const trigger = Type.Object(
  {
    kind: literals(TRIGGER_KINDS, 'clinical', 'Which trigger fired.'),
    eventId: id('The event that fired it.'),
    messageId: id('The source message that event came from.'),
    occurredAt: time('When the cause happened.'),
    evidence: Type.Array(evidence),
  },
  { description: 'Why the reassessment was opened.', 'x-privacy': 'clinical' },
);

/** Value of a decision input as the trace shows it. */
const inputValue = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

/** A level of care with the reasons for it. */
export const determination = Type.Object(
  {
    level: nullable(level('The level decided; null when d1-d3 are not all known.')),
    asamLevel: nullable(code('ASAM level number, a name only.', 'clinical')),
    alternatives: Type.Array(level('A level that would also be acceptable.')),
    policyVersion: code('Policy that decided.'),
    policyStatus: literals(
      ['draft', 'approved', 'retired'],
      'operational',
      'State of that policy.',
    ),
    mode: literals(['automatic', 'needs-human'], 'operational', 'Whether it may place by itself.'),
    trace: Type.Array(
      Type.Object({
        rule: code('Rule that fired.'),
        input: Type.Record(Type.String(), inputValue),
        effect: code('What the rule asked for.', 'clinical'),
        source: code('Where the rule comes from.'),
      }),
    ),
    supports: Type.Array(code('Support needed beside the level.', 'clinical')),
    withdrawalSetting: nullable(
      literals(['ambulatory', '24-hour'], 'clinical', 'Where withdrawal is managed.'),
    ),
    wouldChangeIf: Type.Array(
      Type.Object({
        input: code('Input that would change.'),
        to: inputValue,
        level: nullable(level('The level then.')),
      }),
    ),
    inputsHash: code('SHA-256 of the inputs in canonical form, prefixed sha256:.'),
  },
  { description: 'Level of care and why.', 'x-privacy': 'clinical' },
);
