import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { capacityNotice, capacityNoticeExample } from './capacity-notice.js';

export const capacityNoticeGiven = defineEvent({
  context: 'scheduling',
  name: 'capacity-notice-given',
  version: 1,
  type: 'handrail.scheduling.capacity-notice-given.v1',
  firesWhen: 'Somebody recorded that the State was told how full a program is.',
  key: 'programId',
  data: Type.Object({
    ...capacityNotice,
    givenAt: field.time('When the State was told.', 'operational'),
  }),
  example: {
    ...capacityNoticeExample,
    givenAt: '2026-11-24T09:00:00.000Z',
  },
});

export type CapacityNoticeGiven = DataOf<typeof capacityNoticeGiven>;
