import type { Queryable } from '@handrail/messaging';
import type { AuditFacts } from './audit-entry.js';

/** Acts of different shards commit beside each other; one transaction writes into one shard. */
const SHARDS = 8;

const INTO = `
  INSERT INTO audit_entry
    (shard, actor, client, organisation, act, subjects, purpose, outcome, request_id, object)`;
const APPEND = `${INTO} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
const APPEND_EACH = `${INTO}
  SELECT $1::smallint, $2, $3, $4, $5, $6::text[], $7, $8, $9::uuid, each.object
  FROM unnest($10::text[]) WITH ORDINALITY AS each (object, place) ORDER BY each.place`;

/** Appends one row; the database gives it its place in the chain. */
export async function appendAudit(database: Queryable, facts: AuditFacts): Promise<void> {
  await database.query(APPEND, [...valuesOf(facts), facts.object]);
}

/** Appends a row for each of several things that one request was about, by one statement. */
export async function appendAuditOfEach(
  database: Queryable,
  facts: Omit<AuditFacts, 'object'>,
  objects: readonly string[],
): Promise<void> {
  await database.query(APPEND_EACH, [...valuesOf(facts), [...objects]]);
}

function valuesOf(facts: Omit<AuditFacts, 'object'>): unknown[] {
  const { actor, client, organisation, act, subjects, purpose, outcome, requestId } = facts;
  const shard = Number.parseInt(requestId.slice(-2), 16) % SHARDS;
  return [shard, actor, client, organisation, act, [...subjects], purpose, outcome, requestId];
}
