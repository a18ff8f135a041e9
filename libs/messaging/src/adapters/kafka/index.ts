import type { EventLog } from '../../log/event-log.js';
import type { KafkaAcl } from './kafka-acls.js';
import type { KafkaEventLogOptions } from './kafka-options.js';

export {
  kafkaAcls,
  principalOf,
  SOURCE_PRINCIPAL,
  type KafkaAcl,
  type TopicUser,
} from './kafka-acls.js';
export { kafkaTopicConfig } from './topic-config.js';
export type { KafkaEventLogOptions, KafkaLogger, KafkaTiming } from './kafka-options.js';

/** The event log on Kafka. kafkajs is loaded here, so a service on another log never loads it. */
export async function createKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  const { KafkaEventLog } = await import('./kafka-event-log.js');
  return new KafkaEventLog(options);
}

/** Writes what principals may do to the brokers, as somebody who may change that. */
export async function giveKafkaAccess(
  options: KafkaEventLogOptions,
  acls: readonly KafkaAcl[],
): Promise<void> {
  const { applyKafkaAcls } = await import('./apply-kafka-acls.js');
  await applyKafkaAcls(options, acls);
}
