import { createHash } from 'node:crypto';
import type { AuditEntry } from './audit-entry.js';

/** The last row of a shard, as somebody saw it who signed that. */
export interface ShardHead {
  readonly shard: number;
  readonly seq: number;
  readonly hash: string;
}

/** The first row at which a chain does not hold. */
export interface BrokenLink {
  readonly shard: number;
  readonly seq: number;
  readonly why: 'changed' | 'missing' | 'not-linked' | 'replaced' | 'cut';
}

const FIRST = '00'.repeat(32);

/** Before the first row of a shard. */
export const beforeFirst = (shard: number): ShardHead => ({ shard, seq: 0, hash: FIRST });

/** The hash of a row as the database makes it: over the hash before it and the row as a list in JSON. */
export function hashOf(entry: AuditEntry): string {
  const { shard, seq, at, actor, client, organisation, act } = entry;
  const { object, subjects, purpose, outcome, requestId } = entry;
  const row = [
    ...[shard, seq, at, actor, client, organisation, act],
    ...[object, subjects, purpose, outcome, requestId],
  ];
  return createHash('sha256')
    .update(Buffer.from(entry.previous, 'hex'))
    .update(databaseText(row))
    .digest('hex');
}

/** A list as PostgreSQL writes it: a space after every comma. */
function databaseText(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(databaseText).join(', ')}]` : JSON.stringify(value);
}

/**
 * Checks rows of one shard in their order, from the head after which they follow. Answers the first row that
 * does not hold, or the new head.
 */
export function checkRows(from: ShardHead, rows: readonly AuditEntry[]): BrokenLink | ShardHead {
  let head = from;
  for (const row of rows) {
    const { shard, seq, hash } = row;
    if (seq !== head.seq + 1) return { shard, seq: head.seq + 1, why: 'missing' };
    if (row.previous !== head.hash) return { shard, seq, why: 'not-linked' };
    if (hashOf(row) !== hash) return { shard, seq, why: 'changed' };
    head = { shard, seq, hash };
  }
  return head;
}

/** What a signed head says of a shard, held against the hash its row has now (null when it is gone). */
export function checkHead(signed: ShardHead, hashNow: string | null): BrokenLink | null {
  const { shard, seq } = signed;
  if (hashNow === null) return { shard, seq, why: 'cut' };
  return hashNow === signed.hash ? null : { shard, seq, why: 'replaced' };
}
