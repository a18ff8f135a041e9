import { toStorable, withStorableTexts } from '@handrail/domain';
import type { Tx } from '@handrail/messaging';
import type { Vault } from '../encryption/vault.js';
import type { ContentProblem, Inbound, MessageDisposition } from './domain/inbound.js';
import type { Queryable } from '../person/person.store.js';

/** An event a message caused, as the message remembers it in case it is taken back. */
export interface Produced {
  readonly eventId: string;
  readonly type: string;
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

const TARGET = `
  SELECT m.id, m.type, m.disposition, m.person_id AS "personId", m.visit_key AS "visitKey", m.produced
  FROM claim c JOIN message m ON m.id = c.message_id WHERE c.key = $1`;

export async function findTarget(db: Queryable, key: string): Promise<CancelTarget | undefined> {
  return (await db.query<CancelTarget>(TARGET, [key]))[0];
}

// All sealed bytes come as one parameter, which travels as it is: in a list of them each would be written
// as hexadecimal text, of which eight megabytes hold the process for a tenth of a second.
const INSERT = `
  INSERT INTO message (id, claim_key, protocol, source, type, control_id, received_at,
    content_type, sealed_headers, sealed_raw, disposition, reason, problems, person_id, visit_key,
    produced, parked_at, raw_bytes, raw_digest, raw_dropped, raw_dropped_at)
  SELECT n.id, n.claim_key, n.protocol, n.source, n.type, n.control_id, n.received_at, n.content_type,
    substring($17::bytea FROM n.headers_from FOR n.headers_size),
    substring($17::bytea FROM n.raw_from FOR n.raw_size), n.disposition, n.reason, n.problems::jsonb, n.person_id, n.visit_key,
    n.produced::jsonb, CASE WHEN n.disposition = 'parked' THEN n.received_at END,
    n.raw_bytes, n.raw_digest, n.raw_dropped, CASE WHEN n.raw_dropped IS NOT NULL THEN n.received_at END
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::text[], $12::uuid[], $13::text[],
    $14::text[], $15::int[], $16::int[], $18::int[], $19::int[], $20::int[], $21::text[], $22::text[])
    AS n(id, claim_key, protocol, source, type, control_id, received_at, content_type, disposition,
         reason, problems, person_id, visit_key, produced, raw_from, raw_size, headers_from,
         headers_size, raw_bytes, raw_digest, raw_dropped)
  ON CONFLICT (id) DO UPDATE SET disposition = EXCLUDED.disposition, reason = EXCLUDED.reason,
    problems = EXCLUDED.problems, person_id = EXCLUDED.person_id, visit_key = EXCLUDED.visit_key,
    produced = EXCLUDED.produced, claim_key = coalesce(message.claim_key, EXCLUDED.claim_key),
    control_id = coalesce(message.control_id, EXCLUDED.control_id),
    parked_at = CASE WHEN EXCLUDED.disposition = 'parked' THEN message.parked_at END
    WHERE message.disposition = 'parked'`;

/**
 * A repeat after a commit of unknown outcome finds its rows there already and leaves them; a parked
 * message that is applied anew gets its new end, and the keys of one that had not been read before.
 */
export async function insertMessages(
  tx: Tx,
  vault: Vault,
  settled: readonly Settled[],
): Promise<void> {
  if (settled.length === 0) return;
  const sealed = await sealMessages(tx, vault, settled);
  const parts: Buffer[] = [];
  let end = 0;
  const place = (sealedBytes: Buffer) => {
    parts.push(sealedBytes);
    const from = end + 1;
    end += sealedBytes.length;
    return { from, bytes: sealedBytes.length };
  };
  const raws = new Map<Settled, { from: number; bytes: number }>();
  const headers = new Map<Settled, { from: number; bytes: number }>();
  for (const [message, [raw, headerBytes]] of sealed) {
    if (raw) raws.set(message, place(raw));
    if (headerBytes) headers.set(message, place(headerBytes));
  }
  const of = <T>(pick: (message: Settled) => T) => settled.map(pick);
  await tx.query(INSERT, [
    of(({ inbound }) => inbound.id),
    texts(settled, ({ inbound }) => inbound.claim?.key),
    texts(settled, ({ inbound }) => inbound.protocol),
    texts(settled, ({ inbound }) => inbound.source || 'unknown'),
    texts(settled, ({ inbound }) => inbound.type || 'unknown'),
    texts(settled, ({ inbound }) => inbound.controlId),
    of(({ inbound }) => inbound.receivedAt),
    texts(settled, ({ inbound }) => inbound.contentType || 'unknown'),
    texts(settled, ({ disposition }) => disposition),
    texts(settled, ({ reason }) => reason),
    documents(settled, ({ problems }) => problems),
    of(({ personId }) => personId),
    texts(settled, ({ visitKey }) => visitKey),
    documents(settled, ({ produced }) => produced),
    of((message) => raws.get(message)?.from ?? null),
    of((message) => raws.get(message)?.bytes ?? null),
    Buffer.concat(parts),
    of((message) => headers.get(message)?.from ?? null),
    of((message) => headers.get(message)?.bytes ?? null),
    of(({ inbound }) => inbound.refusedBody?.bytes ?? null),
    of(({ inbound }) => inbound.refusedBody?.digest ?? null),
    of(({ inbound }) => inbound.refusedBody?.dropped ?? null),
  ]);
}

/** Every text column is written by this, and every document by the next: neither can be what fails. */
const texts = (
  settled: readonly Settled[],
  pick: (message: Settled) => string | null | undefined,
) =>
  settled.map((message) => {
    const text = pick(message);
    return text ? toStorable(text) : null;
  });

const documents = (settled: readonly Settled[], pick: (message: Settled) => unknown) =>
  settled.map((message) => JSON.stringify(withStorableTexts(pick(message))));

/** Places of sealed values; see `seal`. */
export const rawPlace = (id: string): string => `message:${id}`;
export const headersPlace = (id: string): string => `message-headers:${id}`;

/**
 * The bytes of each message and, where it has them, its headers: under the key of its person, if known. Of
 * a refused message whose body is not kept there is nothing.
 */
async function sealMessages(
  tx: Tx,
  vault: Vault,
  settled: readonly Settled[],
): Promise<Map<Settled, readonly Buffer[]>> {
  const values = ({ inbound: { id, raw, headers } }: Settled) => [
    { place: rawPlace(id), plain: raw },
    ...(headers ? [{ place: headersPlace(id), plain: JSON.stringify(headers) }] : []),
  ];
  const nobodys = settled.filter(
    ({ personId, inbound }) => !personId && !inbound.refusedBody?.dropped,
  );
  const alone = await vault.sealAlone(tx, nobodys.map(values));
  const ring = await vault.ringFor(
    tx,
    settled.flatMap(({ personId }) => personId ?? []),
  );
  return new Map([
    ...nobodys.map((message, at) => [message, alone[at]!] as const),
    ...settled.flatMap((message) => {
      const { personId } = message;
      if (!personId) return [];
      const seal = ({ place, plain }: { place: string; plain: Buffer | string }) =>
        ring.sealFor(personId, place, plain);
      return [[message, values(message).map(seal)] as const];
    }),
  ]);
}

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
