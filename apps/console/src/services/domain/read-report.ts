import type { PartitionLag } from '@handrail/contracts';
import { amount, array, object, string, strings } from './json.js';

interface Circuit {
  readonly topic: string;
  readonly why: string;
}

/** What a service said about itself the last time it answered. */
export interface ServiceReport {
  readonly version: string;
  readonly startedAt: string | null;
  readonly roles: readonly string[];
  readonly ready: boolean;
  readonly why: readonly string[];
  readonly consumedPerMinute: number;
  readonly publishedPerMinute: number;
  readonly lag: readonly PartitionLag[];
  readonly outbox: { readonly unpublished: number; readonly oldestSeconds: number | null };
  readonly parked: number;
  readonly circuits: readonly Circuit[];
}

/** Reads `GET /v1/status` of a service of any version. */
export function readReport(body: unknown): ServiceReport {
  const status = object(body);
  const outbox = object(status['outbox']);
  return {
    version: string(status['version']) ?? 'unknown',
    startedAt: string(status['startedAt']),
    roles: strings(status['roles']),
    ready: status['ready'] === true,
    why: strings(status['why']),
    consumedPerMinute: amount(object(status['consumed'])['perMinute']) ?? 0,
    publishedPerMinute: amount(object(status['published'])['perMinute']) ?? 0,
    lag: array(status['lag']).map(readLag),
    outbox: {
      unpublished: amount(outbox['unpublished']) ?? 0,
      oldestSeconds: amount(outbox['oldestSeconds']),
    },
    parked: amount(object(status['parked'])['count']) ?? 0,
    circuits: array(status['circuits']).map((circuit) => ({
      topic: string(object(circuit)['topic']) ?? 'unknown',
      why: string(object(circuit)['why']) ?? 'no reason given',
    })),
  };
}

function readLag(value: unknown): PartitionLag {
  const lag = object(value);
  return {
    group: string(lag['group']) ?? '',
    topic: string(lag['topic']) ?? '',
    partition: amount(lag['partition']) ?? 0,
    events: amount(lag['events']) ?? 0,
    seconds: amount(lag['seconds']),
  };
}

/**
 * The partition that is furthest behind in time, events deciding between equals. A sum would hide
 * one stuck partition among many that are well. Null when nothing waits.
 */
export function worstLag(lag: readonly PartitionLag[]): PartitionLag | null {
  const behind = lag.filter((partition) => partition.events > 0);
  if (behind.length === 0) return null;
  return behind.reduce((worst, partition) =>
    (partition.seconds ?? 0) > (worst.seconds ?? 0) ||
    ((partition.seconds ?? 0) === (worst.seconds ?? 0) && partition.events > worst.events)
      ? partition
      : worst,
  );
}
