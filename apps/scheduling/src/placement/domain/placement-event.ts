import type { CareContext } from '@handrail/contracts';
import type { WaitReason } from '@handrail/domain';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import type { ConsentReport } from '../../consent/domain/consent-report.js';
import type { StayHistory } from '../../stay/domain/stay.js';
import type { WaitingNote } from '../../waiting/domain/note.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import type { FoundPlace } from './found-place.js';
import type { ClosedHow, Offer } from './offer.js';
import type { Course } from './course.js';
import type { CareNeed, Placement, PlacementCause, RecordedAct, Support } from './placement.js';

/** How somebody who waits was weighed: among whom they wait, and what would do for those and not for them. */
type Weighing = Pick<Placement, 'needGroup' | 'exceptedTracks'>;

/** What a refusal changes for the request as it goes on. */
export type RefusalEffect = Pick<Placement, 'declinedTracks' | 'course'>;

/** What happens to a person's placements. Those that others must know become contract events. */
export type PlacementEvent =
  | { readonly kind: 'placement-requested'; readonly placement: Placement }
  /** More or other than before is known of where the person has been. */
  | { readonly kind: 'history-known'; readonly history: StayHistory }
  /** What the person lets others be told is other than before, or is looked at again. */
  | { readonly kind: 'consents-known'; readonly consents: readonly ConsentReport[] }
  /** Noted about the person as somebody who waits; null when about no request in particular. */
  | {
      readonly kind: 'waiting-noted';
      readonly placementId: string | null;
      readonly note: WaitingNote;
    }
  | {
      readonly kind: 'request-renewed';
      readonly placementId: string;
      readonly support: Support;
      readonly need: CareNeed;
      readonly priorityClass: number;
      readonly requestedAt: string;
      readonly determinedAt: string;
      readonly cause: PlacementCause;
    }
  | {
      readonly kind: 'place-asked-for-again';
      readonly placementId: string;
      readonly support: Support;
      readonly determinedAt: string;
    }
  | {
      readonly kind: 'support-fell';
      readonly placementId: string;
      readonly reassessmentId: string;
      /** Only because the person died: it stands until it is determined anew, should they live. */
      readonly withDeath?: boolean;
    }
  | {
      readonly kind: 'placement-waitlisted';
      readonly placementId: string;
      readonly waitReason: WaitReason;
      readonly weighing: Weighing;
    }
  | { readonly kind: 'wait-continued'; readonly placementId: string; readonly weighing: Weighing }
  | {
      readonly kind: 'placement-offered';
      readonly placementId: string;
      /** A further one beside those that are open, or the first. */
      readonly offer: Offer;
      /** What it was chosen from; null when it was weighed before, as beside an open offer. */
      readonly candidates: readonly Candidate[] | null;
    }
  | {
      readonly kind: 'offer-acknowledged';
      readonly placementId: string;
      readonly offerId: string;
      readonly at: string;
      readonly expiresAt: string;
    }
  /** An offer came to nothing while others are open. */
  | {
      readonly kind: 'offer-closed';
      readonly placementId: string;
      readonly offerId: string;
      readonly how: ClosedHow;
      readonly reason: string;
      readonly effect: RefusalEffect;
    }
  /** The person says yes to the place. */
  | { readonly kind: 'person-agreed'; readonly placementId: string; readonly at: string }
  | {
      readonly kind: 'placement-confirmed';
      readonly placementId: string;
      readonly place: FoundPlace;
      /** What it was chosen from; null when an offer was accepted: it was weighed when it was made. */
      readonly candidates: readonly Candidate[] | null;
      readonly movedFrom: string | null;
      /** The offer that was accepted; every other one that is open is withdrawn with it. */
      readonly offerId?: string;
    }
  /** The last open offer came to nothing. */
  | {
      readonly kind: 'placement-declined';
      readonly placementId: string;
      readonly reason: string;
      readonly how: ClosedHow;
    }
  | {
      readonly kind: 'placement-withdrawn';
      readonly placementId: string;
      readonly reason: string;
      readonly displacedBy: string | null;
      /** The stay that was begun instead. */
      readonly endedBy?: string;
    }
  | {
      readonly kind: 'placement-completed';
      readonly placementId: string;
      readonly endReason: string;
      readonly displacedBy: string | null;
      /** The stay whose end is the end of the place. */
      readonly endedBy?: string;
    }
  /** The stay that ended a place became known after the place had ended. */
  | { readonly kind: 'end-traced'; readonly placementId: string; readonly endedBy: string }
  /** For the time of one step it is as before the death that ended it, and ends with it again. */
  | { readonly kind: 'death-set-aside'; readonly placementId: string }
  | {
      readonly kind: 'placement-reinstated';
      readonly placementId: string;
      /** The stay that shows that the person came after all. */
      readonly arrival?: Course['arrival'];
    }
  | {
      readonly kind: 'priority-changed';
      readonly placementId: string;
      readonly context: CareContext;
      readonly priorityClass: number;
      readonly at: string;
    }
  | {
      readonly kind: 'attendance-noted';
      readonly placementId: string;
      readonly at: string;
      /** The report of a session; absent by hand. */
      readonly eventId?: string;
    }
  /** The report of a session, or what somebody noted by hand, was not so. */
  | {
      readonly kind: 'attendance-taken-back';
      readonly placementId: string;
      readonly eventId?: string;
    }
  | {
      readonly kind: 'first-session-missed';
      readonly placementId: string;
      readonly at: string;
      readonly eventId?: string;
    }
  | {
      readonly kind: 'placement-arrived';
      readonly placementId: string;
      readonly stayId: string;
      readonly at: string;
    }
  /** The stay that shows that the person came, here or where they were moved from, began at another time. */
  | {
      readonly kind: 'arrival-corrected';
      readonly placementId: string;
      readonly stayId: string;
      readonly at: string;
    }
  /** A stay shows no more that the person came, here or where they were moved from. */
  | {
      readonly kind: 'arrival-retracted';
      readonly placementId: string;
      readonly stayId: string;
    }
  | {
      readonly kind: 'placement-held';
      readonly placementId: string;
      /** Null when somebody keeps the place by hand. */
      readonly stayId: string | null;
      readonly since: string;
    }
  | { readonly kind: 'placement-resumed'; readonly placementId: string }
  /** Somebody acts by hand; what follows from it happens in the same step. */
  | { readonly kind: 'act-recorded'; readonly placementId: string; readonly act: RecordedAct }
  | {
      readonly kind: 'placement-rescheduled';
      readonly placementId: string;
      readonly putOffTo: string | null;
      readonly startsOn: string;
      readonly plan: SessionPlan | null;
    }
  /** The plan goes on: its level was asked for again shortly before it ends, or somebody says so. */
  | { readonly kind: 'plan-extended'; readonly placementId: string; readonly plan: SessionPlan }
  | { readonly kind: 'placement-not-started'; readonly placementId: string; readonly at: string }
  /** Tracks that were left alone for a while may be asked again. */
  | {
      readonly kind: 'track-rested';
      readonly placementId: string;
      readonly resting: Course['resting'];
    }
  /** Who did not want a place for a while is back in line. */
  | { readonly kind: 'wait-taken-up'; readonly placementId: string }
  | {
      readonly kind: 'wait-moved';
      readonly placementId: string;
      readonly freeFrom: string | null;
    }
  | { readonly kind: 'review-needed'; readonly placementId: string; readonly reason: string }
  /** Somebody has looked at it; the reason is the one it was on the list for. */
  | {
      readonly kind: 'review-done';
      readonly placementId: string;
      readonly reason: string;
      readonly at: string;
    };

export type PlacementEventOf<K extends PlacementEvent['kind']> = Extract<
  PlacementEvent,
  { kind: K }
>;
