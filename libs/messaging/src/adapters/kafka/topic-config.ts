import type { TopicSpec } from '../../log/event-log.js';

/**
 * What a topic of ours is created with.
 *
 * - `compression.type: uncompressed`: the broker unpacks whatever other producers send, which is
 *   cheaper there than in JavaScript here. Our own records are not compressed, so it costs nothing.
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
