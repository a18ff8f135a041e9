import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { capacityNotice, capacityNoticeExample } from './capacity-notice.js';

export const capacityNoticeDue = defineEvent({
  context: 'scheduling',
  name: 'capacity-notice-due',
  version: 1,
  type: 'handrail.scheduling.capacity-notice-due.v1',
  firesWhen:
    'A program has reached 90 % of its capacity to admit: the State is told within seven days (45 CFR 96.126(a)). Once until it has fallen under 85 %.',
  key: 'programId',
  data: Type.Object({
    ...capacityNotice,
    reachedAt: field.time('When it was reached.', 'operational'),
    taken: field.count('Places that are taken, by whomever.'),
    capacity: field.count('Places that are in service.'),
  }),
  example: {
    ...capacityNoticeExample,
    reachedAt: '2026-11-22T15:04:00.000Z',
    taken: 18,
    capacity: 20,
  },
});

export type CapacityNoticeDue = DataOf<typeof capacityNoticeDue>;
