import type { EventLog } from '../../log/event-log.js';
import type { KafkaEventLogOptions } from './kafka-options.js';

export { kafkaTopicConfig } from './topic-config.js';
export type { KafkaEventLogOptions, KafkaLogger, KafkaTiming } from './kafka-options.js';

/** The event log on Kafka. kafkajs is loaded here, so a service on another log never loads it. */
export async function createKafkaEventLog(options: KafkaEventLogOptions): Promise<EventLog> {
  const { KafkaEventLog } = await import('./kafka-event-log.js');
  return new KafkaEventLog(options);
}
