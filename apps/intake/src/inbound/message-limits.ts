import type { NamedPerson } from './domain/named-person.js';
import { messageIdOf } from './digests.js';
import type { ContentProblem, Inbound, Statement } from './domain/inbound.js';

/**
 * What one message may hold, whatever protocol it came by. Each way in has limits of its own beside these
 * (`hl7-limits.ts`, `fhir-limits.ts`, `event-limits.ts`); README of intake lists them with their reasons.
 */
export const MESSAGE_LIMITS = {
  /** Each is at least one row: what a lifetime of stays has, and what one transaction may write. */
  statements: 2_000,
  /** Problems that are told: more than anybody repairs at a time. */
  problems: 100,
  /** More numbers than any hospital gives a person. */
  identifiers: 50,
  /** Characters of an identifier or its system; the standard gives 250 to both together. */
  identifierCharacters: 8_192,
  /** Characters of a name, a street or a town; what is behind them is cut off. */
  detailCharacters: 256,
  /** Given names, and lines of an address. */
  detailRepetitions: 10,
} as const;

/** Of a message that holds more than is taken in. */
export const TOO_LARGE = 'too-large';

/** The refusal of something that is there more often than its limit. */
export const tooMany = (path: string, what: string, limit: number): ContentProblem => ({
  path,
  reason: `has more than ${limit} ${what}`,
  accepted: `at most ${limit} ${what}`,
});

/** A message inside the limits of all messages, or its refusal; the bytes are kept either way. */
export function withinLimits(inbound: Inbound): Inbound {
  const { content, warnings } = inbound;
  const bounded = warnings ? { warnings: fewProblems(warnings) } : {};
  if (content.kind === 'ignored' || content.kind === 'unread') return { ...inbound, ...bounded };
  if (content.kind === 'rejected')
    return {
      ...inbound,
      content: { ...content, problems: fewProblems(content.problems) },
      ...bounded,
    };
  if (content.statements.length > MESSAGE_LIMITS.statements)
    return refusedAsTooLarge(inbound, tooMany('/', 'statements', MESSAGE_LIMITS.statements));
  const seen = new Map<NamedPerson, NamedPerson>();
  const statements = content.statements.map((each) => withBoundedPersons(each, seen));
  return { ...inbound, content: { ...content, statements }, ...bounded };
}

/** The same message, refused: it keeps its bytes and takes no claim. */
export const refusedAsTooLarge = (inbound: Inbound, problem: ContentProblem): Inbound => ({
  ...inbound,
  id: messageIdOf(inbound.receivedAt, undefined),
  claim: null,
  content: { kind: 'rejected', reason: TOO_LARGE, problems: [problem] },
  warnings: [],
});

function fewProblems(problems: readonly ContentProblem[]): readonly ContentProblem[] {
  const { problems: limit } = MESSAGE_LIMITS;
  if (problems.length <= limit) return problems;
  const rest = problems.length - limit;
  return [
    ...problems.slice(0, limit),
    { path: '/', reason: `has ${rest} problems more`, accepted: 'see the problems before' },
  ];
}

function withBoundedPersons(statement: Statement, seen: Map<NamedPerson, NamedPerson>): Statement {
  if (statement.kind === 'merge')
    return {
      ...statement,
      survivor: boundedPerson(statement.survivor, seen),
      retired: boundedPerson(statement.retired, seen),
    };
  if (!('person' in statement)) return statement;
  const person = boundedPerson(statement.person, seen);
  return statement.kind === 'visit' && statement.from
    ? { ...statement, person, from: boundedPerson(statement.from, seen) }
    : { ...statement, person };
}

/** A person many statements name is bounded once, and stays one object. */
function boundedPerson(person: NamedPerson, seen: Map<NamedPerson, NamedPerson>): NamedPerson {
  const known = seen.get(person);
  if (known) return known;
  const { identifiers, details } = person;
  const { name, address } = details;
  const bounded: NamedPerson = {
    identifiers: identifiers.slice(0, MESSAGE_LIMITS.identifiers),
    details: {
      ...cutTexts(details),
      ...(name ? { name: cutTexts(name) } : {}),
      ...(address ? { address: cutTexts(address) } : {}),
    },
  };
  seen.set(person, bounded);
  return bounded;
}

const cut = (text: string) => text.slice(0, MESSAGE_LIMITS.detailCharacters);

/** Texts and lists of texts, cut; everything else as it is. */
const cutTexts = <T extends object>(texts: T): T =>
  Object.fromEntries(
    Object.entries(texts).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string'
        ? cut(value)
        : Array.isArray(value)
          ? value.slice(0, MESSAGE_LIMITS.detailRepetitions).map((each) => cut(String(each)))
          : value,
    ]),
  ) as T;

/** Whether a text may be an identifier: what is longer names nobody. */
export const isIdentifierText = (...texts: readonly string[]): boolean =>
  texts.every((text) => text.length <= MESSAGE_LIMITS.identifierCharacters);
