import { Pace } from '@handrail/platform';
import { knownRecords, type Basis } from '../matching/match.store.js';
import type { Matchable } from '../matching/matchable.js';
import { keysOf, type NamedPerson } from '../person/domain/person.js';
import type { Identification } from '../person/identification.js';
import type { Pseudonyms } from '../person/pseudonyms.js';
import {
  attach,
  authoritiesOf,
  ownersOf,
  trustOwn,
  type Queryable,
} from '../person/person.store.js';
import { ownersOfVisits, type VisitOwner } from '../stay/visit.store.js';
import type { Inbound, Statement } from './domain/inbound.js';
import { findTarget } from './message.store.js';
import {
  makesKnown,
  ownerByVisit,
  personsOf,
  Search,
  statementsOf,
  visitKeyOf,
  type Found,
} from './search.js';

/** Where one statement belongs, found before its lanes can be locked. */
export interface Located {
  readonly statement: Statement;
  /** The person (of a merge: who stays); null when nobody is known and nobody is to be made known. */
  readonly personId: string | null;
  /** Of a merge: who goes. */
  readonly retiredId: string | null;
  readonly visitKey: string | null;
  /** Other persons to whom identifiers of the same message belong. */
  readonly others: readonly string[];
  /** What matching says of a record that is new to the person; null when it is not new. */
  readonly match: FoundMatch | null;
}

export interface FoundMatch {
  readonly matchable: Matchable;
  /** Known persons who turn out to be this one. */
  readonly merges: readonly string[];
  /** Known persons whom somebody should compare with this one. */
  readonly reviews: ReadonlyArray<{ readonly personId: string; readonly scoreBits: number | null }>;
}

export interface Location {
  readonly located: ReadonlyMap<Inbound, readonly Located[]>;
  /** Everything that must be locked: persons, visits, programs. */
  readonly lanes: ReadonlySet<string>;
  /** Identifier key -> person, as assumed; asked again under the locks. */
  readonly owners: ReadonlyMap<string, string>;
  readonly visitOwners: ReadonlyMap<string, VisitOwner>;
  /** What matching rested on; asked again under the locks. */
  readonly basis: Basis | null;
}

/** Whether a message shows that known persons are one: it is then written alone. */
export const merges = (location: Location, inbound: Inbound): boolean =>
  (location.located.get(inbound) ?? []).some(({ match }) => match && match.merges.length > 0);

const ATTEMPTS = 5;

/**
 * Finds who and which visit the messages are about. New identifiers are reserved by short statements
 * of their own: of two messages that name the same unknown person at once, one makes the person and
 * the other finds them. A reserved identifier alone makes nobody a person.
 */
export async function locate(
  db: Queryable,
  identification: Identification,
  inbounds: readonly Inbound[],
): Promise<Location> {
  const { pseudonyms, vault } = identification;
  const statements = inbounds.flatMap(statementsOf);
  const pace = new Pace();
  const hashes: string[] = [];
  for (const statement of statements) {
    for (const person of personsOf(statement))
      for (const identifier of keysOf(person)) hashes.push(pseudonyms.identifier(identifier));
    await pace.step();
  }
  const visitKeys = statements.flatMap((statement) => visitKeyOf(statement, pseudonyms) ?? []);
  const ownersByVisit = await ownersOfVisits(db, [...new Set(visitKeys)]);
  for (let attempt = 1; ; attempt += 1) {
    const known = await ownersOf(db, [...new Set(hashes)]);
    const visitOwners = await withAuthorities(db, pseudonyms, statements, known, ownersByVisit);
    const matches = await lookUpMatches(db, identification, statements, known, visitOwners);
    const search = new Search(pseudonyms, { owners: new Map(known), visitOwners, ...matches });
    const located = new Map<Inbound, readonly Located[]>();
    for (const inbound of inbounds)
      located.set(inbound, await pace.map(search.walk(inbound), (each) => each));
    await attach(db, vault, search.reserved, inbounds[0]!.receivedAt);
    if ((await holds(db, search)) || attempt === ATTEMPTS) {
      const lanes = await lanesOf(db, located, visitOwners);
      const owners = new Map([
        ...known,
        ...search.reserved.map(({ hash, personId }) => [hash, personId] as const),
      ]);
      return { located, lanes, owners, visitOwners, basis: matches.lookUp?.basis ?? null };
    }
    await trustOwn(db, search.reserved);
  }
}

/** The owners of visits that a message names somebody unknown with, and the authorities who know them. */
async function withAuthorities(
  db: Queryable,
  pseudonyms: Pseudonyms,
  statements: readonly Statement[],
  known: ReadonlyMap<string, string>,
  visitOwners: ReadonlyMap<string, VisitOwner>,
): Promise<ReadonlyMap<string, VisitOwner>> {
  const isKnown = (person: NamedPerson) =>
    keysOf(person).some((identifier) => known.has(pseudonyms.identifier(identifier)));
  const strangers = statements.flatMap((statement) => {
    const owner = visitOwners.get(visitKeyOf(statement, pseudonyms) ?? '');
    return owner && !personsOf(statement).some(isKnown) ? [owner.personId] : [];
  });
  const authorities = await authoritiesOf(db, strangers);
  return new Map(
    [...visitOwners].map(([key, owner]) => [
      key,
      { ...owner, authorities: authorities.get(owner.personId) ?? new Set() },
    ]),
  );
}

/** Looks up the records that are new to the persons they name. */
async function lookUpMatches(
  db: Queryable,
  { matcher, pseudonyms }: Identification,
  statements: readonly Statement[],
  owners: ReadonlyMap<string, string>,
  visitOwners: ReadonlyMap<string, VisitOwner>,
): Promise<Pick<Found, 'matchables' | 'known' | 'lookUp'>> {
  const pace = new Pace();
  const matchables = new Map<Statement, Matchable>();
  const named = new Map<Statement, string | undefined>();
  for (const statement of statements) {
    await pace.step();
    if (!('person' in statement)) continue;
    const owner =
      keysOf(statement.person)
        .map((identifier) => owners.get(pseudonyms.identifier(identifier)))
        .find((each) => each !== undefined) ??
      ownerByVisit(statement, visitKeyOf(statement, pseudonyms), visitOwners);
    if (!owner && !makesKnown(statement)) continue;
    const matchable = matcher.hashes.matchable(statement.person);
    if (!matchable) continue;
    matchables.set(statement, matchable);
    named.set(statement, owner);
  }
  const digests = [...matchables.values()].map(({ digest }) => digest);
  const known = await knownRecords(db, [...new Set(digests)]);
  const wanted = [...matchables].flatMap(([statement, matchable]) => {
    const owner = named.get(statement);
    return known.has(`${matchable.digest}|${owner}`) ? [] : [{ matchable, owner }];
  });
  return { matchables, known, lookUp: wanted.length > 0 ? await matcher.lookUp(db, wanted) : null };
}

/** Whether nobody else reserved the same identifiers for another person first. */
async function holds(db: Queryable, search: Search): Promise<boolean> {
  if (search.reserved.length === 0) return true;
  const now = await ownersOf(
    db,
    search.reserved.map(({ hash }) => hash),
  );
  return search.reserved.every(({ hash, personId }) => now.get(hash) === personId);
}

async function lanesOf(
  db: Queryable,
  located: ReadonlyMap<Inbound, readonly Located[]>,
  visitOwners: ReadonlyMap<string, VisitOwner>,
): Promise<Set<string>> {
  const lanes = new Set([...visitOwners.values()].map(({ personId }) => personId));
  for (const each of [...located.values()].flat()) {
    for (const key of [each.personId, each.retiredId, each.visitKey]) if (key) lanes.add(key);
    for (const key of each.match?.merges ?? []) lanes.add(key);
    if (each.statement.kind === 'capacity') lanes.add(each.statement.report.programId);
    if (each.statement.kind !== 'cancellation') continue;
    const target = await findTarget(db, each.statement.targetKey);
    for (const key of [target?.personId, target?.visitKey]) if (key) lanes.add(key);
  }
  return lanes;
}
