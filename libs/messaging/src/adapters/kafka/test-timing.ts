import type { KafkaTiming } from './kafka-options.js';

/** Timing that lets tests see a member die within seconds. */
export const TEST_TIMING: Partial<KafkaTiming> = {
  sessionTimeoutMs: 2_000,
  rebalanceTimeoutMs: 2_000,
  heartbeatMs: 300,
  fetchWaitMs: 300,
  requestTimeoutMs: 5_000,
  redeliverAfterMs: 200,
};
