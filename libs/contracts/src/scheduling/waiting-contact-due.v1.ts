import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const waitingContactDue = defineEvent({
  context: 'scheduling',
  name: 'waiting-contact-due',
  version: 1,
  type: 'handrail.scheduling.waiting-contact-due.v1',
  firesWhen:
    'Three quarters of 14 days have passed in which nobody was in touch with somebody who waits.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement that waits.'),
    lastContactAt: field.time('The last contact, or the request when there was none.'),
    dueAt: field.time('By when somebody has to be in touch.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
    lastContactAt: '2026-11-07T15:00:00.000Z',
    dueAt: '2026-11-21T15:00:00.000Z',
  },
});

export type WaitingContactDue = DataOf<typeof waitingContactDue>;
