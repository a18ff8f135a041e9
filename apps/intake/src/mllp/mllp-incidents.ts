import { Counter, type Registry } from 'prom-client';

/** Why a connection was cut or could not be made. */
export const INCIDENT_REASONS = [
  'frame-never-ended',
  'frame-too-slow',
  'frame-too-large',
  'frame-cut-off',
  'bytes-outside-frame',
  'no-frame-at-all',
  'answers-not-read',
  'storing-failed',
  'tls-handshake-failed',
  'too-many-connections',
  'speaks-as-another',
  'certificates-changed',
] as const;
export type IncidentReason = (typeof INCIDENT_REASONS)[number];

/** Something that went wrong on the wire, for whoever looks after the feed. */
export interface MllpIncident {
  readonly at: string;
  readonly reason: IncidentReason;
  /** Address of the sender, as its operator knows it. */
  readonly remote: string;
  /** Bytes of the frame that had come, or of what came outside of one. */
  readonly bytes: number;
  /** What was there in hexadecimal, letters and digits masked; null when nothing was kept. */
  readonly peek: string | null;
}

const KEPT = 100;

/** The last incidents of this process, and a counter of all of them. */
export class MllpIncidents {
  readonly #kept: MllpIncident[] = [];
  readonly #counter: Counter<'reason'>;

  constructor(registry: Registry) {
    this.#counter = new Counter({
      name: 'handrail_intake_mllp_incidents_total',
      help: 'MLLP connections that were cut or refused, by reason.',
      labelNames: ['reason'] as const,
      registers: [registry],
    });
  }

  /** Newest first. */
  get newest(): readonly MllpIncident[] {
    return this.#kept.toReversed();
  }

  add(incident: MllpIncident): void {
    this.#counter.inc({ reason: incident.reason });
    this.#kept.push(incident);
    if (this.#kept.length > KEPT) this.#kept.shift();
  }
}
