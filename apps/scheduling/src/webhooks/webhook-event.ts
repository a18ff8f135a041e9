import {
  placementArrived,
  placementCompleted,
  placementConfirmed,
  placementDeclined,
  placementNotStarted,
  placementOffered,
  placementPaused,
  placementRescheduled,
  placementResumed,
  placementWaitlisted,
  placementWithdrawn,
  recoveryHousingChanged,
} from '@handrail/contracts';
import type { Disclosed } from '../disclosure/domain/decide-disclosure.js';

/** What whoever sent a person hears of: each state of the referral (docs/event-catalogue.md). */
const TOLD = [
  placementWaitlisted,
  placementOffered,
  placementDeclined,
  placementConfirmed,
  placementArrived,
  placementNotStarted,
  placementRescheduled,
  placementPaused,
  placementResumed,
  placementCompleted,
  placementWithdrawn,
  recoveryHousingChanged,
] as const;

export const WEBHOOK_TYPES: readonly string[] = TOLD.map(({ type }) => type);

/** An event as it is kept for receivers. */
export interface WebhookEvent {
  readonly eventId: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly placementId: string;
  /** The message at the root: its sender was given this id when it sent it. */
  readonly messageId: string | null;
}

/** A body as a receiver gets it. */
export interface WebhookBody {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    /** Rises by one with each event of a subscription: a gap is an event to be asked for again. */
    readonly number: number;
    readonly placementId: string;
    readonly messageId: string | null;
    /** Where the state is read, by who may read it. */
    readonly task: string;
  };
  /** Of what leaves the network: the statement of 42 CFR 2.32 and what was consented to. */
  readonly notice?: { readonly version: string; readonly text: string; readonly scope: string };
}

/**
 * What is sent: that something has changed, and where to read what. A request may end at the wrong receiver
 * or in a log on the way, so it carries no person, no level of care and no program.
 */
export const bodyOf = (
  { type, occurredAt, placementId, messageId }: WebhookEvent,
  number: number,
  disclosed: Disclosed | null = null,
): WebhookBody => ({
  ...{ type, timestamp: occurredAt },
  data: { number, placementId, messageId, task: `/fhir/Task/${placementId}` },
  ...(disclosed ? { notice: noticeOf(disclosed) } : {}),
});

const noticeOf = ({ notice: { version, text }, scope }: Disclosed) => ({ version, text, scope });
