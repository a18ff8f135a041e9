import kafkajs, { type PartitionAssigner } from 'kafkajs';

const NAME = 'handrail-copartitioned';
const VERSION = 0;

/**
 * Gives partition n of every topic to the same member. A person's events of all topics have the same
 * partition number, so two processes of a service rarely wait for each other's lane of a person.
 *
 * A member gets only topics it has subscribed to: while a release that reads one topic more is rolled
 * out, kafkajs' own assigner would give the new topic to old members, which then never read it.
 */
export const copartitionAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: VERSION,
  protocol: ({ topics }) => ({
    name: NAME,
    metadata: kafkajs.AssignerProtocol.MemberMetadata.encode({
      version: VERSION,
      topics,
      userData: Buffer.alloc(0),
    }),
  }),
  assign: async ({ members, topics }) => {
    const subscribed = members
      .map(({ memberId, memberMetadata }) => ({
        memberId,
        topics: kafkajs.AssignerProtocol.MemberMetadata.decode(memberMetadata)?.topics ?? [],
      }))
      .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));
    const all = [...new Set([...topics, ...subscribed.flatMap((member) => member.topics)])].sort();
    await cluster.addMultipleTargetTopics(all);
    const partitions = all.map((topic) => ({
      topic,
      partitions: cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => partitionId),
    }));
    return assignmentsOf(subscribed, partitions).map(({ memberId, assignment }) => ({
      memberId,
      memberAssignment: kafkajs.AssignerProtocol.MemberAssignment.encode({
        version: VERSION,
        assignment,
        userData: Buffer.alloc(0),
      }),
    }));
  },
});

interface Member {
  readonly memberId: string;
  readonly topics: readonly string[];
}

/** The rule itself: partition n of a topic goes to the n-th of its readers, counted round. */
export function assignmentsOf(
  members: readonly Member[],
  topics: ReadonlyArray<{ readonly topic: string; readonly partitions: readonly number[] }>,
): Array<{ memberId: string; assignment: Record<string, number[]> }> {
  const assignments = new Map(
    members.map(({ memberId }): [string, Record<string, number[]>] => [memberId, {}]),
  );
  for (const { topic, partitions } of topics) {
    const readers = members.filter((member) => member.topics.includes(topic));
    for (const partition of [...partitions].sort((a, b) => a - b)) {
      const reader = readers[partition % readers.length];
      if (!reader) continue;
      const assignment = assignments.get(reader.memberId)!;
      (assignment[topic] ??= []).push(partition);
    }
  }
  return [...assignments].map(([memberId, assignment]) => ({ memberId, assignment }));
}
