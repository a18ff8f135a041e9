import type { MllpConnectionAnswer, MllpIncidentAnswer } from '@handrail/contracts';
import { amount, array, object, string } from '../../services/domain/json.js';

export interface MllpConnectionRow extends Omit<MllpConnectionAnswer, 'openedAt'> {
  readonly openedAt: string | null;
}

export interface MllpView {
  /** Null while that process does not listen. */
  readonly port: number | null;
  readonly security: string;
  /** Those with an open frame first, the longest open before the others. */
  readonly connections: readonly MllpConnectionRow[];
  /** Newest first. */
  readonly incidents: readonly MllpIncidentAnswer[];
}

/** Reads `GET /v1/mllp` of intake. */
export function readMllp(body: unknown): MllpView {
  const status = object(body);
  const connections = array(status['connections']).flatMap(
    (connection) => readConnection(connection) ?? [],
  );
  return {
    port: amount(status['port']) || null,
    security: string(status['security']) ?? 'unknown',
    connections: connections.toSorted((a, b) => openSince(a).localeCompare(openSince(b))),
    incidents: array(status['incidents']).flatMap((incident) => readIncident(incident) ?? []),
  };
}

/** Later than any time for a connection without an open frame. */
const openSince = ({ openFrame }: MllpConnectionRow): string => openFrame?.since ?? 'never';

function readConnection(value: unknown): MllpConnectionRow | null {
  const found = object(value);
  const remote = string(found['remote']);
  if (!remote) return null;
  const frame = object(found['openFrame']);
  const since = string(frame['since']);
  return {
    remote,
    openedAt: string(found['openedAt']),
    frames: amount(found['frames']) ?? 0,
    waiting: amount(found['waiting']) ?? 0,
    isPaused: found['isPaused'] === true,
    openFrame: since
      ? { since, bytes: amount(frame['bytes']) ?? 0, peek: string(frame['peek']) ?? '' }
      : null,
  };
}

function readIncident(value: unknown): MllpIncidentAnswer | null {
  const found = object(value);
  const [at, reason] = [string(found['at']), string(found['reason'])];
  if (!at || !reason) return null;
  return {
    at,
    reason,
    remote: string(found['remote']) ?? 'unknown',
    bytes: amount(found['bytes']) ?? 0,
    peek: string(found['peek']),
  };
}
