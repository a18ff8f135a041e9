import type { MessageDisposition } from '@handrail/contracts';
import type { Queryable, Tx } from '@handrail/messaging';
import type { ContentProblem, Inbound } from '../inbound/domain/inbound.js';

/** An event a message caused, as the message remembers it in case it is taken back. */
export interface Produced {
  readonly eventId: string;
  readonly type: string;
  /** Of a fact that has a claim of its own: the claim, and whose fact it is. */
  readonly once?: { readonly key: string; readonly personId: string };
}

/** A message with its end. */
export interface Settled {
  readonly inbound: Inbound;
  readonly disposition: Exclude<MessageDisposition, 'pending'>;
  readonly reason: string;
  readonly problems: readonly ContentProblem[];
  readonly personId: string | null;
  readonly visitKey: string | null;
  readonly produced: readonly Produced[];
}

export interface Claim {
  readonly key: string;
  readonly messageId: string;
  readonly contentHash: string;
}

export interface ClaimAnswer {
  /** The message that has the claim; another one when this message came before. */
  readonly messageId: string;
  readonly contentHash: string;
  /** The message that cancelled it before it came. */
  readonly cancelledBy: string | null;
  /** Taken by this very transaction. */
  readonly isNew: boolean;
}

interface ClaimRow {
  key: string;
  message_id: string;
  content_hash: string;
  cancelled_by: string | null;
}

// A row without a message is the place kept by a cancellation that came first; it may be taken.
const CLAIM = `
  INSERT INTO claim (key, message_id, content_hash)
  SELECT k, m, h FROM unnest($1::text[], $2::uuid[], $3::text[]) AS n(k, m, h) ORDER BY k
  ON CONFLICT (key) DO UPDATE
    SET message_id = EXCLUDED.message_id, content_hash = EXCLUDED.content_hash
    WHERE claim.message_id IS NULL
  RETURNING key, message_id, content_hash, cancelled_by`;

const CLAIMED = `
  SELECT key, message_id, content_hash, cancelled_by FROM claim WHERE key = ANY($1::text[])`;

/** Takes the claims that are free, and says who has the others. Keys must be distinct. */
export async function claim(tx: Tx, claims: readonly Claim[]): Promise<Map<string, ClaimAnswer>> {
  if (claims.length === 0) return new Map();
  const won = await tx.query<ClaimRow>(CLAIM, [
    claims.map(({ key }) => key),
    claims.map(({ messageId }) => messageId),
    claims.map(({ contentHash }) => contentHash),
  ]);
  const taken = new Set(won.map(({ key }) => key));
  const rest = claims.filter(({ key }) => !taken.has(key)).map(({ key }) => key);
  const held = rest.length > 0 ? await tx.query<ClaimRow>(CLAIMED, [rest]) : [];
  return new Map(
    [...won, ...held].map((row) => [
      row.key,
      {
        messageId: row.message_id,
        contentHash: row.content_hash,
        cancelledBy: row.cancelled_by,
        isNew: taken.has(row.key),
      },
    ]),
  );
}

const CANCEL = `
  INSERT INTO claim (key, cancelled_by) VALUES ($1, $2)
  ON CONFLICT (key) DO UPDATE SET cancelled_by = coalesce(claim.cancelled_by, EXCLUDED.cancelled_by)
  RETURNING message_id, cancelled_by`;

/** Marks a message as cancelled, known or not; answers the message and who cancelled it first. */
export async function cancelClaim(
  tx: Tx,
  key: string,
  by: string,
): Promise<{ readonly messageId: string | null; readonly cancelledBy: string }> {
  const [row] = await tx.query<{ message_id: string | null; cancelled_by: string }>(CANCEL, [
    key,
    by,
  ]);
  return { messageId: row!.message_id, cancelledBy: row!.cancelled_by };
}

/** A message someone wants to take back. */
export interface CancelTarget {
  readonly id: string;
  readonly type: string;
  readonly disposition: MessageDisposition;
  readonly personId: string | null;
  readonly visitKey: string | null;
  readonly produced: readonly Produced[];
}

const TARGETS = `
  SELECT c.key, m.id, m.type, m.disposition, m.person_id AS "personId", m.visit_key AS "visitKey",
    m.produced
  FROM claim c JOIN message m ON m.id = c.message_id WHERE c.key = ANY($1::text[])`;

/** The messages that have these claims, by claim. */
export async function findTargets(
  db: Queryable,
  keys: readonly string[],
): Promise<ReadonlyMap<string, CancelTarget>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query<CancelTarget & { readonly key: string }>(TARGETS, [keys]);
  return new Map(rows.map(({ key, ...target }) => [key, target]));
}

/** Places of sealed values; see `seal`. */
export const rawPlace = (id: string): string => `message:${id}`;
export const headersPlace = (id: string): string => `message-headers:${id}`;

// The id of its key stands in the second to seventeenth byte of a sealed value.
const ADOPT = `
  UPDATE data_key k SET person_id = m.person_id FROM message m
  WHERE m.id = ANY($1::uuid[]) AND m.person_id IS NOT NULL AND k.person_id IS NULL
    AND k.id = encode(substring(m.sealed_raw FROM 2 FOR 16), 'hex')::uuid`;

/** Gives the keys of messages stored as nobody's to the persons they turned out to be about. */
export async function adoptMessages(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.query(ADOPT, [ids]);
}

const AWAKEN = `
  UPDATE message SET disposition = 'applied', reason = 'what-it-waited-for-came', parked_at = NULL,
    person_id = coalesce(message.person_id, n.person_id)
  FROM unnest($1::text[], $2::uuid[]) AS n(claim_key, person_id)
  WHERE message.claim_key = n.claim_key AND disposition IN ('parked', 'ignored')
  RETURNING message.id`;

/** Messages that waited have had their effect: nothing of them is left to wait for. */
export async function awaken(
  tx: Tx,
  waiting: ReadonlyArray<{ readonly claimKey: string; readonly personId: string | null }>,
): Promise<void> {
  if (waiting.length === 0) return;
  const rows = await tx.query<{ id: string }>(AWAKEN, [
    waiting.map(({ claimKey }) => claimKey),
    waiting.map(({ personId }) => personId),
  ]);
  await adoptMessages(
    tx,
    rows.map(({ id }) => id),
  );
}

const SETTLE_CANCELLATIONS = `
  UPDATE message SET disposition = 'applied', reason = 'what-it-waited-for-came', parked_at = NULL
  WHERE id = ANY($1::uuid[]) AND disposition = 'parked'`;

/** Cancellations whose target has come and was superseded. */
export async function settleCancellations(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.query(SETTLE_CANCELLATIONS, [ids]);
}
