import { FAR_AHEAD, isFarAhead } from '../inbound/domain/far-ahead.js';
import type { ContentProblem } from '../inbound/domain/inbound.js';
import type { Profile } from '../profile/source-profiles.js';
import type { Hl7Message } from './hl7-message.js';
import { HOLDS_ENTITIES, holdsEntities } from '../inbound/plain-text.js';
import { isKnownCharset } from './hl7-text.js';
import { readDate, timeReader, zoneOf } from './hl7-time.js';
import { WRITTEN_FIELDS } from './plain-fields.js';
import { dispositionOf, dispositionWords, endOfStay, namesNoDay } from './read-discharge.js';
import { identifierFields, MAX_IDENTIFIERS } from './read-person.js';

/** Times intake would use, in the order of segment and field. */
const TIMES = [
  ['MSH', 7],
  ['EVN', 2],
  ['EVN', 6],
  ['PV1', 44],
  ['PV1', 45],
] as const;

const TIME_ACCEPTED = 'YYYYMMDD[HHMM[SS[.S]]][+/-ZZZZ], a day and an hour that exist';

/**
 * What is odd about a message without being refused: contradictions, times and dates that cannot be,
 * codes nobody told us the meaning of. Names places and reasons, never a value.
 */
export function odditiesOf(
  message: Hl7Message,
  trigger: string,
  { profile, receivedAt }: { readonly profile: Profile; readonly receivedAt: string },
): ContentProblem[] {
  const at = timeReader(message, zoneOf(message, profile));
  return [
    ...contradictingTrigger(message, trigger),
    ...unknownCharset(message),
    ...TIMES.flatMap(([segment, field]) => [
      ...impossibleTime(message, segment, field, at),
      ...farAhead(segment, field, at(segment, field), receivedAt),
    ]),
    ...endBeforeStart(message, at),
    ...tooManyIdentifiers(message),
    ...identifiersOfNobody(message, profile),
    ...impossibleBirthDate(message),
    ...entities(message),
    ...(trigger === 'A03' ? unknownDisposition(message, profile) : []),
  ];
}

/** MSH-9 is what the standard goes by; feeds copy EVN-1 from elsewhere. */
function contradictingTrigger(message: Hl7Message, trigger: string): ContentProblem[] {
  const evn = message.segment('EVN').text(1).toUpperCase();
  if (!evn || evn === trigger) return [];
  return [
    { path: 'EVN^1^1', reason: 'differs from MSH-9, which counts', accepted: 'the same trigger' },
  ];
}

function unknownCharset(message: Hl7Message): ContentProblem[] {
  if (isKnownCharset(message.header.text(18))) return [];
  return [
    {
      path: 'MSH^1^18',
      reason: 'is no known character set; the message was read as UTF-8',
      accepted: 'a code of HL7 table 0211 such as UNICODE UTF-8 or 8859/1',
    },
  ];
}

function impossibleTime(
  message: Hl7Message,
  segment: string,
  field: number,
  at: ReturnType<typeof timeReader>,
): ContentProblem[] {
  const time = message.segment(segment).text(field);
  if (!time || at(segment, field)) return [];
  return [
    {
      path: `${segment}^1^${field}`,
      reason: 'is no time there is; the next best time of the message was used',
      accepted: TIME_ACCEPTED,
    },
  ];
}

const farAhead = (
  segment: string,
  field: number,
  time: string | undefined,
  receivedAt: string,
): ContentProblem[] =>
  time && isFarAhead(time, receivedAt) ? [{ path: `${segment}^1^${field}`, ...FAR_AHEAD }] : [];

function endBeforeStart(message: Hl7Message, at: ReturnType<typeof timeReader>): ContentProblem[] {
  const [start, end] = [44, 45].map((field) => at('PV1', field));
  const pv1 = message.segment('PV1');
  if (namesNoDay(pv1)) return [NO_DAY];
  if (!start || !end || end >= start || endOfStay(pv1, start, end) === start) return [];
  return [
    {
      path: 'PV1^1^45',
      reason: 'lies before PV1-44; both were taken as they stand',
      accepted: 'a discharge at or after the admission',
    },
  ];
}

const NO_DAY: ContentProblem = {
  path: 'PV1^1^45',
  reason: 'names no day; the next best time of the message was used',
  accepted: TIME_ACCEPTED,
};

function tooManyIdentifiers(message: Hl7Message): ContentProblem[] {
  if (identifierFields(message.segment('PID')).length <= MAX_IDENTIFIERS) return [];
  return [
    {
      path: 'PID^1^3',
      reason: `names more than ${MAX_IDENTIFIERS} identifiers; the first ${MAX_IDENTIFIERS} were used`,
      accepted: `at most ${MAX_IDENTIFIERS} identifiers of one person`,
    },
  ];
}

/** Placeholders, masks and code systems in the fields that name the person. */
function identifiersOfNobody(message: Hl7Message, profile: Profile): ContentProblem[] {
  const pid = message.segment('PID');
  const system = 'urn:handrail:facility';
  return [3, 2, 4, 19].flatMap((field) => {
    const values = pid.repetitions(field).map((each) => each.component(1));
    return values.some((value) => value && profile.namesNobody({ system, value }))
      ? [{ path: `PID^1^${field}`, ...OF_NOBODY }]
      : [];
  });
}

const OF_NOBODY = {
  reason: 'holds a placeholder or a mask, which was not used',
  accepted: 'a number that an authority gave this person, or nothing',
};

function impossibleBirthDate(message: Hl7Message): ContentProblem[] {
  const birthDate = message.segment('PID').text(7);
  if (!birthDate || readDate(birthDate)) return [];
  return [
    {
      path: 'PID^1^7',
      reason: 'is no date there is; it was kept as text and not used',
      accepted: 'YYYY[MM[DD]], a day that exists',
    },
  ];
}

const entities = (message: Hl7Message): ContentProblem[] =>
  WRITTEN_FIELDS.filter((field) => holdsEntities(message.segment('PID').raw(field))).map(
    (field) => ({ path: `PID^1^${field}`, ...HOLDS_ENTITIES }),
  );

function unknownDisposition(message: Hl7Message, profile: Profile): ContentProblem[] {
  if (dispositionWords(message).length === 0 || dispositionOf(message, profile)) return [];
  return [
    {
      path: 'PV1^1^36',
      reason: 'is a code without a meaning here; the stay counts as ended otherwise',
      accepted: 'a code of HL7 table 0112, or one listed in dispositions of the source profile',
    },
  ];
}
