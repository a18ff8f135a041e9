import { inParts, upsert, type Queryable, type Tx } from '@handrail/messaging';
import type { Vault } from '../encryption/vault.js';
import type { Identifier, KeptDetails } from '../inbound/domain/named-person.js';

export interface PersonRow {
  readonly id: string;
  readonly details: KeptDetails;
}

/** An identifier with its look-up key and the person it belongs to. */
export interface AttachedIdentifier extends Identifier {
  readonly hash: string;
  readonly personId: string;
  /** Attached by a likeness of records, not by what anybody said. */
  readonly isGuess?: boolean;
  /** Somebody else was known by it first, whom this person cannot be. */
  readonly isShared?: boolean;
}

/** Places of sealed values; see `seal`. */
export const personPlace = (id: string): string => `person:${id}`;
export const identifierPlace = (hash: string): string => `identifier:${hash}`;

const OWNERS = `
  SELECT i.id_hash, coalesce(p.merged_into, i.person_id) AS person_id
  FROM identifier i LEFT JOIN person p ON p.id = i.person_id
  WHERE i.id_hash = ANY($1::text[]) AND (i.trusted OR (i.is_local AND NOT EXISTS (
    SELECT FROM identifier o WHERE o.id_hash = i.id_hash AND o.person_id <> i.person_id)))
  ORDER BY i.id_hash, i.is_shared, 2`;

/**
 * Who the trusted identifiers belong to, by their look-up keys: several, where people share a number; the
 * one who had it first comes first. What a server calls its record counts where only one person is called
 * so: test systems and exports begin with 1 each time. One that was attached to a person in the moment they were merged
 * belongs to the survivor.
 */
export async function ownersOf(
  db: Queryable,
  hashes: readonly string[],
): Promise<Map<string, readonly string[]>> {
  const owners = new Map<string, string[]>();
  for (const part of inParts(hashes, HASHES_AT_ONCE)) {
    const rows = await db.query<{ id_hash: string; person_id: string }>(OWNERS, [part]);
    for (const { id_hash, person_id } of rows) {
      const known = owners.get(id_hash);
      if (!known) owners.set(id_hash, [person_id]);
      else if (!known.includes(person_id)) known.push(person_id);
    }
  }
  return owners;
}

/** Short rows; see `inParts`. */
const HASHES_AT_ONCE = 1_000;

/** The numbers by which trusted authorities know somebody: system -> look-up keys. */
export type TrustedNumbers = ReadonlyMap<string, ReadonlySet<string>>;

const TRUSTED = `
  SELECT person_id, system, id_hash FROM identifier WHERE trusted AND person_id = ANY($1::uuid[])`;

/** What trusted authorities call persons. */
export async function trustedNumbersOf(
  db: Queryable,
  personIds: readonly string[],
): Promise<Map<string, TrustedNumbers>> {
  const numbers = new Map<string, Map<string, Set<string>>>();
  if (personIds.length === 0) return numbers;
  const rows = await db.query<{ person_id: string; system: string; id_hash: string }>(TRUSTED, [
    personIds,
  ]);
  for (const { person_id, system, id_hash } of rows) {
    const own = numbers.get(person_id) ?? new Map<string, Set<string>>();
    own.set(system, (own.get(system) ?? new Set()).add(id_hash));
    numbers.set(person_id, own);
  }
  return numbers;
}

// Written by hand: rows go in one order, and a conflict of either index leaves what is there.
const ATTACH = `
  INSERT INTO identifier (id_hash, person_id, system, sealed_value, trusted, first_seen_at, is_guess,
    is_shared, is_local)
  SELECT h, p, s, v, t, $6::timestamptz, g, d, l
  FROM unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::boolean[], $7::boolean[],
    $8::boolean[], $9::boolean[]) AS i(h, p, s, v, t, g, d, l)
  ORDER BY h, p
  ON CONFLICT DO NOTHING`;

/** Attaches identifiers nobody has; one that somebody has meanwhile stays where it is. */
export async function attach(
  db: Queryable,
  vault: Vault,
  identifiers: readonly AttachedIdentifier[],
  at: string,
): Promise<void> {
  for (const part of inParts(identifiers)) await attachSome(db, vault, part, at);
}

async function attachSome(
  db: Queryable,
  vault: Vault,
  identifiers: readonly AttachedIdentifier[],
  at: string,
): Promise<void> {
  const ring = await vault.ringFor(
    db,
    identifiers.map(({ personId }) => personId),
  );
  await db.query(ATTACH, [
    identifiers.map(({ hash }) => hash),
    identifiers.map(({ personId }) => personId),
    identifiers.map(({ system }) => system),
    identifiers.map(({ hash, personId, value }) =>
      ring.sealFor(personId, identifierPlace(hash), value),
    ),
    identifiers.map(({ trusted }) => trusted),
    at,
    identifiers.map(({ isGuess }) => isGuess ?? false),
    identifiers.map(({ isShared }) => isShared ?? false),
    identifiers.map(({ isLocal }) => isLocal ?? false),
  ]);
}

const TRUST = `
  UPDATE identifier i SET trusted = true FROM unnest($1::text[], $2::uuid[]) AS n(h, p)
  WHERE i.id_hash = n.h AND i.person_id = n.p AND NOT i.trusted
    AND NOT EXISTS (SELECT 1 FROM identifier o WHERE o.id_hash = n.h AND o.trusted)`;

const UNIQUE_VIOLATION = '23505';

/**
 * An identifier that a person has as an untrusted one, and that a message now trusts, stands in the way of
 * its trusted self: it becomes that. Where somebody else gets it in this moment, it is theirs.
 */
export async function trustOwn(
  db: Queryable,
  identifiers: readonly AttachedIdentifier[],
): Promise<void> {
  const trusted = identifiers.filter((identifier) => identifier.trusted);
  if (trusted.length === 0) return;
  const hashes = trusted.map(({ hash }) => hash);
  const persons = trusted.map(({ personId }) => personId);
  await db.query(TRUST, [hashes, persons]).catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
  });
}

const CONFIRM = `
  UPDATE identifier SET is_guess = false
  WHERE is_guess AND id_hash = ANY($1::text[]) RETURNING id_hash, person_id`;

/** Numbers that a likeness gave to persons and that have not been written down as such, by person. */
export async function takeGuesses(
  tx: Tx,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const taken = new Map<string, string[]>();
  if (hashes.length === 0) return taken;
  const rows = await tx.query<{ id_hash: string; person_id: string }>(CONFIRM, [hashes]);
  for (const { id_hash, person_id } of rows)
    taken.set(person_id, [...(taken.get(person_id) ?? []), id_hash]);
  return taken;
}

const LOAD = 'SELECT id, sealed_details, merged_into FROM person WHERE id = ANY($1::uuid[])';

/** What is known of persons, and who they turned out to be. */
export interface KnownPerson {
  readonly details: KeptDetails;
  readonly mergedInto: string | null;
}

/** A person whose data key has been destroyed is still a person, of whom nothing is known. */
export async function loadPersons(
  tx: Tx,
  vault: Vault,
  ids: readonly string[],
): Promise<Map<string, KnownPerson>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; sealed_details: Buffer; merged_into: string | null }>(
    LOAD,
    [ids],
  );
  const ring = await vault.ringOf(
    tx,
    rows.map(({ sealed_details }) => sealed_details),
  );
  return new Map(
    rows.map(({ id, sealed_details: sealed, merged_into: mergedInto }) => {
      const details = ring.json<KeptDetails>({ place: personPlace(id), sealed }) ?? {};
      return [id, { details, mergedInto }];
    }),
  );
}

const save = upsert<{
  readonly id: string;
  readonly sealed: Buffer;
  readonly registeredAt: string;
}>(
  'person',
  {
    id: ['uuid', ({ id }) => id],
    sealed_details: ['bytea', ({ sealed }) => sealed],
    registered_at: ['timestamptz', ({ registeredAt }) => registeredAt],
  },
  { key: 'id', keeps: ['registered_at'] },
);

export async function savePersons(
  tx: Tx,
  vault: Vault,
  persons: ReadonlyArray<PersonRow & { readonly registeredAt: string }>,
): Promise<void> {
  if (persons.length === 0) return;
  const ring = await vault.ringFor(
    tx,
    persons.map(({ id }) => id),
  );
  await save(
    tx,
    persons.map(({ id, details, registeredAt }) => ({
      ...{ id, registeredAt },
      sealed: ring.sealFor(id, personPlace(id), JSON.stringify(details)),
    })),
  );
}

// Written by hand: least and greatest order the pair, and only some open reviews are overwritten.
const REVIEW = `
  INSERT INTO identity_review
    (id, person_a, person_b, reason, message_id, opened_at, status, score_bits)
  SELECT i, least(a, b), greatest(a, b), r, m, o, 'open', s
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[],
    $7::real[]) AS n(i, a, b, r, m, o, s)
  ON CONFLICT (person_a, person_b) DO UPDATE
    SET reason = EXCLUDED.reason, message_id = EXCLUDED.message_id
    WHERE identity_review.status = 'open' AND identity_review.reason = 'probable-duplicate'
      AND EXCLUDED.reason <> 'probable-duplicate'`;

export const REVIEW_REASONS = [
  'identifiers-of-two-persons',
  'number-shared',
  'visit-of-another-person',
  'probable-duplicate',
  'merge-undone',
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

/**
 * Two persons that may be one; asked once, and never again after somebody decided. What a source has said
 * is a better reason than a likeness.
 */
export interface IdentityReview {
  readonly id: string;
  readonly persons: readonly [string, string];
  readonly reason: ReviewReason;
  readonly messageId: string;
  readonly openedAt: string;
  /** How alike their records are, where that is the reason. */
  readonly scoreBits: number | null;
}

export async function openReviews(tx: Tx, all: readonly IdentityReview[]): Promise<void> {
  if (all.length === 0) return;
  // One statement may name a pair once; what a source has said comes last here and stays.
  const byWeight = [...all].sort(
    (a, b) => Number(b.scoreBits !== null) - Number(a.scoreBits !== null),
  );
  const pairs = byWeight.map((review) => [[...review.persons].sort().join('|'), review] as const);
  const reviews = [...new Map(pairs).values()];
  await tx.query(REVIEW, [
    reviews.map(({ id }) => id),
    reviews.map(({ persons }) => persons[0]),
    reviews.map(({ persons }) => persons[1]),
    reviews.map(({ reason }) => reason),
    reviews.map(({ messageId }) => messageId),
    reviews.map(({ openedAt }) => openedAt),
    reviews.map(({ scoreBits }) => scoreBits),
  ]);
}
