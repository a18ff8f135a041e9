import { createKafkaEventLog } from '@handrail/messaging';
import { kafkaSecurityOfRun } from './run-security.js';
import type { KafkaSecurity } from './secured-material.js';

/** A real broker, and what a test may do to it. */
export interface KafkaForTests {
  readonly brokers: readonly string[];
  /** Where it came from, for the line that tells what a test run used. */
  readonly source: string;
  /** Absent on a broker that somebody else runs. */
  readonly control?: KafkaControl;
  /** Ends what was started and removes its data. */
  close(): Promise<void>;
}

export interface KafkaControl {
  /** Power cut: the broker's process is gone at once. */
  kill9(): Promise<void>;
  /** Orderly shutdown. */
  stop(): Promise<void>;
  /** Starts again on the same data and address; resolves when groups can be joined. */
  start(): Promise<void>;
  /** The process stops answering without closing a connection, until `thaw`. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

export interface KafkaUnavailable {
  readonly unavailable: string;
}

export type ControlledKafka = KafkaForTests & { readonly control: KafkaControl };

const READY_WITHIN_MS = 60_000;

/** Listening is not enough: right after its start a broker still loads what it knows about groups. */
export async function untilReady(
  brokers: readonly string[],
  security: KafkaSecurity = kafkaSecurityOfRun(),
): Promise<void> {
  const log = await createKafkaEventLog({ brokers, clientId: 'handrail-tests', ...security });
  const until = Date.now() + READY_WITHIN_MS;
  try {
    for (;;) {
      try {
        await log.ping();
        await log.positions('handrail-tests-ready', []);
        return;
      } catch (error) {
        if (Date.now() > until) throw error;
      }
    }
  } finally {
    await log.close();
  }
}
