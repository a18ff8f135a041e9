import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { LogRecord, NewRecord } from '../../log/event-log.js';

export function toMessage(record: NewRecord): Message {
  return { key: record.key, value: record.value, headers: { ...record.headers } };
}

export function toRecord(topic: string, partition: number, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    timestampMs: Number(message.timestamp),
    key: message.key ? message.key.toString() : null,
    value: message.value,
    headers: headersOf(message.headers),
  };
}

/** Header values are bytes on the wire and may repeat; the first one counts. */
function headersOf(headers: IHeaders | undefined): Record<string, string> {
  const decoded: Record<string, string> = {};
  for (const [name, given] of Object.entries(headers ?? {})) {
    const value = Array.isArray(given) ? given[0] : given;
    if (value !== undefined && value !== null) decoded[name] = value.toString();
  }
  return decoded;
}
