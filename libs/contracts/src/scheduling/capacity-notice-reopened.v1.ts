import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import { capacityNotice, capacityNoticeExample } from './capacity-notice.js';

export const capacityNoticeReopened = defineEvent({
  context: 'scheduling',
  name: 'capacity-notice-reopened',
  version: 1,
  type: 'handrail.scheduling.capacity-notice-reopened.v1',
  firesWhen: 'It was recorded by mistake that the State was told how full a program is.',
  key: 'programId',
  data: Type.Object(capacityNotice),
  example: capacityNoticeExample,
});

export type CapacityNoticeReopened = DataOf<typeof capacityNoticeReopened>;
