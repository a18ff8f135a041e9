import type { CareContext } from '@handrail/contracts';
import type { WaitReason } from '@handrail/domain';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import type { StayHistory } from '../../stay/domain/stay.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import type {
  CareNeed,
  Course,
  Placement,
  PlacementCause,
  RecordedAct,
  Support,
} from './placement.js';

/** How a request was weighed: what would do, and against which version of the programs. */
export interface Weighing {
  readonly candidates: readonly Candidate[];
  readonly eligibleTracks: readonly string[];
  readonly weighedVersion: number;
}

/** A place found for a request. */
export interface FoundPlace {
  readonly programId: string;
  readonly trackId: string;
  readonly startsOn: string;
  /** Zone of the program. */
  readonly timeZone: string;
  readonly plan: SessionPlan | null;
}

/** What happens to a person's placements. Those that others must know become contract events. */
export type PlacementEvent =
  | { readonly kind: 'placement-requested'; readonly placement: Placement }
  /** More or other than before is known of where the person has been. */
  | { readonly kind: 'history-known'; readonly history: StayHistory }
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
  | { readonly kind: 'support-fell'; readonly placementId: string; readonly reassessmentId: string }
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
      readonly place: FoundPlace;
      readonly weighing: Weighing;
      readonly expiresAt: string;
    }
  | {
      readonly kind: 'placement-confirmed';
      readonly placementId: string;
      readonly place: FoundPlace;
      /** Null when an offer was accepted: it was weighed when it was made. */
      readonly weighing: Weighing | null;
      readonly movedFrom: string | null;
    }
  | { readonly kind: 'placement-declined'; readonly placementId: string; readonly reason: string }
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
  | { readonly kind: 'placement-reinstated'; readonly placementId: string }
  | {
      readonly kind: 'priority-changed';
      readonly placementId: string;
      readonly context: CareContext;
      readonly priorityClass: number;
      readonly at: string;
    }
  | { readonly kind: 'attendance-noted'; readonly placementId: string; readonly at: string }
  | { readonly kind: 'first-session-missed'; readonly placementId: string; readonly at: string }
  | {
      readonly kind: 'placement-arrived';
      readonly placementId: string;
      readonly stayId: string;
      readonly at: string;
    }
  | { readonly kind: 'arrival-retracted'; readonly placementId: string }
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
