/** Statuses of a placement that others than its allocator see, in the order of its life. */
export const PLACEMENT_STATUSES = [
  'offered',
  'confirmed',
  'waitlisted',
  'declined',
  'withdrawn',
  'completed',
] as const;
export type PlacementStatus = (typeof PLACEMENT_STATUSES)[number];

/**
 * Statuses of an offer, in the order of its life: while it is sent or acknowledged a place is held for it.
 * The last four are ends.
 */
export const OFFER_STATUSES = [
  'sent',
  'acknowledged',
  'accepted',
  'declined',
  'lapsed',
  'withdrawn',
] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

/**
 * Why an offer is declined. `full` asks the program for its number of places, `not-suitable` and `safety`
 * keep the whole program from being asked again, `person-declines` is the person's own no.
 */
export const OFFER_DECLINE_REASONS = [
  'full',
  'not-suitable',
  'no-bed-for-this-need',
  'person-declines',
  'safety',
  'other',
] as const;
export type OfferDeclineReason = (typeof OFFER_DECLINE_REASONS)[number];

/**
 * Why somebody waits: every place that fits is taken, nothing fits, or what would do is run by another
 * organisation, which may not be told of them without their consent.
 */
export const WAIT_REASONS = ['full', 'no-matching-program', 'consent'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/**
 * Codes that scheduling itself gives as the reason of an end or of a review. Beside them stand the codes
 * of whoever else ended a placement: a program that declined, or the reassessment that fell.
 */
export const PLACEMENT_REASONS = {
  /** Withdrawn: a newer determination or a place held makes the request pointless. */
  superseded: 'superseded',
  /** Withdrawn: two persons are one, and the other placement stays. */
  personsMerged: 'persons-merged',
  /** Declined: nobody answered the offer in time. */
  expired: 'expired',
  /** Of an offer: the person's consents do not cover its program any more. */
  noConsent: 'no-consent',
  /** Of an offer: another program was the first to accept. */
  acceptedElsewhere: 'accepted-elsewhere',
  /** Of an offer or a place: the person does not want it. */
  personDeclines: 'person-declines',
  /** Withdrawn: what it was asked for is not true any more. */
  triggerRetracted: 'trigger-retracted',
  /** Completed: the person moved to a place of another level. */
  transferred: 'transferred',
  /** Completed: the plan of sessions has run out. */
  finished: 'finished',
  /** Completed: nobody came, or the program never said that somebody did. */
  neverCame: 'never-came',
  /** Withdrawn, and to be looked at: a stay of the level began at another program. */
  wentElsewhere: 'went-elsewhere',
  /** Withdrawn or completed: the person is dead. */
  died: 'died',
  /** Completed: the stay there ended so. */
  left: 'left',
  discharged: 'discharged',
  incarcerated: 'incarcerated',
  ended: 'ended',
  /** Completed: somebody ended it by hand, for what no other code says. */
  movedAway: 'moved-away',
  other: 'other',
  /** To be looked at: the place is kept by hand for longer than it should be. */
  holdOver: 'hold-over',
  /** To be looked at: the end of the stay was taken back, and the place could not be given again. */
  endRetracted: 'end-retracted',
  /** To be looked at: the cause fell after the person came. */
  causeRetracted: 'cause-retracted',
} as const;
/** Why somebody ends a placement by hand. */
export const PLACEMENT_END_REASONS = [
  'left',
  'finished',
  'discharged',
  'moved-away',
  'never-came',
  'other',
] as const;
export type PlacementEndReason = (typeof PLACEMENT_END_REASONS)[number];

/** Why somebody is taken off the waiting list by hand; there is no other reason (45 CFR 96.126(c)). */
export const WAITLIST_REMOVAL_REASONS = [
  'found-elsewhere',
  'refuses',
  'cannot-be-located',
  'died',
] as const;
export type WaitlistRemovalReason = (typeof WAITLIST_REMOVAL_REASONS)[number];

export type PlacementReason = (typeof PLACEMENT_REASONS)[keyof typeof PLACEMENT_REASONS];

/** Why places of a program are out of service for a while. */
export const PLACE_BLOCK_REASONS = [
  'staffing',
  'maintenance',
  'infection-control',
  'safety',
  'reserved',
  'funding',
  'other',
] as const;
export type PlaceBlockReason = (typeof PLACE_BLOCK_REASONS)[number];

/** Why a program holds no sessions on some days. */
export const CLOSURE_REASONS = [
  'holiday',
  'staffing',
  'maintenance',
  'weather',
  'infection-control',
  'training',
  'other',
] as const;
export type ClosureReason = (typeof CLOSURE_REASONS)[number];
