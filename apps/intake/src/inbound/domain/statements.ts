import type { NamedPerson } from './named-person.js';
import type { Inbound, NamedVisit, Statement } from './inbound.js';

export const statementsOf = ({ content }: Inbound): readonly Statement[] =>
  content.kind === 'statements' ? content.statements : [];

/** Persons a statement names: whom it is about, of a merge who stays and who goes, of a move also whose it was. */
export function personsOf(statement: Statement): readonly NamedPerson[] {
  switch (statement.kind) {
    case 'visit':
      return statement.from ? [statement.person, statement.from] : [statement.person];
    case 'details':
    case 'person-fact':
      return [statement.person];
    case 'merge':
      return [statement.survivor, statement.retired];
    case 'capacity':
    case 'cancellation':
      return [];
    default:
      return statement satisfies never;
  }
}

export const visitOf = (statement: Statement): NamedVisit | undefined =>
  'visit' in statement ? statement.visit : undefined;

/** When the source reported a statement about a person. */
export const reportedAtOf = (statement: Statement): string =>
  statement.kind === 'visit'
    ? statement.report.reportedAt
    : 'reportedAt' in statement
      ? statement.reportedAt
      : '';

/** A person is made known by what concerns them, not by a feed's traffic about anybody. */
export const makesKnown = (statement: Statement): boolean =>
  statement.kind === 'person-fact' ||
  (statement.kind === 'visit' && statement.report.setting !== undefined);

/** Statements that are about one person; a merge is about two. */
export const personStatementsOf = (
  inbound: Inbound,
): ReadonlyArray<Extract<Statement, { readonly person: NamedPerson }>> =>
  statementsOf(inbound).flatMap((statement) => ('person' in statement ? [statement] : []));

/** Consents a message tells of. */
export const consentIdsOf = (inbound: Inbound): string[] =>
  statementsOf(inbound).flatMap((each) =>
    each.kind === 'person-fact' && each.fact.kind === 'consent-recorded'
      ? [each.fact.consent.consentId]
      : [],
  );

/** Messages that change who others belong to are taken in alone. */
const standsAlone = (inbound: Inbound): boolean =>
  statementsOf(inbound).some(
    (statement) =>
      statement.kind === 'merge' ||
      (statement.kind === 'visit' && statement.report.kind === 'moved'),
  );

/** What a message is recognised by when it comes again, and each of its facts that counts once. */
function claimKeysOf(inbound: Inbound): string[] {
  const facts = statementsOf(inbound).flatMap((statement) =>
    statement.kind === 'person-fact' ? (statement.onceKey ?? []) : [],
  );
  return inbound.claim ? [inbound.claim.key, ...facts] : facts;
}

/** Claims of the messages and facts that a message takes back. */
export const takenBackBy = (inbound: Inbound): string[] =>
  statementsOf(inbound).flatMap((statement) =>
    statement.kind === 'cancellation' ? statement.targetKey : [],
  );

/** Messages that are written together; none of them takes another one back. */
class Part {
  readonly inbounds: Inbound[] = [];
  readonly #claimed = new Set<string>();
  readonly #takenBack = new Set<string>();

  /** A cancellation finds what it takes back only where that is written before, or comes after. */
  mayHold(inbound: Inbound): boolean {
    return (
      takenBackBy(inbound).every((key) => !this.#claimed.has(key)) &&
      claimKeysOf(inbound).every((key) => !this.#takenBack.has(key))
    );
  }

  add(inbound: Inbound): void {
    this.inbounds.push(inbound);
    for (const key of claimKeysOf(inbound)) this.#claimed.add(key);
    for (const key of takenBackBy(inbound)) this.#takenBack.add(key);
  }
}

/** Messages in their order, each of those that stand alone in a part of its own. */
export function partsWith(
  inbounds: readonly Inbound[],
  isAlone: (inbound: Inbound) => boolean,
): Inbound[][] {
  const parts: Inbound[][] = [];
  let mayGoOn = false;
  for (const inbound of inbounds) {
    const alone = isAlone(inbound);
    if (mayGoOn && !alone) parts.at(-1)!.push(inbound);
    else parts.push([inbound]);
    mayGoOn = !alone;
  }
  return parts;
}

/**
 * Messages that move others about are written alone, in their place among the rest, and no message
 * together with the one that takes it back.
 */
export function partsOf(inbounds: readonly Inbound[]): Inbound[][] {
  return partsWith(inbounds, standsAlone).flatMap((part) => {
    const open = [new Part()];
    for (const inbound of part) {
      if (!open.at(-1)!.mayHold(inbound)) open.push(new Part());
      open.at(-1)!.add(inbound);
    }
    return open.map(({ inbounds: together }) => together);
  });
}
