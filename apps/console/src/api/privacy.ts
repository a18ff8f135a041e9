import type { ConsentAnswer, DisclosuresAnswer, EmergencyAccessAnswer } from '@handrail/contracts';

/** What people do with a consent that is there, and with an access in an emergency. */
export const CONSENT_ACTS = ['revoke', 'restore'] as const;
export type ConsentActName = (typeof CONSENT_ACTS)[number];
export const EMERGENCY_ACTS = ['close', 'review'] as const;
export type EmergencyActName = (typeof EMERGENCY_ACTS)[number];

export const EMERGENCY_GROUPS = ['open', 'to-review', 'reviewed'] as const;
export type EmergencyGroup = (typeof EMERGENCY_GROUPS)[number];

export type ConsentItem = ConsentAnswer;
export type Disclosures = DisclosuresAnswer;
export type EmergencyItem = EmergencyAccessAnswer;
