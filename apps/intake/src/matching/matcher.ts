import { Pace } from '@handrail/platform';
import type { Queryable } from '@handrail/messaging';
import { RECORD_SYSTEM } from '../inbound/domain/named-person.js';
import type { Vault } from '../encryption/vault.js';
import { matchOf, verdictOn, type LikePerson, type Match } from './domain/decide.js';
import { scoreOf, type Frequencies, type Score } from './domain/score.js';
import {
  blocksOf,
  frequenciesOf,
  matchingState,
  recordsOf,
  type Basis,
  type KeptRecord,
} from './match.store.js';
import type { Matchable, MatchHashes } from './matchable.js';

/** A record to look up, and whose it is when an identifier has said so already. */
export interface RecordToMatch {
  readonly matchable: Matchable;
  readonly owner: string | undefined;
}

/** Finds who records may be of. */
export class Matcher {
  constructor(
    readonly vault: Vault,
    readonly hashes: MatchHashes,
  ) {}

  /** Reads what is needed to match these records, in a few statements for all of them. */
  async candidatesFor(db: Queryable, wanted: readonly RecordToMatch[]): Promise<MatchCandidates> {
    const { blocking } = this.hashes.parameters;
    const unique = <T>(some: Iterable<T>) => [...new Set(some)];
    const state = await matchingState(db);
    const keys = unique(wanted.flatMap(({ matchable }) => matchable.blockingKeys));
    const blocks = await blocksOf(db, keys, blocking.blockLimit);
    const isSmall = (key: string) => (blocks.get(key)?.length ?? 0) <= blocking.blockLimit;
    const compared = keys.filter(isSmall);
    const recordIds = new Map(
      await new Pace().map(
        wanted,
        ({ matchable }) => [matchable, this.#candidatesOf(matchable, blocks)] as const,
      ),
    );
    const records = await recordsOf(db, this.vault, unique([...recordIds.values()].flat()));
    const seen = await frequenciesOf(
      db,
      unique(wanted.flatMap(({ matchable }) => matchable.values)),
    );
    // Asked for each pair that is compared, and a hundred records may be alike.
    const byValue = new Map<string, number>();
    const candidates = new MatchCandidates(this.hashes, {
      basis: {
        generation: state.generation,
        keys: compared,
        seen: unique(compared.flatMap((key) => blocks.get(key) ?? [])),
      },
      frequencies: {
        records: state.records,
        of: (value) => {
          const times = byValue.get(value) ?? seen.get(this.hashes.value(value)) ?? 0;
          byValue.set(value, times);
          return times;
        },
      },
      kept: (matchable) => (recordIds.get(matchable) ?? []).flatMap((id) => records.get(id) ?? []),
    });
    await candidates.readPersons(db, wanted);
    return candidates;
  }

  /** Records behind the keys of one, those first that share most, where few share it. */
  #candidatesOf(matchable: Matchable, blocks: ReadonlyMap<string, readonly string[]>): string[] {
    const { blockLimit, candidateLimit } = this.hashes.parameters.blocking;
    const rarity = new Map<string, number>();
    for (const key of matchable.blockingKeys) {
      const ids = blocks.get(key) ?? [];
      if (ids.length > blockLimit) continue;
      const bits = 1 + Math.log2(blockLimit / ids.length);
      for (const id of ids) rarity.set(id, (rarity.get(id) ?? 0) + bits);
    }
    return [...rarity]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, candidateLimit)
      .map(([id]) => id);
  }
}

interface Known {
  readonly basis: Basis;
  readonly frequencies: Frequencies;
  kept(matchable: Matchable): readonly KeptRecord[];
}

const TRUSTED = `
  SELECT person_id, system, id_hash FROM identifier
  WHERE trusted AND system <> '${RECORD_SYSTEM}' AND person_id = ANY($1::uuid[])`;

const APART = `
  SELECT person_a, person_b FROM identity_review
  WHERE status = 'kept-apart' AND person_a = ANY($1::uuid[]) AND person_b = ANY($1::uuid[])`;

/** The scored answer, to which records of the same batch are added as they are met. */
export class MatchCandidates {
  readonly #hashes: MatchHashes;
  readonly #known: Known;
  readonly basis: Basis;
  readonly #trusted = new Map<string, Map<string, Set<string>>>();
  readonly #apart = new Set<string>();
  readonly #met: Array<{ matchable: Matchable; personId: string }> = [];
  readonly #scores = new Map<Matchable, ReadonlyMap<string, Score>>();
  #best: {
    readonly of?: Matchable;
    readonly met: number;
    readonly best: ReadonlyMap<string, Score>;
  } = { met: 0, best: new Map() };

  constructor(hashes: MatchHashes, known: Known) {
    this.#hashes = hashes;
    this.#known = known;

    this.basis = known.basis;
  }

  /** Reads of the persons who come into question what authorities call them and whom they are not. */
  async readPersons(db: Queryable, wanted: readonly RecordToMatch[]): Promise<void> {
    const persons = new Set<string>();
    const pace = new Pace();
    for (const { matchable, owner } of wanted) {
      await pace.step();
      const scores = this.#scoresOf(matchable);
      for (const personId of scores.keys()) persons.add(personId);
      if (owner) persons.add(owner);
    }
    if (persons.size === 0) return;
    const ids = [...persons];
    for (const row of await db.query<{ person_id: string; system: string; id_hash: string }>(
      TRUSTED,
      [ids],
    ))
      this.#call(row.person_id, row.system, row.id_hash);
    for (const { person_a, person_b } of await db.query<{ person_a: string; person_b: string }>(
      APART,
      [ids],
    ))
      this.#apart.add(`${person_a}|${person_b}`);
  }

  /**
   * Whose a record is. `hashOf` gives the look-up key of a trusted identifier; `owner` is whom an
   * identifier names already, who then is not among the answers.
   */
  match(
    matchable: Matchable,
    owner: string | undefined,
    hashOf: (system: string, value: string) => string,
  ): Match {
    const own = new Map<string, Set<string>>();
    for (const [system, value] of matchable.trusted)
      own.set(system, new Set([hashOf(system, value)]));
    for (const [system, hashes] of (owner && this.#trusted.get(owner)) || [])
      own.set(system, new Set([...hashes, ...(own.get(system) ?? [])]));
    const candidates = [...this.#bestOf(matchable)]
      .filter(([personId]) => personId !== owner && !this.areApart(personId, owner))
      .map(([personId, score]): LikePerson => ({
        personId,
        score,
        isAnother: this.#differs(own, personId),
      }));
    const match = matchOf(candidates, this.#hashes.parameters);
    const [first] = match.same;
    // Persons whom somebody has kept apart stay so, however alike a third record finds them.
    const chosen = owner ?? first;
    return {
      same: match.same.filter((each) => each === chosen || !this.areApart(each, chosen)),
      maybe: match.maybe.filter((each) => !this.areApart(each, chosen)),
    };
  }

  scoreBits(matchable: Matchable, personId: string): number | null {
    return this.#bestOf(matchable).get(personId)?.total ?? null;
  }

  /** A record of this batch: later ones are compared with it. */
  meet(
    matchable: Matchable,
    personId: string,
    hashOf: (system: string, value: string) => string,
  ): void {
    this.#met.push({ matchable, personId });
    for (const [system, value] of matchable.trusted)
      this.#call(personId, system, hashOf(system, value));
  }

  areApart(personId: string | undefined, otherId: string | undefined): boolean {
    if (!personId || !otherId) return false;
    return this.#apart.has(
      personId < otherId ? `${personId}|${otherId}` : `${otherId}|${personId}`,
    );
  }

  #call(personId: string, system: string, hash: string): void {
    const called = this.#trusted.get(personId) ?? new Map<string, Set<string>>();
    called.set(system, (called.get(system) ?? new Set()).add(hash));
    this.#trusted.set(personId, called);
  }

  /** An authority that both have a value of, and none in common. */
  #differs(own: ReadonlyMap<string, ReadonlySet<string>>, personId: string): boolean {
    const theirs = this.#trusted.get(personId) ?? new Map<string, Set<string>>();
    return [...own].some(([system, hashes]) => {
      const other = theirs.get(system);
      return other !== undefined && ![...hashes].some((hash) => other.has(hash));
    });
  }

  /** Asked for every person that comes into question, and worked out once while nobody new is met. */
  #bestOf(matchable: Matchable): ReadonlyMap<string, Score> {
    const { of, met, best } = this.#best;
    if (of === matchable && met === this.#met.length) return best;
    const scores = this.#compareAll(matchable);
    this.#best = { of: matchable, met: this.#met.length, best: scores };
    return scores;
  }

  /** The best score of each person: any one of their records may be the one that is alike. */
  #compareAll(matchable: Matchable): ReadonlyMap<string, Score> {
    const best = new Map(this.#scoresOf(matchable));
    const keys = new Set(matchable.blockingKeys);
    for (const { matchable: other, personId } of this.#met)
      if (other.blockingKeys.some((key) => keys.has(key)))
        this.#keepBetter(best, personId, this.#score(matchable, other.record));
    return best;
  }

  #scoresOf(matchable: Matchable): ReadonlyMap<string, Score> {
    const known = this.#scores.get(matchable);
    if (known) return known;
    const best = new Map<string, Score>();
    for (const { personId, record } of this.#known.kept(matchable)) {
      const score = this.#score(matchable, record);
      if (verdictOn(score, this.#hashes.parameters) !== 'apart')
        this.#keepBetter(best, personId, score);
    }
    this.#scores.set(matchable, best);
    return best;
  }

  #score(matchable: Matchable, record: KeptRecord['record']): Score {
    return scoreOf(matchable.record, record, this.#hashes.parameters, this.#known.frequencies);
  }

  /** What allows more is better; of two that allow the same, the higher. */
  #keepBetter(best: Map<string, Score>, personId: string, score: Score): void {
    const before = best.get(personId);
    const rank = (candidate: Score) => RANK[verdictOn(candidate, this.#hashes.parameters)];
    if (
      !before ||
      rank(score) > rank(before) ||
      (rank(score) === rank(before) && score.total > before.total)
    )
      best.set(personId, score);
  }
}

const RANK = { link: 2, review: 1, apart: 0 } as const;
