import { deriveId } from '@handrail/domain';
import type { LookUp } from '../matching/matcher.js';
import type { Matchable } from '../matching/matchable.js';
import { keysOf, type NamedPerson } from '../person/domain/person.js';
import type { AttachedIdentifier } from '../person/person.store.js';
import type { Pseudonyms } from '../person/pseudonyms.js';
import type { VisitOwner } from '../stay/visit.store.js';
import type { Inbound, Statement } from './domain/inbound.js';
import type { FoundMatch, Located } from './locate.js';

export const statementsOf = ({ content }: Inbound): readonly Statement[] =>
  content.kind === 'statements' ? content.statements : [];

export function personsOf(statement: Statement): readonly NamedPerson[] {
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

export const visitKeyOf = (statement: Statement, pseudonyms: Pseudonyms) =>
  'visit' in statement && statement.visit
    ? pseudonyms.visit(statement.visit.facility, statement.visit.number)
    : undefined;

/** A person is made known by what concerns them, not by a feed's traffic about anybody. */
export const makesKnown = (statement: Statement): boolean =>
  statement.kind === 'person-fact' ||
  (statement.kind === 'visit' && statement.report.setting !== undefined);

const movesVisit = (statement: Statement): boolean =>
  statement.kind === 'visit' && statement.report.kind === 'moved';

/**
 * Who is meant by a message whose identifiers nobody has, because the visit is theirs. Not where a visit
 * moves, or has moved, and not where an authority gives another number than the owner's: then the person
 * of the message and that of the visit may be two.
 */
export function ownerByVisit(
  statement: Statement,
  visitKey: string | undefined,
  visitOwners: ReadonlyMap<string, VisitOwner>,
): string | undefined {
  const owner = visitKey === undefined ? undefined : visitOwners.get(visitKey);
  if (!owner || owner.wasMoved || movesVisit(statement)) return undefined;
  const isAnother = personsOf(statement)
    .flatMap(keysOf)
    .some(({ system }) => owner.authorities?.has(system));
  return isAnother ? undefined : owner.personId;
}

/** What was looked up for a group of messages before they are walked. */
export interface Found {
  readonly owners: Map<string, string>;
  readonly visitOwners: ReadonlyMap<string, VisitOwner>;
  readonly matchables: ReadonlyMap<Statement, Matchable>;
  /** `digest|person id` of records that need no look-up. */
  readonly known: ReadonlySet<string>;
  readonly lookUp: LookUp | null;
}

/** Walks the messages in order, so that one message of a group may rest on what the one before told. */
export class Search {
  readonly reserved: AttachedIdentifier[] = [];
  readonly #met = new Set<string>();

  constructor(
    private readonly pseudonyms: Pseudonyms,
    private readonly found: Found,
  ) {}

  find(inbound: Inbound): Located[] {
    return [...this.walk(inbound)];
  }

  /** The statements of a message one by one, so that whoever walks many can pause between them. */
  *walk(inbound: Inbound): Generator<Located> {
    for (const [at, statement] of statementsOf(inbound).entries())
      yield this.#locate(inbound, statement, at);
  }

  #locate(inbound: Inbound, statement: Statement, at: number): Located {
    const newId = (purpose: string) =>
      deriveId(Date.parse(inbound.receivedAt), 'person', inbound.id, String(at), purpose);
    if (statement.kind === 'merge') return this.#merge(statement, newId);
    const [person] = personsOf(statement);
    const visitKey = visitKeyOf(statement, this.pseudonyms);
    const nobody = { ...NOBODY, statement, visitKey: visitKey ?? null };
    if (!person) return nobody;
    const [first, ...others] = this.#known(person);
    const owner = first ?? ownerByVisit(statement, visitKey, this.found.visitOwners);
    if (movesVisit(statement)) {
      const personId = owner ?? newId('person');
      this.#reserve(person, personId);
      return { ...nobody, personId, others };
    }
    if (!owner && !makesKnown(statement)) return nobody;
    const { personId, match, isGuess } = this.#match(statement, owner, () => newId('person'));
    this.#reserve(person, personId, isGuess);
    return { ...nobody, personId, others, match };
  }

  /** Whom the record is of, when it is new: the owner an identifier names, a match, or somebody new. */
  #match(
    statement: Statement,
    owner: string | undefined,
    newId: () => string,
  ): { readonly personId: string; readonly match: FoundMatch | null; readonly isGuess: boolean } {
    const matchable = this.found.matchables.get(statement);
    const { lookUp } = this.found;
    if (!matchable || !lookUp || this.#isKnown(matchable, owner))
      return { personId: owner ?? newId(), match: null, isGuess: false };
    const { same, maybe } = lookUp.match(matchable, owner, this.#hashOf);
    const personId = owner ?? same[0] ?? newId();
    lookUp.meet(matchable, personId, this.#hashOf);
    this.#met.add(`${matchable.digest}|${personId}`);
    return {
      personId,
      isGuess: !owner && same.length > 0,
      match: {
        matchable,
        merges: same.filter((each) => each !== personId),
        reviews: maybe.map((each) => ({
          personId: each,
          scoreBits: lookUp.scoreBits(matchable, each),
        })),
      },
    };
  }

  readonly #hashOf = (system: string, value: string) =>
    this.pseudonyms.identifier({ system, value });

  #isKnown({ digest }: Matchable, owner: string | undefined): boolean {
    const key = `${digest}|${owner}`;
    return owner !== undefined && (this.found.known.has(key) || this.#met.has(key));
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
    if (retiredId)
      for (const [hash, owner] of this.found.owners)
        if (owner === retiredId) this.found.owners.set(hash, personId);
    return { ...NOBODY, statement, personId, retiredId };
  }

  /** Persons the trusted identifiers belong to, in the order of the message. */
  #known(person: NamedPerson): string[] {
    const ids = keysOf(person).flatMap(
      (identifier) => this.found.owners.get(this.pseudonyms.identifier(identifier)) ?? [],
    );
    return [...new Set(ids)];
  }

  #reserve(person: NamedPerson, personId: string, isGuess = false): void {
    for (const identifier of keysOf(person)) {
      const hash = this.pseudonyms.identifier(identifier);
      if (this.found.owners.has(hash)) continue;
      this.found.owners.set(hash, personId);
      this.reserved.push({ ...identifier, hash, personId, isGuess });
    }
  }
}

const NOBODY = {
  personId: null,
  retiredId: null,
  visitKey: null,
  others: [],
  match: null,
} as const;
