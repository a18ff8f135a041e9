import { RECOVERY_RESIDENCE } from '@handrail/domain';
import { filled, stated, valuesOf, type News, type ValuesOf } from './kept-fields.js';
import type { PlacementStatus } from './outcome.js';
import { text } from './payload.js';

/** A recovery residence is a placement of its own beside care; one event states how it stands. */
const isHousing = ({ name }: News) => name === 'recovery-housing-changed';
const isConfirmation = (news: News) =>
  news.name === 'placement-confirmed' ||
  (isHousing(news) && text(news.data, 'state') === 'confirmed');

const level = (news: News) => (isHousing(news) ? RECOVERY_RESIDENCE : text(news.data, 'level'));
const confirmedAt = (news: News) => (isConfirmation(news) ? news.time : null);

/**
 * What the console keeps of placements, a field a line. One that lists only show is here, in the answer
 * (`lists.dto.ts`) and in the column of the page (`placements-screen.tsx`), and nowhere else.
 */
export const PLACEMENT_FIELDS = {
  reassessmentId: { in: 'uuid', of: stated('reassessmentId') },
  level: { in: 'text', of: level },
  programId: { in: 'text', of: stated('programId') },
  trackId: { in: 'text', of: stated('trackId') },
  startsOn: { in: 'date', of: stated('startsOn') },
  /** The message that led to it; the same for every event of a placement. */
  messageId: { in: 'shown', of: stated('messageId'), before: 'message_id' },
  confirmedAt: { in: 'timestamptz', of: confirmedAt },
  /** When the person asked for care; null for whoever never had to wait. */
  requestedAt: { in: 'timestamptz', of: stated('requestedAt') },
} as const;

export type PlacementFields = ValuesOf<typeof PLACEMENT_FIELDS>;

/** What one event says about a placement; of these fields the last one of the topic wins. */
export interface PlacementFact extends PlacementFields {
  readonly id: string;
  readonly personId: string;
  readonly status: PlacementStatus;
  /** Why it waits, was declined, withdrawn or ended, as a stable code. */
  readonly reason: string | null;
  readonly changedAt: string;
}

const STATUS_AFTER: Readonly<Record<string, PlacementStatus>> = {
  'placement-offered': 'offered',
  'placement-confirmed': 'confirmed',
  'placement-waitlisted': 'waitlisted',
  'placement-declined': 'declined',
  'placement-withdrawn': 'withdrawn',
  'placement-completed': 'completed',
};

const STATUS_OF_HOUSING: Readonly<Record<string, PlacementStatus>> = {
  waiting: 'waitlisted',
  offered: 'offered',
  confirmed: 'confirmed',
  arrived: 'confirmed',
  'not-started': 'confirmed',
  rescheduled: 'confirmed',
  paused: 'confirmed',
  resumed: 'confirmed',
  declined: 'declined',
  withdrawn: 'withdrawn',
  completed: 'completed',
};

const statusAfter = (news: News): PlacementStatus | undefined =>
  isHousing(news) ? STATUS_OF_HOUSING[text(news.data, 'state') ?? ''] : STATUS_AFTER[news.name];

/** What an event says about a placement, if it is about one. */
export function placementFact(news: News, personId: string): PlacementFact | null {
  const { data, time } = news;
  const status = statusAfter(news);
  const id = text(data, 'placementId');
  if (!status || !id) return null;
  const reason = text(data, 'waitReason') ?? text(data, 'reason') ?? text(data, 'endReason');
  return { id, personId, status, reason, changedAt: time, ...valuesOf(PLACEMENT_FIELDS, news) };
}

/** One fact per placement: the last status wins, fields it does not name stay. */
export function foldPlacements(facts: readonly PlacementFact[]): PlacementFact[] {
  const folded = new Map<string, PlacementFact>();
  for (const fact of facts) {
    const before = folded.get(fact.id);
    folded.set(fact.id, before ? { ...filled(before, fact), reason: fact.reason } : fact);
  }
  return [...folded.values()];
}
