import type { IHeaders, KafkaMessage, Message } from 'kafkajs';
import type { LogRecord, NewRecord } from '../../log/event-log.js';

/** The last moment a Date can hold. */
const LAST_DATE_MS = 8_640_000_000_000_000;

export function toMessage(record: NewRecord): Message {
  return { key: record.key, value: record.value, headers: { ...record.headers } };
}

export function toRecord(topic: string, partition: number, message: KafkaMessage): LogRecord {
  const { unreadable } = message;
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    timestampMs: timeOf(message.timestamp),
    key: message.key ? message.key.toString() : null,
    value: message.value,
    headers: headersOf(message.headers),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}

/** A topic with timestamps of its producers may hold any number, of which not all are a date. */
function timeOf(timestamp: string): number {
  const millis = Number(timestamp);
  return millis >= 0 && millis <= LAST_DATE_MS ? millis : 0;
}

/** Header values are bytes on the wire and may repeat; the first one counts. */
function headersOf(headers: IHeaders | undefined): Record<string, string> {
  // Without a prototype: a header may be called `__proto__`.
  const decoded = Object.create(null) as Record<string, string>;
  for (const [name, given] of Object.entries(headers ?? {})) {
    const value = Array.isArray(given) ? given[0] : given;
    if (value !== undefined && value !== null) decoded[name] = value.toString();
  }
  return decoded;
}
