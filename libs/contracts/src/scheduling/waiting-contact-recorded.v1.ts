import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const waitingContactRecorded = defineEvent({
  context: 'scheduling',
  name: 'waiting-contact-recorded',
  version: 1,
  type: 'handrail.scheduling.waiting-contact-recorded.v1',
  firesWhen:
    'Somebody tried to be in touch with a person who waits, or the person answered whether they still do.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    outcome: field.oneOf(
      ['reached', 'not-reached', 'still-waiting', 'no-longer-wants'],
      'clinical',
      'What came of it.',
    ),
    contactedAt: field.time('When.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    outcome: 'still-waiting',
    contactedAt: '2026-11-18T15:00:00.000Z',
  },
});

export type WaitingContactRecorded = DataOf<typeof waitingContactRecorded>;
