import type { TopicSpec } from '../../log/event-log.js';

/**
 * What a topic of ours is created with.
 *
 * - `compression.type: uncompressed`: kafkajs reads gzip only, and with this the broker unpacks
 *   whatever other producers send. Our own records are not compressed, so it costs nothing.
 * - `message.timestamp.type: LogAppendTime`: the time of a record is when the log took it, whatever a
 *   producer's clock says.
 */
export function kafkaTopicConfig({ retentionMs }: TopicSpec): Record<string, string> {
  return {
    'compression.type': 'uncompressed',
    'message.timestamp.type': 'LogAppendTime',
    ...(retentionMs === undefined ? {} : { 'retention.ms': String(retentionMs) }),
  };
}
