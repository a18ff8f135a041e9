import { deriveId } from '@handrail/domain';
import type { MatchCandidates } from '../matching/matcher.js';
import type { Matchable } from '../matching/matchable.js';
import { isLocal, type NamedPerson } from '../inbound/domain/named-person.js';
import type { AttachedIdentifier } from '../person/person.store.js';
import type { Pseudonyms } from '../person/pseudonyms.js';
import type { VisitRow, VisitRows } from '../stay/visit-rows.js';
import type { Inbound, NamedVisit, Statement } from '../inbound/domain/inbound.js';
import { makesKnown, reportedAtOf, statementsOf, visitOf } from '../inbound/domain/statements.js';
import type { IdentityEvidence } from './evidence.js';
import { NOBODY, type RecordMatch, type ResolvedStatement } from './resolution.js';
import {
  NO_OWNER,
  ownerByNumber,
  ownerByVisit,
  identifiesByDemographics,
  type Naming,
  type Ownership,
} from './owner.js';

/** What was looked up for a group of messages before they are walked. */
export interface Known {
  /** Look-up key of a number -> whom it names. */
  readonly owners: Map<string, readonly string[]>;
  readonly visits: VisitRows;
  readonly evidence: IdentityEvidence;
  readonly namings: ReadonlyMap<NamedPerson, Naming>;
  readonly matchables: ReadonlyMap<Statement, Matchable>;
  /** `digest|person id` of records that need no look-up. */
  readonly knownRecords: ReadonlySet<string>;
  readonly candidates: MatchCandidates | null;
}

type NewId = (purpose: string) => string;
type VisitStatement = Extract<Statement, { kind: 'visit' }>;

/** Walks the messages in order, so that one message of a group may rest on what the one before told. */
export class StatementResolver {
  readonly #pseudonyms: Pseudonyms;
  readonly #known: Known;
  /** Numbers nobody had, given to their persons before the locks. */
  readonly reserved: AttachedIdentifier[] = [];
  readonly #met = new Set<string>();

  constructor(pseudonyms: Pseudonyms, known: Known) {
    this.#pseudonyms = pseudonyms;
    this.#known = known;
  }

  /** The statements of a message one by one, so that whoever walks many can pause between them. */
  *resolve(inbound: Inbound): Generator<ResolvedStatement> {
    for (const [at, statement] of statementsOf(inbound).entries())
      yield this.#resolve(inbound, statement, at);
  }

  #resolve(inbound: Inbound, statement: Statement, at: number): ResolvedStatement {
    const newId: NewId = (purpose) =>
      deriveId(Date.parse(inbound.receivedAt), 'person', inbound.id, String(at), purpose);
    if (statement.kind === 'merge') return this.#resolveMerge(statement, newId);
    if (!('person' in statement)) return { ...NOBODY, statement };
    return statement.kind === 'visit' && statement.report.kind === 'moved'
      ? this.#resolveMove(statement, newId)
      : this.#resolvePerson(statement, newId);
  }

  /** Whose a statement is when numbers and the visit decide. */
  ownershipOf(statement: Extract<Statement, { person: NamedPerson }>): Ownership {
    const { owners, visits, evidence } = this.#known;
    const naming = this.#naming(statement.person, statement);
    const byNumber = ownerByNumber(naming, owners, evidence);
    const visit = visitOf(statement);
    if (byNumber.owner || byNumber.contradicted.length > 0 || !visit || visit.isUnnumbered)
      return byNumber;
    return { ...NO_OWNER, owner: ownerByVisit(naming, this.numberKey(visit), visits, evidence) };
  }

  /** The visits under the numbers of the group, as it leaves them. */
  get visits(): readonly VisitRow[] {
    return this.#known.visits.all;
  }

  numberKey(visit: NamedVisit): string {
    return this.#pseudonyms.visit(visit);
  }

  #resolvePerson(
    statement: Extract<Statement, { person: NamedPerson }>,
    newId: NewId,
  ): ResolvedStatement {
    const naming = this.#naming(statement.person, statement);
    const ownership = this.ownershipOf(statement);
    if (!ownership.owner && !makesKnown(statement)) {
      const visitKey = this.#visitKey(statement, null, naming);
      return { ...NOBODY, statement, visitKey };
    }
    const { personId, match, isGuess } = this.#match(statement, ownership.owner, () =>
      newId('person'),
    );
    const sharedHashes = this.#claim(naming, personId, ownership, isGuess);
    this.#known.evidence.meet(personId, naming.record, naming.numbers);
    return {
      ...NOBODY,
      ...{ statement, personId, match, sharedHashes },
      contradicted: ownership.contradicted,
      others: ownership.others,
      isCertain: identifiesByDemographics(naming) || naming.keys.length > 1,
      ofSameVisit: this.#ofSameVisit(statement, personId, naming),
      visitKey: this.#visitKey(statement, personId, naming),
    };
  }

  /** Whom the record is of, when it is new: the owner an identifier names, a match, or somebody new. */
  #match(
    statement: Statement,
    owner: string | undefined,
    newId: () => string,
  ): { readonly personId: string; readonly match: RecordMatch | null; readonly isGuess: boolean } {
    const matchable = this.#known.matchables.get(statement);
    const { candidates } = this.#known;
    if (!matchable || !candidates || this.#isKnown(matchable, owner))
      return { personId: owner ?? newId(), match: null, isGuess: false };
    const { same, maybe } = candidates.match(matchable, owner, this.#hashOf);
    const personId = owner ?? same[0] ?? newId();
    candidates.meet(matchable, personId, this.#hashOf);
    this.#met.add(`${matchable.digest}|${personId}`);
    return {
      personId,
      isGuess: !owner && same.length > 0,
      match: {
        matchable,
        merges: same.filter((each) => each !== personId),
        reviews: maybe.map((each) => ({
          personId: each,
          scoreBits: candidates.scoreBits(matchable, each),
        })),
      },
    };
  }

  readonly #hashOf = (system: string, value: string) =>
    this.#pseudonyms.identifier({ system, value });

  #isKnown({ digest }: Matchable, owner: string | undefined): boolean {
    const key = `${digest}|${owner}`;
    return owner !== undefined && (this.#known.knownRecords.has(key) || this.#met.has(key));
  }

  /** The visit of the person under its number; a new one where they have none. */
  #visitKey(statement: Statement, personId: string | null, naming: Naming): string | null {
    const visit = visitOf(statement);
    if (!visit) return null;
    const { visits } = this.#known;
    const numberKey = this.numberKey(visit);
    const hashes = naming.keys.map(({ hash }) => hash);
    const former = visit.formerly && this.#pseudonyms.visit(visit.formerly);
    const row =
      visits.find(numberKey, { personId, hashes }) ??
      (former === undefined || personId === null
        ? undefined
        : visits.under(former).find((each) => each.personId === personId));
    const known = row ?? this.#newRow(numberKey, hashes, personId);
    const isNobodys = known.personId === null && personId === null;
    visits.keep({
      ...known,
      personId: known.personId ?? personId,
      patients: isNobodys ? [...new Set([...known.patients, ...hashes])] : known.patients,
    });
    return known.key;
  }

  /** Others whose visit the number has meant, and whom the demographics do not contradict. */
  #ofSameVisit(statement: Statement, personId: string, { record }: Naming): string[] {
    const visit = visitOf(statement);
    const { visits, evidence } = this.#known;
    if (!visit || visit.isUnnumbered) return [];
    return visits.under(this.numberKey(visit)).flatMap((row) => {
      const other = row.wasMoved || row.personId === personId ? null : row.personId;
      return other && evidence.likeness(record, other) !== 'contradicts' ? [other] : [];
    });
  }

  /** The first visit of a number has the key of the number, as visits of earlier releases have. */
  #newRow(numberKey: string, hashes: readonly string[], personId: string | null): VisitRow {
    const isFirst = this.#known.visits.under(numberKey).every(({ key }) => key !== numberKey);
    const key = isFirst
      ? numberKey
      : this.#pseudonyms.visitOf(numberKey, personId ?? `nobody ${hashes[0] ?? ''}`);
    return { key, numberKey, personId, patients: personId === null ? hashes : [], wasMoved: false };
  }

  /**
   * The visit becomes another person's: the visits that its number has meant of the one and of the other
   * become one. Where nobody says whose it was, the number has meant one visit.
   */
  #resolveMove(statement: VisitStatement, newId: NewId): ResolvedStatement {
    const { visits, owners } = this.#known;
    const naming = this.#naming(statement.person, statement);
    const ownership = this.ownershipOf(statement);
    const personId = ownership.owner ?? newId('person');
    const sharedHashes = this.#claim(naming, personId, ownership, false);
    this.#known.evidence.meet(personId, naming.record, naming.numbers);
    const from = statement.from && this.#naming(statement.from, statement);
    const hashes = [...naming.keys, ...(from?.keys ?? [])].map(({ hash }) => hash);
    const both = new Set([
      personId,
      ...(from?.keys ?? []).flatMap(({ hash }) => owners.get(hash) ?? []),
    ]);
    const numberKey = this.numberKey(statement.visit);
    const isConcerned = (row: VisitRow) =>
      !from ||
      (row.personId !== null && both.has(row.personId)) ||
      ((row.wasMoved || row.personId === null) &&
        (row.patients.length === 0 || row.patients.some((hash) => hashes.includes(hash))));
    const concerned = visits.under(numberKey).filter(isConcerned);
    const kept =
      concerned.find(({ key }) => key === numberKey) ??
      concerned[0] ??
      this.#newRow(numberKey, hashes, null);
    const named = concerned.flatMap((row) => (row.wasMoved ? row.patients : []));
    const patients = from ? [...new Set([...named, ...hashes])] : [];
    visits.keep({ ...kept, patients, wasMoved: true });
    return {
      ...NOBODY,
      ...{ statement, personId, sharedHashes, others: ownership.others, visitKey: kept.key },
      contradicted: ownership.contradicted,
      absorbs: concerned.flatMap(({ key }) => (key === kept.key ? [] : [key])),
    };
  }

  /**
   * Nobody known on either side still links the identifiers, in case one of them comes later. What a server
   * calls its record links nobody: the record may come under a number, and then be found.
   */
  #resolveMerge(statement: Extract<Statement, { kind: 'merge' }>, newId: NewId): ResolvedStatement {
    const { owners, evidence } = this.#known;
    const persons = [statement.survivor, statement.retired];
    const sides = persons.map((person) => {
      const naming = this.#naming(person, statement);
      return { naming, ownership: ownerByNumber(naming, owners, evidence) };
    });
    const [survivor, retired] = [sides[0]!, sides[1]!];
    if (sides.some(({ ownership }, at) => !ownership.owner && isLocal(persons[at]!)))
      return { ...NOBODY, statement };
    const personId = survivor.ownership.owner ?? retired.ownership.owner ?? newId('person');
    const shared = sides.map(({ naming, ownership }) =>
      this.#claim(naming, ownership.owner ?? personId, ownership, false),
    );
    const retiredId =
      retired.ownership.owner === personId ? null : (retired.ownership.owner ?? null);
    for (const { naming, ownership } of sides)
      evidence.meet(ownership.owner ?? personId, {}, naming.numbers);
    if (retiredId) evidence.join(personId, retiredId);
    // The next pair of the same message already finds what this one brings together.
    if (retiredId)
      for (const [hash, known] of owners)
        if (known.includes(retiredId))
          owners.set(hash, [
            ...new Set(known.map((each) => (each === retiredId ? personId : each))),
          ]);
    return { ...NOBODY, statement, personId, retiredId, sharedHashes: shared.flat() };
  }

  /** Statements of several times may name a person in the same words. */
  #naming(person: NamedPerson, statement: Statement): Naming {
    return { ...this.#known.namings.get(person)!, at: reportedAtOf(statement) };
  }

  /**
   * Gives a person the numbers of a message: those nobody has, and those that only persons have whom they
   * cannot be. One that may be somebody else's stays theirs, and people are asked. Answers the shared ones.
   */
  #claim(naming: Naming, personId: string, ownership: Ownership, isGuess: boolean): string[] {
    const { owners } = this.#known;
    const contradicted = new Set(ownership.contradicted);
    const shared: string[] = [];
    for (const { hash, system, value } of naming.keys) {
      const known = owners.get(hash) ?? [];
      const isShared = known.length > 0 && known.every((each) => contradicted.has(each));
      if (!known.includes(personId) && (known.length === 0 || isShared)) {
        owners.set(hash, [...known, personId]);
        this.reserved.push({
          ...{ system, value, hash, personId, isGuess, isShared },
          trusted: true,
        });
      }
      if (owners.get(hash)!.length > 1) shared.push(hash);
    }
    return shared;
  }
}
