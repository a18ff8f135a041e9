export interface AssignableMember {
  readonly id: string;
  readonly topics: readonly string[];
}

export interface AssignablePartition {
  readonly partitionId: number;
  readonly topic: string;
  /** Its number within the topic. */
  readonly number: number;
  readonly owner: string | null;
}

/** The partitions of one number of all topics that share members and count: they go together. */
interface Share {
  readonly partitions: AssignablePartition[];
  readonly owner: string | null;
}

/**
 * Who should own which partition. Topics with the same readers and as many partitions are shared out
 * alike, because a key has the same number in all of them: one process then handles all events of a
 * person, and two processes seldom wait for one lane. Of every topic two readers own at most one
 * partition more or less, a member keeps what it has where that allows it, and what is left over goes
 * to those who have least in all. The same input always gives the same answer, and an answer that was
 * carried out is not changed by asking again.
 */
export function assign(
  members: readonly AssignableMember[],
  partitions: readonly AssignablePartition[],
): Map<number, string | null> {
  const result = new Map<number, string | null>();
  const load = new Map(members.map(({ id }) => [id, 0]));
  for (const { readers, topics } of alike(members, partitions)) {
    const shares = sharesOf(
      partitions.filter(({ topic }) => topics.includes(topic)),
      readers,
    );
    for (const [share, owner] of assignShares(readers, shares, load)) {
      for (const { partitionId } of share.partitions) result.set(partitionId, owner);
      if (owner !== null) load.set(owner, load.get(owner)! + share.partitions.length);
    }
  }
  return result;
}

/** Topics that have the same readers and the same number of partitions. */
function alike(
  members: readonly AssignableMember[],
  partitions: readonly AssignablePartition[],
): Array<{ readonly readers: readonly string[]; readonly topics: string[] }> {
  const found = new Map<string, { readers: string[]; topics: string[] }>();
  for (const topic of [...new Set(partitions.map((partition) => partition.topic))].sort()) {
    const readers = members.filter(({ topics }) => topics.includes(topic)).map(({ id }) => id);
    const count = partitions.filter((partition) => partition.topic === topic).length;
    const kind = `${count} ${readers.join(' ')}`;
    const same = found.get(kind) ?? { readers, topics: [] };
    same.topics.push(topic);
    found.set(kind, same);
  }
  return [...found.values()];
}

function sharesOf(partitions: readonly AssignablePartition[], readers: readonly string[]): Share[] {
  const sorted = [...partitions].sort(
    (a, b) => a.number - b.number || a.partitionId - b.partitionId,
  );
  const numbers = [...new Set(sorted.map(({ number }) => number))];
  return numbers.map((number) => {
    const own = sorted.filter((partition) => partition.number === number);
    const owner = own.map((partition) => partition.owner).find((id) => id && readers.includes(id));
    return { partitions: own, owner: owner ?? null };
  });
}

function assignShares(
  readers: readonly string[],
  shares: readonly Share[],
  load: ReadonlyMap<string, number>,
): Map<Share, string | null> {
  if (readers.length === 0) return new Map(shares.map((share) => [share, null]));
  const result = new Map<Share, string | null>();
  const room = quotas(readers, shares, load);
  const homeless: Share[] = [];
  for (const share of shares) {
    const left = share.owner === null ? 0 : (room.get(share.owner) ?? 0);
    if (share.owner === null || left === 0) homeless.push(share);
    else {
      result.set(share, share.owner);
      room.set(share.owner, left - 1);
    }
  }
  for (const share of homeless) {
    const [taker, left] = [...room].find(([, free]) => free > 0)!;
    result.set(share, taker);
    room.set(taker, left - 1);
  }
  return result;
}

/** How many shares each reader gets; the ones more go to the least loaded, then to owners. */
function quotas(
  readers: readonly string[],
  shares: readonly Share[],
  load: ReadonlyMap<string, number>,
): Map<string, number> {
  const owned = (id: string) => shares.filter(({ owner }) => owner === id).length;
  const base = Math.floor(shares.length / readers.length);
  const extra = shares.length % readers.length;
  const ranked = [...readers].sort(
    (a, b) => load.get(a)! - load.get(b)! || owned(b) - owned(a) || (a < b ? -1 : 1),
  );
  return new Map(ranked.map((id, rank) => [id, base + (rank < extra ? 1 : 0)]));
}
