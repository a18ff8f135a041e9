/** Reasons to decide otherwise than the policy (variance list, MN DHS MHIS manual). */
export const OVERRIDE_REASONS = [
  'other-community-support',
  'supervision-elsewhere',
  'housing-arranged',
  'person-wants-lower',
  'person-wants-higher',
  'clinical-judgement',
] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];
