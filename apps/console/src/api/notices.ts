import type { CapacityNoticeAnswer, NoticeEvidenceAnswer } from '@handrail/contracts';

/** What people record about a notice to the State. */
export const NOTICE_ACTS = ['give', 'take-back'] as const;
export type NoticeAct = (typeof NOTICE_ACTS)[number];

/** A program is nearly full, and the State is to be told. */
export type NoticeItem = CapacityNoticeAnswer;
export type NoticeEvidence = NoticeEvidenceAnswer;
