import type { Queryable } from '@handrail/messaging';
import type { AuditFacts } from './audit-entry.js';

/** Acts of different shards commit beside each other; one transaction writes into one shard. */
const SHARDS = 8;

const APPEND = `
  INSERT INTO audit_entry
    (shard, actor, client, organisation, act, object, subjects, purpose, outcome, request_id)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

/** Appends one row; the database gives it its place in the chain. */
export async function appendAudit(database: Queryable, facts: AuditFacts): Promise<void> {
  const shard = Number.parseInt(facts.requestId.slice(-2), 16) % SHARDS;
  const { actor, client, organisation, act, object, subjects, purpose, outcome, requestId } = facts;
  await database.query(APPEND, [
    ...[shard, actor, client, organisation, act, object],
    ...[[...subjects], purpose, outcome, requestId],
  ]);
}
