/**
 * Events in the order a chain of them takes when all of it happened at one instant. The places are kept in
 * every line that was written: a name is added where it belongs, and none is moved.
 */
const ORDER: readonly string[] = [
  'person-registered',
  'persons-merged',
  'consent-changed',
  'stay-started',
  'risk-ratings-recorded',
  'instrument-result-recorded',
  'step-down-planned',
  'stay-ended',
  'stay-corrected',
  'return-to-use-reported',
  'overdose-reported',
  'care-requested',
  'drug-test-recorded',
  'attendance-recorded',
  'interim-services-recorded',
  'fact-retracted',
  'episode-opened',
  'repeated-return-to-use-detected',
  'repeated-return-to-use-withdrawn',
  'reassessment-opened',
  'reassessment-overdue',
  'reassessment-withdrawn',
  'level-of-care-determined',
  'placement-waitlisted',
  'placement-offered',
  'placement-declined',
  'placement-withdrawn',
  'placement-confirmed',
  'placement-completed',
  'sessions-scheduled',
  'recovery-housing-changed',
  'waiting-contact-recorded',
  'waiting-paused',
  'waiting-resumed',
  'interim-services-started',
  'waiting-contact-due',
  'state-referral-due',
  'deadline-at-risk',
  'deadline-missed',
  'follow-up-due',
  'follow-up-met',
  'handoff-missed',
  'continued-stay-review-due',
  'episode-closed',
];

const RANKS = new Map(ORDER.map((name, rank) => [name, rank]));

/** Where an event stands among others of the same instant: causes come before what they cause. */
export const rankOf = (name: string): number => RANKS.get(name) ?? RANKS.size;
