import * as field from '../fields.js';

/** What every event about a notice to the State names. */
export const capacityNotice = {
  programId: field.slug('The program.'),
  noticeId: field.id('The notice, as GET /v1/capacity/notices lists it.'),
  level: field.level('Level of care of the program.'),
  dueAt: field.time('When seven days are over.', 'operational'),
};

export const capacityNoticeExample = {
  programId: 'harbor-iop',
  noticeId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001',
  level: 'IOP' as const,
  dueAt: '2026-11-29T15:04:00.000Z',
};
