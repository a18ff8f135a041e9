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

/** Messages that change who others belong to are taken in alone, the rest in groups. */
const standsAlone = (inbound: Inbound): boolean =>
  inbound.content.kind === 'statements' &&
  inbound.content.statements.some(
    (statement) =>
      statement.kind === 'merge' ||
      statement.kind === 'cancellation' ||
      (statement.kind === 'visit' && statement.report.kind === 'moved'),
  );

/** Messages that move others about are written alone, in their place among the rest. */
export function partsOf(inbounds: readonly Inbound[]): Inbound[][] {
  const parts: Inbound[][] = [];
  let open: Inbound[] = [];
  for (const inbound of inbounds) {
    if (!standsAlone(inbound)) {
      open.push(inbound);
      continue;
    }
    if (open.length > 0) parts.push(open);
    parts.push([inbound]);
    open = [];
  }
  return open.length > 0 ? [...parts, open] : parts;
}
