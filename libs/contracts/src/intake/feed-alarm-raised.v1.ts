import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const feedAlarmRaised = defineEvent({
  context: 'intake',
  name: 'feed-alarm-raised',
  version: 1,
  type: 'handrail.intake.feed-alarm-raised.v1',
  firesWhen: 'A feed falls silent, skips numbers, floods or drops off against its own rhythm.',
  key: 'feedId',
  data: Type.Object({
    feedId: field.id('The feed; GET /v1/feeds says which sender it is.'),
    alarm: field.feedAlarm('What is wrong.'),
    since: field.time('Since when it is so.', 'operational'),
    expected: field.count('Messages its rhythm lets expect; of a gap, numbers that were sent.'),
    observed: field.count('Messages that came; of a gap, numbers that came.'),
  }),
  example: {
    feedId: '019a5e00-0000-7000-8000-0000000000f1',
    alarm: 'silence',
    since: '2026-11-02T08:00:00.000Z',
    expected: 42,
    observed: 0,
  },
});

export type FeedAlarmRaised = DataOf<typeof feedAlarmRaised>;
