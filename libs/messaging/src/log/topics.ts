import { DAY_MS } from '@handrail/domain';
import { INBOUND_TOPIC, topicOf, type ContextName } from '@handrail/contracts';
import type { TopicSpec } from './event-log.js';

const CONTEXTS: readonly ContextName[] = ['intake', 'assessment', 'scheduling', 'outcomes'];

const OWNERS = new Map(CONTEXTS.map((context) => [topicOf(context), context]));

/** The service whose events a topic carries, and nobody else's; undefined for a topic that is not ours. */
export const ownerOf = (topic: string): ContextName | undefined => OWNERS.get(topic);

/** Changing it breaks the order of keys that are under way, so it is chosen once per installation. */
export const DEFAULT_PARTITIONS = 12;

/** Every topic of the product. A week is longer than any outage people would leave alone. */
export function topicSpecs(partitions: number = DEFAULT_PARTITIONS): TopicSpec[] {
  return [INBOUND_TOPIC, ...CONTEXTS.map(topicOf)].map((name) => ({
    name,
    partitions,
    retentionMs: 7 * DAY_MS,
  }));
}
