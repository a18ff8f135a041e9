import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const repeatedReturnToUseDetected = defineEvent({
  context: 'outcomes',
  name: 'repeated-return-to-use-detected',
  version: 1,
  type: 'handrail.outcomes.repeated-return-to-use-detected.v1',
  firesWhen:
    'Returns to use within the window reach the threshold, or a second detox is completed within six months.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    detectionId: field.id('This detection.'),
    pattern: field.oneOf(
      ['returns-in-window', 'second-detox'],
      'clinical',
      'Which repetition was seen.',
    ),
    detectedAt: field.time('When the last report that made it happened.'),
    reports: Type.Array(
      Type.Object({
        eventId: field.id('A report that counted.'),
        occurredAt: field.time('When it happened.'),
      }),
    ),
    windowDays: field.count('Length of the window in days.'),
    currentLevel: field.nullable(field.level('Level of care held at that moment.')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    detectionId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    pattern: 'returns-in-window',
    detectedAt: '2026-11-10T20:00:00.000Z',
    reports: [
      { eventId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c3001', occurredAt: '2026-11-10T20:00:00.000Z' },
    ],
    windowDays: 30,
    currentLevel: 'IOP',
  },
});

export type RepeatedReturnToUseDetected = DataOf<typeof repeatedReturnToUseDetected>;
