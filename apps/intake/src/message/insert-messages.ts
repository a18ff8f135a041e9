import { toStorable, withStorableTexts } from '@handrail/domain';
import { execute, type Tx } from '@handrail/messaging';
import type { Vault } from '../encryption/vault.js';
import { headersPlace, rawPlace, type Settled } from './message.store.js';

// Written by hand: all sealed bytes come as one parameter, which travels as it is. In a list of them each
// would be written as hexadecimal text, of which eight megabytes hold the process for a tenth of a second.
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
  for (const part of byBytes(settled)) await insertPart(tx, vault, part);
}

/**
 * Bytes one statement carries, where not one message alone has more: they are sealed, joined and written
 * without a pause, and each step has a copy of all of them.
 */
const BYTES_AT_ONCE = 2 * 1024 * 1024;

function* byBytes(settled: readonly Settled[]): Generator<readonly Settled[]> {
  let part: Settled[] = [];
  let bytes = 0;
  for (const message of settled) {
    const own = message.inbound.refusedBody?.dropped ? 0 : message.inbound.raw.length;
    if (part.length > 0 && bytes + own > BYTES_AT_ONCE) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(message);
    bytes += own;
  }
  if (part.length > 0) yield part;
}

async function insertPart(tx: Tx, vault: Vault, settled: readonly Settled[]): Promise<void> {
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
  await execute(tx, INSERT, [
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
    parts.length === 1 ? parts[0] : Buffer.concat(parts),
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
