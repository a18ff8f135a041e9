import { amount, array, object, string } from '../../services/domain/json.js';

/** A frame that has begun and not ended: its sender waits for an answer that cannot come. */
interface OpenFrame {
  readonly since: string;
  readonly bytes: number;
  /** Hexadecimal; intake masks every letter and digit outside names of segments. */
  readonly peek: string;
}

export interface MllpConnection {
  readonly remote: string;
  readonly openedAt: string | null;
  /** Frames that came whole. */
  readonly frames: number;
  /** Frames that were read and are not acknowledged yet. */
  readonly waiting: number;
  readonly isPaused: boolean;
  readonly openFrame: OpenFrame | null;
}

/** A connection that was cut or refused. */
export interface MllpIncident {
  readonly at: string;
  readonly reason: string;
  readonly remote: string;
  readonly bytes: number;
  readonly peek: string | null;
}

export interface MllpView {
  /** Null while that process does not listen. */
  readonly port: number | null;
  readonly security: string;
  /** Those with an open frame first, the longest open before the others. */
  readonly connections: readonly MllpConnection[];
  /** Newest first. */
  readonly incidents: readonly MllpIncident[];
}

/** Reads `GET /v1/mllp` of intake. */
export function readMllp(body: unknown): MllpView {
  const status = object(body);
  const connections = array(status['connections']).flatMap((one) => readConnection(one) ?? []);
  return {
    port: amount(status['port']) || null,
    security: string(status['security']) ?? 'unknown',
    connections: connections.toSorted((a, b) => openSince(a).localeCompare(openSince(b))),
    incidents: array(status['incidents']).flatMap((one) => readIncident(one) ?? []),
  };
}

/** Later than any time for a connection without an open frame. */
const openSince = ({ openFrame }: MllpConnection): string => openFrame?.since ?? 'never';

function readConnection(value: unknown): MllpConnection | null {
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

function readIncident(value: unknown): MllpIncident | null {
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
