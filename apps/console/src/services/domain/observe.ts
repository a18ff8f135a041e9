import type { PartitionLag } from '@handrail/contracts';
import { worstLag } from './read-report.js';
import type { ServiceReport } from './read-report.js';

export type ServiceState = 'up' | 'degraded' | 'down' | 'unknown';

/** What the console knows about a service. */
export interface Observation {
  readonly state: ServiceState;
  /** Since when it is in this state, as far as the console saw; null when never asked. */
  readonly since: string | null;
  /** Why it is not simply up, in plain words. */
  readonly reasons: readonly string[];
  readonly answeredAt: string | null;
  readonly responseMs: number | null;
  /** The last report, kept while the service is down; null when it never answered. */
  readonly report: ServiceReport | null;
  readonly worstLag: PartitionLag | null;
}

/** One attempt to ask a service how it is. */
export type Probe =
  | { readonly kind: 'answered'; readonly report: ServiceReport; readonly responseMs: number }
  | { readonly kind: 'silent'; readonly why: string };

export const NEVER_ASKED: Observation = {
  state: 'unknown',
  since: null,
  reasons: [],
  answeredAt: null,
  responseMs: null,
  report: null,
  worstLag: null,
};

/** The next observation. `since` moves only when the state changes. */
export function observe(before: Observation, probe: Probe, now: string): Observation {
  const seen = probe.kind === 'answered' ? answered(probe, now) : silent(before, probe.why);
  return { ...seen, since: seen.state === before.state ? before.since : now };
}

function answered(
  { report, responseMs }: Extract<Probe, { kind: 'answered' }>,
  now: string,
): Omit<Observation, 'since'> {
  const reasons = [
    ...report.why,
    ...report.circuits.map((circuit) => `${circuit.topic} is paused: ${circuit.why}`),
    ...(report.ready || report.why.length > 0 ? [] : ['it says it is not ready']),
  ];
  return {
    state: report.ready && reasons.length === 0 ? 'up' : 'degraded',
    reasons: [...new Set(reasons)],
    answeredAt: now,
    responseMs,
    report,
    worstLag: worstLag(report.lag),
  };
}

/** The last report stays, so that a reader sees what was true before the silence. */
const silent = (before: Observation, why: string): Omit<Observation, 'since'> => ({
  ...before,
  state: 'down',
  reasons: [why],
  responseMs: null,
});
