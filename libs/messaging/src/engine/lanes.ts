import type { Tx } from './tx.js';

/** The row of one key, locked by the transaction that holds this value. */
export interface Lane {
  readonly key: string;
  readonly version: bigint;
  /** Why later events of this key queue instead of being applied; null when they are applied. */
  heldBecause: string | null;
  readonly mergedInto: string | null;
}

// Upserting in key order locks, counts and reads the lanes in one round trip. Every writer takes them
// in this order, so two writers never wait for each other in a circle.
const LOCK = `
  INSERT INTO lane AS l (key, version)
  SELECT k, 1 FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
  ON CONFLICT (key) DO UPDATE SET version = l.version + 1
  RETURNING key, version, held_because, merged_into`;

interface LaneRow {
  key: string;
  version: string;
  held_because: string | null;
  merged_into: string | null;
}

/** Locks the lanes of `keys` until the transaction ends, and raises the version of each by one. */
export async function lockLanes(tx: Tx, keys: Iterable<string>): Promise<Map<string, Lane>> {
  const distinct = [...new Set(keys)];
  if (distinct.length === 0) return new Map();
  const rows = await tx.query<LaneRow>(LOCK, [distinct]);
  return new Map(
    rows.map((row) => [
      row.key,
      {
        key: row.key,
        version: BigInt(row.version),
        heldBecause: row.held_because,
        mergedInto: row.merged_into,
      },
    ]),
  );
}

const HOLD = `
  UPDATE lane SET held_because = h.because
  FROM unnest($1::text[], $2::text[]) AS h(key, because) WHERE lane.key = h.key`;

/** Holds or releases lanes this transaction has locked. */
export async function holdLanes(tx: Tx, lanes: readonly Lane[]): Promise<void> {
  if (lanes.length === 0) return;
  await tx.query(HOLD, [lanes.map((lane) => lane.key), lanes.map((lane) => lane.heldBecause)]);
}
