import { PLACEMENT_REASONS } from '@handrail/domain';
import type { ListedPlacementView } from '../placements/placement.dto.js';

/** States the target of a referral sets, as SDOH Clinical Care names them; `requested` is its beginning. */
type TaskStatus =
  | 'requested'
  | 'accepted'
  | 'rejected'
  | 'in-progress'
  | 'on-hold'
  | 'failed'
  | 'completed'
  | 'cancelled';

/** State of a referral: the status, why, and what public health (BSeR) calls it. */
export interface ReferralState {
  readonly status: TaskStatus;
  /** A code; `at-capacity` where no program has room. */
  readonly reason: string | null;
  readonly business: BusinessState;
}

/** Business states of BSeR, by their code. */
export const BUSINESS_STATES = {
  '2.0': 'Service Request Created',
  '3.0': 'Service Request Accepted',
  '4.0': 'Service Request Declined',
  '5.1.1': 'Service Request Event Scheduled',
  '5.1.2': 'Scheduled Service Request Event Unattended',
  '5.1.4': 'Service Request Event Completed',
  '6.0': 'Service Request Fulfillment Cancelled',
  '7.0': 'Service Request Fulfillment Completed',
} as const;
type BusinessState = keyof typeof BUSINESS_STATES;

/** No room: a referral that a program declined for it is rejected, one that waits for room is on hold. */
const AT_CAPACITY = 'at-capacity';

/** Ends of a place by which the care that was asked for was given. */
const FULFILLED: ReadonlySet<string | null> = new Set([
  PLACEMENT_REASONS.finished,
  PLACEMENT_REASONS.transferred,
]);

type Placed = Pick<
  ListedPlacementView,
  'status' | 'waitReason' | 'endReason' | 'attended' | 'arrivedAt' | 'heldSince' | 'notStartedSince'
>;

const state = (
  status: TaskStatus,
  business: BusinessState,
  reason: string | null = null,
): ReferralState => ({ status, business, reason });

const asReason = (code: string | null): string | null => (code === 'full' ? AT_CAPACITY : code);

/** The state of a referral, by the placement it led to. */
export function referralState(placement: Placed): ReferralState {
  const { status, waitReason, endReason } = placement;
  switch (status) {
    case 'waitlisted':
      return state('on-hold', '3.0', asReason(waitReason));
    case 'confirmed':
      return placed(placement);
    case 'declined':
      return state('rejected', '4.0', asReason(endReason));
    case 'withdrawn':
      return state('cancelled', '6.0', endReason);
    case 'completed':
      return ended(endReason);
    default:
      return state('requested', '2.0');
  }
}

function placed({ attended, arrivedAt, heldSince, notStartedSince }: Placed): ReferralState {
  const hasCome = attended || arrivedAt !== null;
  if (heldSince !== null) return state('on-hold', hasCome ? '5.1.4' : '5.1.1', 'place-held');
  if (hasCome) return state('in-progress', '5.1.4');
  return notStartedSince === null
    ? state('accepted', '5.1.1')
    : state('accepted', '5.1.2', 'not-started');
}

function ended(reason: string | null): ReferralState {
  if (FULFILLED.has(reason)) return state('completed', '7.0', reason);
  const cameNever = reason === PLACEMENT_REASONS.neverCame;
  return state('failed', cameNever ? '5.1.2' : '6.0', reason);
}
