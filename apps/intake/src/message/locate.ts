import { deriveId } from '@handrail/domain';
import { keysOf, type NamedPerson } from '../person/domain/person.js';
import {
  attach,
  ownersOf,
  type AttachedIdentifier,
  type Queryable,
} from '../person/person.store.js';
import type { Pseudonyms } from '../person/pseudonyms.js';
import { ownersOfVisits } from '../stay/visit.store.js';
import type { Inbound, Statement } from './domain/inbound.js';
import { findTarget } from './message.store.js';

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
}

export interface Location {
  readonly located: ReadonlyMap<Inbound, readonly Located[]>;
  /** Everything that must be locked: persons, visits, programs. */
  readonly lanes: ReadonlySet<string>;
  /** Identifier key -> person, as assumed; asked again under the locks. */
  readonly owners: ReadonlyMap<string, string>;
  readonly visitOwners: ReadonlyMap<string, string>;
}

const ATTEMPTS = 5;

/**
 * Finds who and which visit the messages are about. New identifiers are reserved by short statements
 * of their own: of two messages that name the same unknown person at once, one makes the person and
 * the other finds them. A reserved identifier alone makes nobody a person.
 */
export async function locate(
  db: Queryable,
  pseudonyms: Pseudonyms,
  inbounds: readonly Inbound[],
): Promise<Location> {
  const hashes = inbounds.flatMap((inbound) =>
    statementsOf(inbound).flatMap((statement) =>
      personsOf(statement).flatMap((person) =>
        keysOf(person).map((identifier) => pseudonyms.identifier(identifier)),
      ),
    ),
  );
  const visitKeys = inbounds.flatMap((inbound) =>
    statementsOf(inbound).flatMap((statement) => visitKeyOf(statement, pseudonyms) ?? []),
  );
  const visitOwners = await ownersOfVisits(db, [...new Set(visitKeys)]);
  for (let attempt = 1; ; attempt += 1) {
    const known = await ownersOf(db, [...new Set(hashes)]);
    const search = new Search(pseudonyms, new Map(known), visitOwners);
    const located = new Map(inbounds.map((inbound) => [inbound, search.find(inbound)]));
    await attach(db, search.reserved, inbounds[0]!.receivedAt);
    if ((await holds(db, search)) || attempt === ATTEMPTS) {
      const lanes = await lanesOf(db, located, visitOwners);
      const owners = new Map([
        ...known,
        ...search.reserved.map(({ hash, personId }) => [hash, personId] as const),
      ]);
      return { located, lanes, owners, visitOwners };
    }
  }
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

const statementsOf = ({ content }: Inbound): readonly Statement[] =>
  content.kind === 'statements' ? content.statements : [];

function personsOf(statement: Statement): readonly NamedPerson[] {
  switch (statement.kind) {
    case 'visit':
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

const visitKeyOf = (statement: Statement, pseudonyms: Pseudonyms) =>
  statement.kind === 'visit'
    ? pseudonyms.visit(statement.visit.facility, statement.visit.number)
    : undefined;

async function lanesOf(
  db: Queryable,
  located: ReadonlyMap<Inbound, readonly Located[]>,
  visitOwners: ReadonlyMap<string, string>,
): Promise<Set<string>> {
  const lanes = new Set<string>(visitOwners.values());
  for (const each of [...located.values()].flat()) {
    for (const key of [each.personId, each.retiredId, each.visitKey]) if (key) lanes.add(key);
    if (each.statement.kind === 'capacity') lanes.add(each.statement.report.programId);
    if (each.statement.kind !== 'cancellation') continue;
    const target = await findTarget(db, each.statement.targetKey);
    for (const key of [target?.personId, target?.visitKey]) if (key) lanes.add(key);
  }
  return lanes;
}

/** Walks the messages in order, so that one message of a group may rest on what the one before told. */
class Search {
  readonly reserved: AttachedIdentifier[] = [];

  constructor(
    private readonly pseudonyms: Pseudonyms,
    private readonly owners: Map<string, string>,
    private readonly visitOwners: ReadonlyMap<string, string>,
  ) {}

  find(inbound: Inbound): Located[] {
    return statementsOf(inbound).map((statement, at) => {
      const newId = (purpose: string) =>
        deriveId(Date.parse(inbound.receivedAt), 'person', inbound.id, String(at), purpose);
      if (statement.kind === 'merge') return this.#merge(statement, newId);
      const [person] = personsOf(statement);
      const visitKey = visitKeyOf(statement, this.pseudonyms) ?? null;
      const nobody = { statement, personId: null, retiredId: null, visitKey, others: [] };
      if (!person) return nobody;
      const visitOwner = visitKey ? this.visitOwners.get(visitKey) : undefined;
      const [first, ...others] = this.#known(person);
      const personId = first ?? visitOwner ?? (makesKnown(statement) ? newId('person') : undefined);
      if (!personId) return nobody;
      this.#reserve(person, personId);
      return { ...nobody, personId, others };
    });
  }

  /** Nobody known on either side still links the identifiers, in case one of them comes later. */
  #merge(
    statement: Extract<Statement, { kind: 'merge' }>,
    newId: (purpose: string) => string,
  ): Located {
    const [survivor] = this.#known(statement.survivor);
    const [retired] = this.#known(statement.retired);
    const personId = survivor ?? retired ?? newId('person');
    this.#reserve(statement.survivor, personId);
    this.#reserve(statement.retired, retired ?? personId);
    const retiredId = retired && retired !== personId ? retired : null;
    // The next pair of the same message already finds what this one brings together.
    for (const [hash, owner] of this.owners)
      if (owner === retiredId) this.owners.set(hash, personId);
    return { statement, personId, retiredId, visitKey: null, others: [] };
  }

  /** Persons the trusted identifiers belong to, in the order of the message. */
  #known(person: NamedPerson): string[] {
    const ids = keysOf(person).flatMap(
      (identifier) => this.owners.get(this.pseudonyms.identifier(identifier)) ?? [],
    );
    return [...new Set(ids)];
  }

  #reserve(person: NamedPerson, personId: string): void {
    for (const identifier of keysOf(person)) {
      const hash = this.pseudonyms.identifier(identifier);
      if (this.owners.has(hash)) continue;
      this.owners.set(hash, personId);
      this.reserved.push({ ...identifier, hash, personId });
    }
  }
}

/** A person is made known by what concerns them, not by a feed's traffic about anybody. */
const makesKnown = (statement: Statement): boolean =>
  statement.kind === 'person-fact' ||
  (statement.kind === 'visit' && statement.report.setting !== undefined);
