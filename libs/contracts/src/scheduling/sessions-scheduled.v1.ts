import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const sessionsScheduled = defineEvent({
  context: 'scheduling',
  name: 'sessions-scheduled',
  version: 1,
  type: 'handrail.scheduling.sessions-scheduled.v1',
  firesWhen: 'The session calendar of a confirmed placement is made or remade.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement.'),
    timeZone: field.code('IANA time zone of the program.'),
    firstSessionAt: field.time('Start of the first session.'),
    lastSessionAt: field.time('Start of the last session.'),
    sessions: field.count('Number of sessions.'),
    hoursPerWeek: Type.Number({
      minimum: 0,
      description: 'Hours a week.',
      'x-privacy': 'operational',
    }),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    timeZone: 'America/New_York',
    firstSessionAt: '2026-11-09T23:00:00.000Z',
    lastSessionAt: '2027-01-29T23:00:00.000Z',
    sessions: 36,
    hoursPerWeek: 9,
  },
});

export type SessionsScheduled = DataOf<typeof sessionsScheduled>;
