import type { Queryable, Tx } from '@handrail/messaging';
import { Pace } from '@handrail/platform';
import { knownRecords } from '../matching/match.store.js';
import type { Matchable } from '../matching/matchable.js';
import type { RecordToMatch } from '../matching/matcher.js';
import type { NamedPerson } from '../inbound/domain/named-person.js';
import type { Identification } from '../person/identification.js';
import { attach, ownersOf, trustOwn } from '../person/person.store.js';
import { VisitRows, type VisitRow } from '../stay/visit-rows.js';
import { visitRowsOf } from '../stay/visit.store.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import { gatherEvidence, type KnownNumbers, type KnownRecords } from './gather-evidence.js';
import { findTargets } from '../message/message.store.js';
import {
  makesKnown,
  personsOf,
  reportedAtOf,
  statementsOf,
  takenBackBy,
  visitOf,
} from '../inbound/domain/statements.js';
import type { ResolvedStatement, Resolution } from './resolution.js';
import { StaleResolutionError } from './stale-resolution.js';
import { StatementResolver, type Known } from './statement-resolver.js';
import { namingOf, type Naming } from './owner.js';

const ATTEMPTS = 5;

/**
 * Finds who and which visit the messages are about. New identifiers are reserved by short statements
 * of their own: of two messages that name the same unknown person at once, one makes the person and
 * the other finds them. A reserved identifier alone makes nobody a person.
 */
export async function resolveIdentities(
  db: Queryable,
  identification: Identification,
  inbounds: readonly Inbound[],
): Promise<Resolution> {
  const { vault, pseudonyms } = identification;
  const statements = inbounds.flatMap(statementsOf);
  const pace = new Pace();
  const namings = await namingsOf(statements, identification);
  const hashes = new Set<string>();
  for (const { keys, formerHashes } of namings.values()) {
    for (const hash of [...keys.map((key) => key.hash), ...formerHashes]) hashes.add(hash);
  }
  const numberKeys = new Set<string>();
  for (const statement of statements) {
    const visit = visitOf(statement);
    for (const named of [visit, visit?.formerly])
      if (named) numberKeys.add(pseudonyms.visit(named));
    await pace.step();
  }
  const foundVisits = await visitRowsOf(db, [...numberKeys]);
  for (let attempt = 1; ; attempt += 1) {
    const known = await ownersOf(db, [...hashes]);
    const before: KnownNumbers = { owners: known, visits: new VisitRows(foundVisits), namings };
    const records = await recordsNamed(db, identification, statements, before);
    const evidence = await gatherEvidence(db, identification, statements, before, records);
    const resolverWith = (candidates: Known['candidates']) =>
      new StatementResolver(pseudonyms, {
        ...{ owners: new Map(known), visits: new VisitRows(foundVisits), namings, candidates },
        ...{ evidence: evidence(), ...records },
      });
    const candidates = await candidatesFor(db, identification, records, resolverWith(null));
    const resolver = resolverWith(candidates);
    const resolved = new Map<Inbound, readonly ResolvedStatement[]>();
    for (const inbound of inbounds)
      resolved.set(inbound, await pace.map(resolver.resolve(inbound), (each) => each));
    // What others have already is shared under the locks: only then it is certain who they are.
    const reserved = resolver.reserved.filter(({ isShared }) => !isShared);
    await pace.step();
    await attach(db, vault, reserved, inbounds[0]!.receivedAt);
    if ((await holds(db, reserved)) || attempt === ATTEMPTS) {
      const owners = new Map<string, readonly string[]>();
      for (const hash of hashes) {
        owners.set(hash, known.get(hash) ?? []);
        await pace.step();
      }
      for (const { hash, personId } of reserved) {
        owners.set(hash, [personId]);
        await pace.step();
      }
      const lanes = await lanesOf(db, resolved, owners, resolver.visits);
      return {
        ...{ resolved, lanes, owners, foundVisits, visits: resolver.visits },
        shared: resolver.reserved.filter(({ isShared }) => isShared),
        basis: candidates?.basis ?? null,
      };
    }
    await trustOwn(db, reserved);
  }
}

/** Merges move identifiers and visits: what was looked up before the locks must still be so. */
export async function assertStillHolds(tx: Tx, resolution: Resolution): Promise<void> {
  const now = await ownersOf(tx, [...resolution.owners.keys()]);
  const pace = new Pace();
  for (const [hash, persons] of resolution.owners) {
    if ((now.get(hash) ?? []).join() !== persons.join())
      throw new StaleResolutionError('the owner of an identifier');
    await pace.step();
  }
}

async function namingsOf(
  statements: readonly Statement[],
  { pseudonyms, matcher }: Identification,
): Promise<Map<NamedPerson, Naming>> {
  const pace = new Pace();
  const { parameters } = matcher.hashes;
  const namings = new Map<NamedPerson, Naming>();
  for (const statement of statements) {
    for (const person of personsOf(statement))
      if (!namings.has(person))
        namings.set(person, namingOf(person, reportedAtOf(statement), pseudonyms, parameters));
    await pace.step();
  }
  return namings;
}

/** The records of a group, and of whom they have been told before. */
async function recordsNamed(
  db: Queryable,
  { matcher }: Identification,
  statements: readonly Statement[],
  { owners, visits, namings }: KnownNumbers,
): Promise<KnownRecords> {
  const pace = new Pace();
  const matchables = new Map<Statement, Matchable>();
  const isAnyVisitKnown = visits.all.length > 0;
  for (const statement of statements) {
    await pace.step();
    if (!('person' in statement)) continue;
    const isKnown = namings
      .get(statement.person)!
      .keys.some(({ hash }) => (owners.get(hash) ?? []).length > 0);
    if (!isKnown && !makesKnown(statement) && !isAnyVisitKnown) continue;
    const matchable = matcher.hashes.matchable(statement.person);
    if (matchable) matchables.set(statement, matchable);
  }
  const digests = [...matchables.values()].map(({ digest }) => digest);
  return { matchables, knownRecords: await knownRecords(db, [...new Set(digests)]) };
}

/** Looks up the records that are new to the persons they name. */
async function candidatesFor(
  db: Queryable,
  { matcher }: Identification,
  { matchables, knownRecords: known }: KnownRecords,
  resolver: StatementResolver,
) {
  const pace = new Pace();
  const unknown: RecordToMatch[] = [];
  for (const [statement, matchable] of matchables) {
    await pace.step();
    if (!('person' in statement) || isMove(statement)) continue;
    const { owner } = resolver.ownershipOf(statement);
    if (!owner && !makesKnown(statement)) continue;
    if (!known.has(`${matchable.digest}|${owner}`)) unknown.push({ matchable, owner });
  }
  return unknown.length > 0 ? await matcher.candidatesFor(db, unknown) : null;
}

const isMove = (statement: Statement): boolean =>
  statement.kind === 'visit' && statement.report.kind === 'moved';

/** Whether nobody else reserved the same identifiers for another person first. */
async function holds(db: Queryable, reserved: StatementResolver['reserved']): Promise<boolean> {
  if (reserved.length === 0) return true;
  const now = await ownersOf(
    db,
    reserved.map(({ hash }) => hash),
  );
  const pace = new Pace();
  for (const { hash, personId } of reserved) {
    if (now.get(hash)?.[0] !== personId) return false;
    await pace.step();
  }
  return true;
}

async function lanesOf(
  db: Queryable,
  resolved: ReadonlyMap<Inbound, readonly ResolvedStatement[]>,
  owners: ReadonlyMap<string, readonly string[]>,
  visits: readonly VisitRow[],
): Promise<Set<string>> {
  const lanes = new Set<string>();
  const ownerOf = new Map(visits.map(({ key, personId }) => [key, personId]));
  for (const each of [...resolved.values()].flat()) {
    const visitKeys = [...(each.visitKey ? [each.visitKey] : []), ...each.absorbs];
    for (const key of [each.personId, each.retiredId, ...visitKeys]) if (key) lanes.add(key);
    for (const key of visitKeys) if (ownerOf.get(key)) lanes.add(ownerOf.get(key)!);
    for (const key of each.match?.merges ?? []) lanes.add(key);
    for (const hash of each.sharedHashes) owners.get(hash)?.forEach((key) => lanes.add(key));
    if (each.statement.kind === 'capacity') lanes.add(each.statement.report.programId);
  }
  const takenBack = [...resolved.keys()].flatMap(takenBackBy);
  for (const { personId, visitKey, produced } of (await findTargets(db, takenBack)).values()) {
    const factsOf = produced.map(({ once }) => once?.personId);
    for (const key of [personId, visitKey, ...factsOf]) if (key) lanes.add(key);
  }
  return lanes;
}
