import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const attendanceRecorded = defineEvent({
  context: 'intake',
  name: 'attendance-recorded',
  version: 1,
  type: 'handrail.intake.attendance-recorded.v1',
  firesWhen: 'A program reports whether the person came to a session.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement the session belongs to.'),
    sessionStartsAt: field.time('Start of the session.'),
    attendance: field.oneOf(
      ['attended', 'no-show', 'excused', 'cancelled'],
      'clinical',
      'What happened.',
    ),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    sessionStartsAt: '2026-11-09T23:00:00.000Z',
    attendance: 'attended',
  },
});

export type AttendanceRecorded = DataOf<typeof attendanceRecorded>;
