import { ADVISORY_LOCKS } from '../../engine/advisory-locks.js';
import { assign, type AssignableMember, type AssignablePartition } from './assignment.js';
import type { LogDatabase, RowQuery } from './log-database.js';
import type { SessionIdentity } from './log-session.js';

/**
 * How members of a group share partitions. Everything that changes who owns what runs under the lock
 * of the group's row and raises the group's generation, which is written into every claim it grants.
 *
 * A claim passes on in one of three ways only: its owner released it (`wanted_by` asks it to), its
 * owner left, or its owner is dead. Dead is a lease that ran out, or a listening session that is gone
 * although the server never restarted since the owner was last seen: a killed process is noticed at
 * once, a frozen one when its lease ends.
 */
export interface Membership {
  readonly id: string;
  readonly group: string;
  readonly topics: readonly string[];
  readonly leaseMs: number;
}

export interface PartitionClaim {
  readonly partitionId: number;
  readonly committed: bigint;
  readonly grantedIn: bigint;
  /** Somebody else should have it: finish what is in flight and release it. */
  readonly wanted: boolean;
}

/** How far a claim was read, and the grant under which that happened. */
export interface Commit {
  readonly partitionId: number;
  readonly grantedIn: bigint;
  readonly offset: bigint;
}

const DEAD = `(m.lease_until < clock_timestamp()
  OR (m.seen_at > pg_postmaster_start_time()
      AND NOT EXISTS (SELECT 1 FROM pg_stat_activity AS a
                      WHERE a.pid = m.session_pid AND a.backend_start = m.session_started)))`;

export class GroupProtocol {
  readonly #database: LogDatabase;

  constructor(database: LogDatabase) {
    this.#database = database;
  }

  /** Enters the group, or enters it again after having been taken for dead. */
  async join(
    member: Membership,
    session: SessionIdentity,
    from: 'beginning' | 'end',
  ): Promise<void> {
    await this.#database.transaction(async (query) => {
      await query(`INSERT INTO log_group (name) VALUES ($1) ON CONFLICT (name) DO NOTHING`, [
        member.group,
      ]);
      await lockGroup(query, member.group);
      await query(
        `INSERT INTO log_member
           (id, group_name, topics, seen_at, lease_until, session_pid, session_started)
         VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp() + $4 * interval '1 millisecond',
                 $5, $6::timestamptz)
         ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at,
           lease_until = excluded.lease_until, session_pid = excluded.session_pid,
           session_started = excluded.session_started`,
        [member.id, member.group, member.topics, member.leaseMs, session.pid, session.startedAt],
      );
      await query(
        `INSERT INTO log_claim (group_name, partition_id, committed)
         SELECT $1, p.id, CASE WHEN $3 THEN p.next_offset ELSE p.first_offset END
         FROM log_partition AS p WHERE p.topic = ANY ($2) ORDER BY p.id
         ON CONFLICT (group_name, partition_id) DO NOTHING`,
        [member.group, member.topics, from === 'end'],
      );
      await rebalance(query, member.group);
    });
  }

  async leave(member: Membership): Promise<void> {
    await this.#database.transaction(async (query) => {
      await lockGroup(query, member.group);
      await query(`DELETE FROM log_member WHERE id = $1`, [member.id]);
      await rebalance(query, member.group);
    });
  }

  /** Gives a claim back after its last batch; whoever waits for it gets it at once. */
  async release(member: Membership, partitionId: number, grantedIn: bigint): Promise<void> {
    await this.#database.transaction(async (query) => {
      await lockGroup(query, member.group);
      await query(
        `UPDATE log_claim SET owner = NULL, wanted_by = NULL
         WHERE group_name = $1 AND partition_id = $2 AND owner = $3 AND granted_in = $4`,
        [member.group, partitionId, member.id, grantedIn],
      );
      await rebalance(query, member.group);
    });
  }

  /** Expels dead members and spreads what they had. */
  async sweep(group: string): Promise<void> {
    await this.#database.transaction(async (query) => {
      await lockGroup(query, group);
      await rebalance(query, group);
    });
  }

  async claimsOf(member: Membership): Promise<PartitionClaim[]> {
    const rows = await this.#database.query<[number, string, string, boolean]>(
      `SELECT c.partition_id, greatest(c.committed, p.first_offset), c.granted_in,
              c.wanted_by IS NOT NULL
       FROM log_claim AS c JOIN log_partition AS p ON p.id = c.partition_id
       WHERE c.group_name = $1 AND c.owner = $2`,
      [member.group, member.id],
    );
    return rows.map(([partitionId, committed, grantedIn, wanted]) => ({
      partitionId,
      committed: BigInt(committed),
      grantedIn: BigInt(grantedIn),
      wanted,
    }));
  }

  /**
   * Commits what members of the group have read. For each commit, false when the claim is no longer the
   * member's, or not the one it was granted.
   */
  async commit(member: Membership, commits: readonly Commit[]): Promise<boolean[]> {
    // In the order in which a rebalance locks the same rows.
    const inOrder = commits.toSorted((a, b) => a.partitionId - b.partitionId);
    const rows = await this.#database.query<[number]>(
      `UPDATE log_claim AS c SET committed = n.committed
       FROM unnest($3::int[], $4::bigint[], $5::bigint[]) AS n (partition_id, granted_in, committed)
       WHERE c.group_name = $1 AND c.owner = $2 AND c.partition_id = n.partition_id
         AND c.granted_in = n.granted_in
       RETURNING c.partition_id`,
      [
        member.group,
        member.id,
        inOrder.map(({ partitionId }) => partitionId),
        inOrder.map(({ grantedIn }) => grantedIn.toString()),
        inOrder.map(({ offset }) => offset.toString()),
      ],
    );
    const committed = new Set(rows.map(([partitionId]) => partitionId));
    return commits.map(({ partitionId }) => committed.has(partitionId));
  }

  /** Extends leases and tells, for each member that is still one, how its group is doing. */
  async beat(
    members: ReadonlyArray<{ readonly id: string; readonly leaseMs: number }>,
    session: SessionIdentity,
  ): Promise<Map<string, { readonly generation: bigint; readonly hasDead: boolean }>> {
    const rows = await this.#database.query<[string, string, boolean]>(
      `WITH beat AS (
         UPDATE log_member AS m SET seen_at = clock_timestamp(),
           lease_until = clock_timestamp() + mine.lease_ms * interval '1 millisecond',
           session_pid = $3, session_started = $4::timestamptz
         FROM unnest($1::uuid[], $2::int[]) AS mine (id, lease_ms)
         WHERE m.id = mine.id RETURNING m.id, m.group_name)
       SELECT beat.id, g.generation,
         EXISTS (SELECT 1 FROM log_member AS m WHERE m.group_name = beat.group_name
                 AND NOT m.id = ANY ($1::uuid[]) AND ${DEAD})
       FROM beat JOIN log_group AS g ON g.name = beat.group_name`,
      [
        members.map(({ id }) => id),
        members.map(({ leaseMs }) => leaseMs),
        session.pid,
        session.startedAt,
      ],
    );
    return new Map(
      rows.map(([id, generation, hasDead]) => [id, { generation: BigInt(generation), hasDead }]),
    );
  }
}

/** Rejects while the group has a member that may be reading. */
export async function seekClaim(
  database: LogDatabase,
  group: string,
  partitionId: number,
  offset: bigint,
): Promise<void> {
  await database.transaction(async (query) => {
    await query(`INSERT INTO log_group (name) VALUES ($1) ON CONFLICT (name) DO NOTHING`, [group]);
    await lockGroup(query, group);
    await rebalance(query, group);
    const members = await query(`SELECT 1 FROM log_member WHERE group_name = $1`, [group]);
    if (members.length > 0) {
      throw new Error(`Group "${group}" has ${members.length} running members; stop them to seek.`);
    }
    await query(`SELECT pg_advisory_xact_lock_shared(${ADVISORY_LOCKS.logRetention})`);
    const [ends] = await query<[string, string]>(
      `SELECT first_offset, next_offset FROM log_partition WHERE id = $1`,
      [partitionId],
    );
    if (!ends || offset < 0n || offset > BigInt(ends[1])) {
      throw new Error(`Offset ${offset} is not within the partition.`);
    }
    await query(
      `INSERT INTO log_claim (group_name, partition_id, committed) VALUES ($1, $2, $3)
       ON CONFLICT (group_name, partition_id) DO UPDATE
       SET committed = excluded.committed, owner = NULL, wanted_by = NULL`,
      [group, partitionId, offset < BigInt(ends[0]) ? ends[0] : offset],
    );
  });
}

async function lockGroup(query: RowQuery, group: string): Promise<void> {
  await query(`SELECT 1 FROM log_group WHERE name = $1 FOR UPDATE`, [group]);
}

/** Brings claims in line with the members; runs under the group's lock. */
async function rebalance(query: RowQuery, group: string): Promise<void> {
  await query(`DELETE FROM log_member AS m WHERE m.group_name = $1 AND ${DEAD}`, [group]);
  const members = (
    await query<[string, string[]]>(
      `SELECT id, topics FROM log_member WHERE group_name = $1 ORDER BY id`,
      [group],
    )
  ).map(([id, topics]): AssignableMember => ({ id, topics }));
  const alive = new Set(members.map(({ id }) => id));
  const claims = await query<[number, string, number, string | null, string | null]>(
    `SELECT c.partition_id, p.topic, p.number, c.owner, c.wanted_by
     FROM log_claim AS c JOIN log_partition AS p ON p.id = c.partition_id
     WHERE c.group_name = $1 ORDER BY c.partition_id FOR UPDATE OF c`,
    [group],
  );
  const owned = claims.map(([partitionId, topic, number, owner]): AssignablePartition => ({
    partitionId,
    topic,
    number,
    owner: owner !== null && alive.has(owner) ? owner : null,
  }));
  const targets = assign(members, owned);
  const changes = claims.flatMap(([partitionId, , , owner, wantedBy], i) => {
    const current = owned[i]!.owner;
    const target = targets.get(partitionId) ?? null;
    const next =
      current === null || current === target
        ? { partitionId, owner: target, wantedBy: null }
        : { partitionId, owner: current, wantedBy: target };
    return next.owner === owner && next.wantedBy === wantedBy ? [] : [next];
  });
  if (changes.length === 0) return;
  await query(
    `WITH risen AS (
       UPDATE log_group SET generation = generation + 1 WHERE name = $1 RETURNING generation)
     UPDATE log_claim AS c SET owner = n.owner, wanted_by = n.wanted_by,
       granted_in = CASE WHEN c.owner IS DISTINCT FROM n.owner THEN risen.generation
                         ELSE c.granted_in END
     FROM risen, unnest($2::int[], $3::uuid[], $4::uuid[]) AS n (partition_id, owner, wanted_by)
     WHERE c.group_name = $1 AND c.partition_id = n.partition_id`,
    [
      group,
      changes.map(({ partitionId }) => partitionId),
      changes.map(({ owner }) => owner),
      changes.map(({ wantedBy }) => wantedBy),
    ],
  );
  await query(`SELECT pg_notify('handrail_log', $1)`, [`g ${group}`]);
}
