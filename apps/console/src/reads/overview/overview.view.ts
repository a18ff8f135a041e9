import type { FeedsGlance } from '../../feeds/feeds.view.js';
import type { ReviewsGlance } from '../../identity-reviews/identity-reviews.view.js';
import type { PublishingService, Service } from '../../api/names.js';
import type { ServiceView } from '../../services/service.view.js';

export type { ServiceState, ServiceView } from '../../services/service.view.js';

export interface EventsOfMinute {
  /** Start of the minute. */
  readonly minute: string;
  readonly events: Readonly<Record<PublishingService, number>>;
}

interface TriggerCount {
  readonly trigger: string;
  readonly count: number;
}

export interface Overview {
  /** When this was read. */
  readonly at: string;
  readonly timeZone: string;
  /** Where "today" begins in that zone. */
  readonly dayStart: string;
  readonly services: readonly ServiceView[];
  /** The last 60 whole minutes and the running one, oldest first, none left out. */
  readonly rates: readonly EventsOfMinute[];
  readonly reassessments: {
    readonly open: number;
    readonly overdue: number;
    readonly needsPerson: number;
  };
  readonly placements: {
    readonly confirmedToday: number;
    readonly byTrigger: readonly TriggerCount[];
    /** People, however many placements of theirs wait. */
    readonly waiting: number;
    /** People who are offered a place. */
    readonly offered: number;
  };
  readonly parked: {
    readonly total: number;
    /** Of those, messages intake holds back; the rest are events. */
    readonly messages: number;
    /** Services that did not answer, whose parked events are not in the total. */
    readonly unknown: readonly Service[];
  };
  readonly feeds: FeedsGlance;
  readonly reviews: ReviewsGlance;
  readonly events: { readonly lastReceivedAt: string | null };
}
