import type { Tx } from '@handrail/messaging';
import { deriveId } from '@handrail/domain';
import { insertRecords } from '../matching/match.store.js';
import type { Matchable } from '../matching/matchable.js';
import { withDetails, type KeptDetails } from '../inbound/domain/named-person.js';
import type { Identification } from '../person/identification.js';
import {
  attach,
  loadPersons,
  savePersons,
  type AttachedIdentifier,
} from '../person/person.store.js';
import { resealMessages } from '../reprocess/reseal-messages.js';
import { personStatementsOf } from '../inbound/domain/statements.js';
import type { MergeRow, PlannedMessage, UnmergePlan } from './unmerge.plan.js';

interface Both {
  readonly survivorId: string;
  readonly restoredId: string;
  readonly now: string;
}

/** Marks a merge as undone; false when somebody was quicker. */
export async function recordUndone(
  tx: Tx,
  mergeId: string,
  what: { readonly restoredId: string; readonly reason: string; readonly now: string },
): Promise<boolean> {
  const rows = await tx.query(
    `UPDATE person_merge SET undone_at = $2, undone_reason = $3, restored_id = $4
     WHERE id = $1 AND undone_at IS NULL RETURNING id`,
    [mergeId, what.now, what.reason, what.restoredId],
  );
  return rows.length > 0;
}

/** Two persons of whom somebody has said that they are two: no likeness links them again. */
export async function keepApart(
  tx: Tx,
  persons: readonly [string, string],
  causeId: string,
  now: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO identity_review (id, person_a, person_b, reason, opened_at, status, decided_at)
     VALUES ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 'merge-undone', $4,
       'kept-apart', $4)`,
    [deriveId(Date.parse(now), 'review', causeId), ...persons, now],
  );
}

/** Gives everything of the restored person back to them; visits, consents and events are moved by the caller. */
export async function divide(
  tx: Tx,
  identification: Identification,
  plan: UnmergePlan,
  merge: MergeRow,
  both: Both,
): Promise<void> {
  const { survivorId, restoredId } = both;
  await tx.query(
    'UPDATE data_key SET person_id = $1 WHERE person_id = $2 AND id = ANY($3::uuid[])',
    [restoredId, survivorId, merge.moved.keys ?? []],
  );
  await divideDetails(tx, identification, plan, both);
  await divideIdentifiers(tx, identification, plan, both);
  await divideRecords(tx, identification, plan, both);
  await moveMessages(tx, identification, plan, both);
}

/** Details are told anew from the messages of each, as if there had never been one person. */
async function divideDetails(
  tx: Tx,
  { vault }: Identification,
  { restored, remaining }: UnmergePlan,
  { survivorId, restoredId, now }: Both,
): Promise<void> {
  const before = (await loadPersons(tx, vault, [survivorId])).get(survivorId)?.details ?? {};
  const survivors = detailsOf(remaining);
  await savePersons(tx, vault, [
    { id: restoredId, details: detailsOf(restored), registeredAt: now },
    // Of a survivor of whom no message can be read, what is known is all there is.
    ...(remaining.length > 0
      ? [{ id: survivorId, details: survivors, registeredAt: now }]
      : [{ id: survivorId, details: before, registeredAt: now }]),
  ]);
}

const detailsOf = (messages: readonly PlannedMessage[]): KeptDetails =>
  messages
    .flatMap(({ inbound }) => personStatementsOf(inbound))
    .reduce<KeptDetails>((kept, statement) => {
      const at = statement.kind === 'visit' ? statement.report.reportedAt : statement.reportedAt;
      return withDetails(kept, statement.person.details, at);
    }, {});

const SECOND = `
  UPDATE identifier i SET is_shared = true
  WHERE i.person_id = $2 AND i.trusted AND i.id_hash = ANY($3::text[]) AND EXISTS (
    SELECT FROM identifier o WHERE o.id_hash = i.id_hash AND o.person_id = $1 AND o.trusted)`;

const FIRST = `
  UPDATE identifier i SET is_shared = false
  WHERE i.person_id = $1 AND i.trusted AND i.id_hash = ANY($2::text[]) AND NOT EXISTS (
    SELECT FROM identifier o WHERE o.id_hash = i.id_hash AND o.trusted AND NOT o.is_shared)`;

async function divideIdentifiers(
  tx: Tx,
  { vault, pseudonyms }: Identification,
  { restored, identifiers, shared, first }: UnmergePlan,
  { survivorId, restoredId, now }: Both,
): Promise<void> {
  const named = restored.flatMap(({ inbound }) =>
    personStatementsOf(inbound).flatMap(({ person }) =>
      person.identifiers.map((each) => ({ ...each, hash: pseudonyms.identifier(each) })),
    ),
  );
  await tx.query(
    'UPDATE identifier SET person_id = $1 WHERE person_id = $2 AND id_hash = ANY($3::text[]) AND trusted',
    [restoredId, survivorId, [...identifiers]],
  );
  // An untrusted value may be of both, and so may a number they shared: each has it who was told of by it.
  const rest = named.filter(({ trusted, hash }) => !trusted || shared.has(hash));
  await attach(
    tx,
    vault,
    rest.map((each): AttachedIdentifier => ({
      ...each,
      personId: restoredId,
      isShared: each.trusted,
    })),
    now,
  );
  // Nobody may have it first for a moment, but never two.
  await tx.query(SECOND, [restoredId, survivorId, first]);
  await tx.query(FIRST, [restoredId, first]);
}

/** The records of each are made anew, so that later ones are compared with the right person. */
async function divideRecords(
  tx: Tx,
  { vault, matcher }: Identification,
  { restored, remaining }: UnmergePlan,
  { survivorId, restoredId }: Both,
): Promise<void> {
  const recordsOf = (messages: readonly PlannedMessage[]) =>
    new Map(
      messages
        .flatMap(({ inbound }) => personStatementsOf(inbound))
        .flatMap(({ person }) => matcher.hashes.matchable(person) ?? [])
        .map((matchable): [string, Matchable] => [matchable.digest, matchable]),
    );
  const back = recordsOf(restored);
  const kept = recordsOf(remaining);
  const gone = await tx.query<{ id: string }>(
    'DELETE FROM match_record WHERE person_id = $1 AND digest = ANY($2::bigint[]) RETURNING id',
    [survivorId, [...back.keys()].filter((digest) => !kept.has(digest))],
  );
  for (const matchable of back.values())
    await tx.query(
      'DELETE FROM match_key WHERE key = ANY($1::bigint[]) AND record_id = ANY($2::bigint[])',
      [matchable.blockingKeys, gone.map(({ id }) => id)],
    );
  const records = [...back.values()].map((matchable) => ({ personId: restoredId, matchable }));
  if (records.length > 0) await insertRecords(tx, vault, matcher.hashes, records);
}

/** Messages go back to whom they are about. */
async function moveMessages(
  tx: Tx,
  { vault }: Identification,
  { restored }: UnmergePlan,
  { restoredId }: Both,
): Promise<void> {
  const moved = [restoredId, restored.map(({ id }) => id)];
  await tx.query('UPDATE message SET person_id = $1 WHERE id = ANY($2::uuid[])', moved);
  await tx.query(
    'UPDATE number_sighting SET person_id = $1 WHERE message_id = ANY($2::uuid[])',
    moved,
  );
  await resealMessages(tx, vault, restored, restoredId);
}
