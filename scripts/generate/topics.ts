import { INBOUND_TOPIC, topicOf, catalogue } from '@handrail/contracts';
import { kafkaTopicConfig, topicSpecs } from '@handrail/messaging';
import { stringify } from 'yaml';
import type { Artifact } from './artifact.js';

const HEADER = `# The topics of Handrail, written by \`npm run generate\`. Services create what is missing when they
# start; this file is for those who create topics themselves. Replication is the cluster's default.
# The number of partitions decides the order of a person's events and cannot be changed later.
`;

/** deploy/topics.yaml: every topic with who publishes on it and what it is created with. */
export function topicsYaml(): Artifact {
  const topics = topicSpecs().map((spec) => ({
    name: spec.name,
    publishedBy: publisherOf(spec.name),
    partitions: spec.partitions,
    config: kafkaTopicConfig(spec),
  }));
  return { path: 'deploy/topics.yaml', text: HEADER + stringify({ topics }) };
}

function publisherOf(topic: string): string {
  if (topic === INBOUND_TOPIC) return 'source systems';
  const contract = catalogue.find(({ context }) => topicOf(context) === topic);
  if (!contract) throw new Error(`No released event is published on ${topic}.`);
  return contract.context;
}
