import type { DataOf, EventContract } from '@handrail/contracts';

/** An event as services read it: CloudEvents 1.0 attributes with Handrail's extensions, parsed. */
export interface EventEnvelope<T = Record<string, unknown>> {
  readonly id: string;
  /** The service that published it, for example `handrail/intake`. */
  readonly source: string;
  readonly type: string;
  /** When it happened in the world, RFC 3339 UTC. */
  readonly time: string;
  /** Record key: the person (or program) whose order this event belongs to. */
  readonly key: string;
  /** The event or message that caused it. */
  readonly causationId: string;
  /** The source message at the root of the chain. */
  readonly correlationId: string;
  /** When intake recorded the root cause, RFC 3339 UTC. */
  readonly recordedTime: string;
  readonly traceparent?: string;
  readonly data: T;
}

export type EventOf<C extends EventContract> = EventEnvelope<DataOf<C>>;

/** A due timer as its handler reads it; `type` is the one it was set with. */
export type TimerEvent<T = Record<string, unknown>> = EventEnvelope<T>;
