import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import { capacityNotice, capacityNoticeExample } from './capacity-notice.js';

export const capacityNoticeMissed = defineEvent({
  context: 'scheduling',
  name: 'capacity-notice-missed',
  version: 1,
  type: 'handrail.scheduling.capacity-notice-missed.v1',
  firesWhen:
    'Seven days are over and nobody recorded that the State was told how full a program is; once.',
  key: 'programId',
  data: Type.Object(capacityNotice),
  example: capacityNoticeExample,
});

export type CapacityNoticeMissed = DataOf<typeof capacityNoticeMissed>;
