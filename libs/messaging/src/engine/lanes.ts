import { execute, type Tx } from './tx.js';

/** The row of one key, locked by the transaction that holds this value. */
export interface Lane {
  readonly key: string;
  readonly version: bigint;
  /** When the server began: another server, or one that was set back, may count the same versions again. */
  readonly serverSince: string;
  /** Why later events of this key queue instead of being applied; null when they are applied. */
  heldBecause: string | null;
  /** The key this one's events belong to since two persons turned out to be one. */
  mergedInto: string | null;
}

// Upserting in key order locks, counts and reads the lanes in one round trip. Every writer takes them
// in this order, so two writers never wait for each other in a circle.
const LOCK = `
  INSERT INTO lane AS l (key, version)
  SELECT k, 1 FROM unnest($1::text[]) AS k ORDER BY k COLLATE "C"
  ON CONFLICT (key) DO UPDATE SET version = l.version + 1
  RETURNING key, version, held_because, merged_into, pg_postmaster_start_time()::text AS server_since`;

interface LaneRow {
  key: string;
  version: string;
  server_since: string;
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
        serverSince: row.server_since,
        heldBecause: row.held_because,
        mergedInto: row.merged_into,
      },
    ]),
  );
}

const SAVE = `
  UPDATE lane SET held_because = s.because, merged_into = s.target
  FROM unnest($1::text[], $2::text[], $3::text[]) AS s(key, because, target) WHERE lane.key = s.key`;

/** Holds, releases or merges lanes this transaction has locked. */
export async function saveLanes(tx: Tx, lanes: readonly Lane[]): Promise<void> {
  if (lanes.length === 0) return;
  await execute(tx, SAVE, [
    lanes.map((lane) => lane.key),
    lanes.map((lane) => lane.heldBecause),
    lanes.map((lane) => lane.mergedInto),
  ]);
}

/** Thrown when a lane turns out to be merged into one that is not locked: start over with both. */
class LanesMovedError extends Error {
  constructor(readonly keys: readonly string[]) {
    super('a lane was merged into another');
    this.name = 'LanesMovedError';
  }
}

/** Finds the lane a key's events belong to now, following merges. */
export function laneFinder(lanes: ReadonlyMap<string, Lane>): (key: string) => Lane {
  return (key) => {
    let lane = lanes.get(key);
    let missing = key;
    while (lane?.mergedInto) {
      missing = lane.mergedInto;
      lane = lanes.get(missing);
    }
    if (!lane) throw new LanesMovedError([missing]);
    return lane;
  };
}

/** Runs `work` with the keys it needs, again with more of them whenever a merge has moved a lane. */
export async function followingMerges<T>(
  keys: readonly string[],
  work: (keys: readonly string[]) => Promise<T>,
): Promise<T> {
  let wanted = keys;
  for (;;) {
    try {
      return await work(wanted);
    } catch (error) {
      if (!(error instanceof LanesMovedError)) throw error;
      wanted = [...wanted, ...error.keys];
    }
  }
}
