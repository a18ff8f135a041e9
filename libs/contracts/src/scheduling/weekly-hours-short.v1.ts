import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const weeklyHoursShort = defineEvent({
  context: 'scheduling',
  name: 'weekly-hours-short',
  version: 1,
  type: 'handrail.scheduling.weekly-hours-short.v1',
  firesWhen:
    'Holidays and closures leave the people of a track fewer hours in this or the next week than their level asks for; once for a week.',
  key: 'programId',
  data: Type.Object({
    programId: field.slug('The program.'),
    trackId: field.slug('The track.'),
    level: field.level('Level of care of the program.'),
    weekOf: field.day('The Monday of the week, in the program’s time zone.', 'operational'),
    hours: Type.Number({
      minimum: 0,
      description: 'Hours of sessions in it, what is held instead included.',
      'x-privacy': 'operational',
    }),
    leastHours: field.count('Hours the level asks for: IOP 9, PHP 20.'),
  }),
  example: {
    programId: 'harbor-iop',
    trackId: 'evening',
    level: 'IOP',
    weekOf: '2026-12-21',
    hours: 6,
    leastHours: 9,
  },
});

export type WeeklyHoursShort = DataOf<typeof weeklyHoursShort>;
