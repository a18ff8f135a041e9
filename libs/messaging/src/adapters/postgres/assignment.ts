export interface AssignableMember {
  readonly id: string;
  readonly topics: readonly string[];
}

export interface AssignablePartition {
  readonly partitionId: number;
  readonly topic: string;
  readonly owner: string | null;
}

/**
 * Who should own which partition: per topic the counts differ by at most one, a member keeps what it
 * has where that allows it, and what is left over goes to those who have least in all. The same input
 * always gives the same answer, and an answer that was carried out is not changed by asking again.
 */
export function assign(
  members: readonly AssignableMember[],
  partitions: readonly AssignablePartition[],
): Map<number, string | null> {
  const result = new Map<number, string | null>();
  const load = new Map(members.map(({ id }) => [id, 0]));
  const topics = [...new Set(partitions.map(({ topic }) => topic))].sort();
  for (const topic of topics) {
    const own = partitions
      .filter((partition) => partition.topic === topic)
      .sort((a, b) => a.partitionId - b.partitionId);
    const readers = members.filter((member) => member.topics.includes(topic)).map(({ id }) => id);
    for (const [partitionId, owner] of assignTopic(readers, own, load)) {
      result.set(partitionId, owner);
      if (owner !== null) load.set(owner, load.get(owner)! + 1);
    }
  }
  return result;
}

function assignTopic(
  readers: readonly string[],
  partitions: readonly AssignablePartition[],
  load: ReadonlyMap<string, number>,
): Map<number, string | null> {
  const result = new Map<number, string | null>();
  if (readers.length === 0) {
    for (const { partitionId } of partitions) result.set(partitionId, null);
    return result;
  }
  const room = quotas(readers, partitions, load);
  const homeless: AssignablePartition[] = [];
  for (const partition of partitions) {
    const left = partition.owner === null ? 0 : (room.get(partition.owner) ?? 0);
    if (partition.owner === null || left === 0) homeless.push(partition);
    else {
      result.set(partition.partitionId, partition.owner);
      room.set(partition.owner, left - 1);
    }
  }
  for (const { partitionId } of homeless) {
    const [taker, left] = [...room].find(([, free]) => free > 0)!;
    result.set(partitionId, taker);
    room.set(taker, left - 1);
  }
  return result;
}

/** How many partitions each reader gets; the ones more go to the least loaded, then to owners. */
function quotas(
  readers: readonly string[],
  partitions: readonly AssignablePartition[],
  load: ReadonlyMap<string, number>,
): Map<string, number> {
  const owned = (id: string) => partitions.filter(({ owner }) => owner === id).length;
  const base = Math.floor(partitions.length / readers.length);
  const extra = partitions.length % readers.length;
  const ranked = [...readers].sort(
    (a, b) => load.get(a)! - load.get(b)! || owned(b) - owned(a) || (a < b ? -1 : 1),
  );
  return new Map(ranked.map((id, rank) => [id, base + (rank < extra ? 1 : 0)]));
}
