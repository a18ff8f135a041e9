import { Pace } from '@handrail/platform';
import type { Queryable } from '@handrail/messaging';
import { recordsOfPersons } from '../matching/match.store.js';
import type { Matchable } from '../matching/matchable.js';
import type { NamedPerson } from '../inbound/domain/named-person.js';
import type { Identification } from '../person/identification.js';
import { sightingsOf } from '../person/number-sighting.store.js';
import { trustedNumbersOf } from '../person/person.store.js';
import type { VisitRows } from '../stay/visit-rows.js';
import type { Statement } from '../inbound/domain/inbound.js';
import { personsOf, visitOf } from '../inbound/domain/statements.js';
import { IdentityEvidence } from './evidence.js';
import type { Naming } from './owner.js';

/** What is known before the messages are walked. */
export interface KnownNumbers {
  readonly owners: ReadonlyMap<string, readonly string[]>;
  readonly visits: VisitRows;
  readonly namings: ReadonlyMap<NamedPerson, Naming>;
}

export interface KnownRecords {
  readonly matchables: ReadonlyMap<Statement, Matchable>;
  readonly knownRecords: ReadonlySet<string>;
}

/**
 * What it takes to say whether numbers name whom they seem to. Nothing is read of a message whose numbers
 * all name one person of whom the very same has been told before, which is nearly every message.
 */
export async function gatherEvidence(
  db: Queryable,
  { matcher, vault, pseudonyms }: Identification,
  statements: readonly Statement[],
  { owners, visits, namings }: KnownNumbers,
  { matchables, knownRecords: known }: KnownRecords,
): Promise<() => IdentityEvidence> {
  const persons = new Set<string>();
  const shared = new Set<string>();
  const rowsOf = (statement: Statement) => {
    const visit = visitOf(statement);
    return visit ? visits.under(pseudonyms.visit(visit)) : [];
  };
  const isOthersVisit = (statement: Statement, personId: string) =>
    rowsOf(statement).some((row) => row.personId !== null && row.personId !== personId);
  const pace = new Pace();
  for (const statement of statements) {
    await pace.step();
    const digest = matchables.get(statement)?.digest;
    for (const person of personsOf(statement)) {
      const { keys, formerHashes } = namings.get(person)!;
      const ownersOfKeys = keys.map(({ hash }) => owners.get(hash) ?? []);
      const candidates = new Set(ownersOfKeys.flat());
      keys.forEach(({ hash }, at) => ownersOfKeys[at]!.length > 1 && shared.add(hash));
      const [only] = candidates;
      const isPlain =
        candidates.size === 1 &&
        !isOthersVisit(statement, only!) &&
        ownersOfKeys.every(({ length }) => length === 1) &&
        (digest === undefined ? isEmpty(person) : known.has(`${digest}|${only}`));
      if (isPlain) continue;
      if (candidates.size === 0)
        formerHashes.forEach((hash) => owners.get(hash)?.forEach((each) => candidates.add(each)));
      for (const { personId } of rowsOf(statement)) if (personId) candidates.add(personId);
      for (const each of candidates) persons.add(each);
    }
  }
  const ids = [...persons];
  const records = await recordsOfPersons(db, vault, ids);
  const numbers = await trustedNumbersOf(db, ids);
  const sightings = await sightingsOf(db, [...shared]);
  return () => new IdentityEvidence(matcher.hashes.parameters, { records, numbers, sightings });
}

const isEmpty = ({ details }: NamedPerson): boolean =>
  !details.name && !details.birthDate && !details.sex;
