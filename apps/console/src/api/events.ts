import type { EventOutcome, PublishingService } from './names.js';

/** One event as a list shows it. Pseudonymous ids only: events carry no personal data. */
export interface EventRow {
  /** Place in the order the console received it; rises, with gaps. */
  readonly seq: string;
  readonly id: string;
  readonly type: string;
  /** Context and name without prefix and version, for example `stay-ended`. */
  readonly name: string;
  readonly service: PublishingService;
  /** When it happened in the world. */
  readonly time: string;
  /** When intake recorded the root cause. */
  readonly recordedTime: string;
  readonly receivedAt: string;
  readonly personId: string | null;
  readonly programId: string | null;
  readonly outcome: EventOutcome;
  /** What happened, in plain words. */
  readonly title: string;
  /** The few facts a reader looks for first. */
  readonly facts: string;
  readonly causationId: string;
  readonly correlationId: string;
}

/** One link of the chain an event belongs to: everything with the same root message. */
export interface ChainLink {
  readonly id: string;
  readonly type: string;
  readonly service: PublishingService;
  readonly time: string;
  readonly title: string;
  readonly outcome: EventOutcome;
  readonly causationId: string;
}

export interface EventDetail extends EventRow {
  readonly data: Record<string, unknown>;
  /** CloudEvents attributes as they travelled. */
  readonly headers: Readonly<Record<string, string>>;
  /** Oldest first. */
  readonly chain: readonly ChainLink[];
  /** What must be true in the world when this event appears. */
  readonly firesWhen: string | null;
}

/** Pushed over the stream. When `skipped` is above zero the page must read the list again. */
export interface EventPush {
  readonly rows: readonly EventRow[];
  readonly skipped: number;
}
