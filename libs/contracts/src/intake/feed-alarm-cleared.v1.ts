import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const feedAlarmCleared = defineEvent({
  context: 'intake',
  name: 'feed-alarm-cleared',
  version: 1,
  type: 'handrail.intake.feed-alarm-cleared.v1',
  firesWhen: 'What a feed alarm was raised for is over.',
  key: 'feedId',
  data: Type.Object({
    feedId: field.id('The feed.'),
    alarm: field.feedAlarm('What was wrong.'),
    raisedAt: field.time('When the alarm was raised.', 'operational'),
    clearedAt: field.time('When it was found to be over.', 'operational'),
  }),
  example: {
    feedId: '019a5e00-0000-7000-8000-0000000000f1',
    alarm: 'silence',
    raisedAt: '2026-11-02T08:40:00.000Z',
    clearedAt: '2026-11-02T09:10:00.000Z',
  },
});

export type FeedAlarmCleared = DataOf<typeof feedAlarmCleared>;
