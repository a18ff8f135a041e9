import type { ConnectionOptions } from 'node:tls';
import type { SASLOptions } from 'kafkajs';

/** The part of the platform's logger this adapter uses; fields outside its allow-list are dropped. */
export interface KafkaLogger {
  debug(message: string, fields?: KafkaLogFields): void;
  info(message: string, fields?: KafkaLogFields): void;
  warn(message: string, fields?: KafkaLogFields): void;
  error(message: string, fields?: KafkaLogFields): void;
}

interface KafkaLogFields {
  readonly topic?: string;
  readonly partition?: number;
  readonly reason?: string;
  readonly attempt?: number;
  readonly count?: number;
  readonly context?: string;
  readonly host?: string;
}

export interface KafkaEventLogOptions {
  /** `host:port` of any brokers of the cluster. */
  readonly brokers: readonly string[];
  /** Shown in the broker's log and metrics; the service's name. */
  readonly clientId: string;
  readonly logger?: KafkaLogger;
  /**
   * Names this process so that it is recognised after a crash: started again within the session
   * timeout it gets its partitions back at once, instead of waiting until the group has noticed that
   * the old process is gone. Two processes of one service must never have the same: host name and
   * listening port together are safe. Without it, only a lost broker is recovered from at once.
   */
  readonly instanceId?: string;
  readonly ssl?: boolean | ConnectionOptions;
  readonly sasl?: SASLOptions;
  /** Overrides of timing, mostly for tests. */
  readonly timing?: Partial<KafkaTiming>;
}

export interface KafkaTiming {
  /**
   * A member silent for so long loses its partitions. A process without `instanceId` waits this long
   * for the partitions of one that was killed; 6 s is the least that brokers usually accept.
   */
  readonly sessionTimeoutMs: number;
  /** How long a group waits for its members to finish their batches when it rebalances. */
  readonly rebalanceTimeoutMs: number;
  readonly heartbeatMs: number;
  /**
   * Long poll of an idle consumer. New records end it at once; it costs CPU to begin it again: with
   * 36 partitions 0.6 % of a core at 1 s, 0.2 % at 3 s. A rebalance is noticed when it ends.
   */
  readonly fetchWaitMs: number;
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** A publish, with all its retries, is given up after this; the relay then starts over. */
  readonly publishTimeoutMs: number;
  /** `subscribe` gives up when the group was not joined by then. */
  readonly joinTimeoutMs: number;
  /**
   * A batch whose handler has given no sign of life for so long is not vouched for any more: the group
   * gives its partition to another member. Longer than any statement may take.
   */
  readonly handlerSilenceMs: number;
  /** Pause before a batch whose handler threw is delivered again. */
  readonly redeliverAfterMs: number;
  /** First and longest pause before a consumer that died is built anew. */
  readonly rebuildAfterMs: readonly [first: number, longest: number];
}

export const DEFAULT_TIMING: KafkaTiming = {
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 30_000,
  heartbeatMs: 3_000,
  fetchWaitMs: 3_000,
  requestTimeoutMs: 10_000,
  connectTimeoutMs: 3_000,
  publishTimeoutMs: 30_000,
  joinTimeoutMs: 60_000,
  handlerSilenceMs: 60_000,
  redeliverAfterMs: 1_000,
  rebuildAfterMs: [250, 2_000],
};

const silent = (): void => undefined;

export const SILENT: KafkaLogger = { debug: silent, info: silent, warn: silent, error: silent };
