import { problemsOf, topicOf } from '@handrail/contracts';
import { deriveEventId, DomainError } from '@handrail/domain';
import { partitionOf } from '../log/murmur2.js';
import { inParts } from './in-parts.js';
import type { Cause } from './messaging.js';
import type { Outgoing } from './outcome.js';
import { traceparentFor } from './trace.js';
import { execute, type Tx } from './tx.js';

/** Fixed for ever: the slot of a key is stored with its rows. */
export const OUTBOX_SLOTS = 64;

/** 256 KiB: well under a broker's usual 1 MB even when a few travel together. */
export const PAYLOAD_LIMIT_BYTES = 256 * 1024;

export interface OutboxRow {
  readonly eventId: string;
  readonly key: string;
  readonly laneVersion: bigint;
  readonly ordinal: number;
  readonly topic: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

export interface OutboxSeed {
  readonly service: string;
  readonly cause: Cause;
  /** Makes ids of units that are not event handlers distinct; empty for handlers. */
  readonly salt: string;
  readonly laneVersionOf: (key: string) => bigint;
  /** Next position of an event of this key in this transaction. */
  readonly nextOrdinal: (key: string) => number;
  /** Position of an event of this type among those of this cause. */
  readonly nextOfType: (causeId: string, type: string) => number;
}

/** Turns what a rule wants published into a row; throws when it breaks its own contract. */
export function toOutboxRow(event: Outgoing, seed: OutboxSeed): OutboxRow {
  const { contract, data } = event;
  const problems = problemsOf(contract, data);
  if (problems.length > 0)
    throw new DomainError(
      'breaks-contract',
      `${contract.type} ${problems.map((p) => `${p.path} ${p.reason}`).join('; ')}`,
    );
  const key = String(data[contract.key]);
  const payload = JSON.stringify(data);
  if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES)
    throw new DomainError('payload-too-large', `${contract.type} is larger than 256 KiB`);
  const { cause } = seed;
  const eventId = deriveEventId({
    causeTimeMs: Date.parse(cause.recordedTime),
    service: seed.service,
    causeId: cause.id + seed.salt,
    type: contract.type,
    ordinal: seed.nextOfType(cause.id, contract.type),
  });
  return {
    eventId,
    key,
    laneVersion: seed.laneVersionOf(key),
    ordinal: seed.nextOrdinal(key),
    topic: topicOf(contract.context),
    payload,
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: eventId,
      ce_source: `handrail/${seed.service}`,
      ce_type: contract.type,
      ce_time: event.time ?? cause.recordedTime,
      ce_personkey: key,
      ce_causationid: cause.namedCauseId ?? cause.id,
      ce_correlationid: cause.correlationId,
      ce_recordedtime: cause.recordedTime,
      ce_traceparent: traceparentFor(eventId, cause.correlationId, cause.traceparent),
    },
  };
}

const INSERT = `
  INSERT INTO outbox (event_id, slot, key, lane_version, ordinal, topic, headers, payload)
  SELECT e.event_id, e.slot, e.key, e.lane_version, e.ordinal, e.topic, e.headers, e.payload
  FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::bigint[], $5::int[], $6::text[],
              $7::jsonb[], $8::text[]) WITH ORDINALITY
    AS e(event_id, slot, key, lane_version, ordinal, topic, headers, payload, at)
  ORDER BY e.at`;

/** Writes rows in order; `seq` is taken here, under the lane locks of their keys. */
export async function appendOutbox(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  for (const part of inParts(rows)) await appendPart(tx, part);
}

async function appendPart(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  await execute(tx, INSERT, [
    rows.map((row) => row.eventId),
    rows.map((row) => partitionOf(row.key, OUTBOX_SLOTS)),
    rows.map((row) => row.key),
    rows.map((row) => row.laneVersion.toString()),
    rows.map((row) => row.ordinal),
    rows.map((row) => row.topic),
    rows.map((row) => JSON.stringify(row.headers)),
    rows.map((row) => row.payload),
  ]);
}
