import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const stayStarted = defineEvent({
  context: 'intake',
  name: 'stay-started',
  version: 1,
  type: 'handrail.intake.stay-started.v1',
  firesWhen: 'A stay at a facility begins, or becomes known.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    stayId: field.id('The stay.'),
    facility: field.facility,
    setting: field.setting,
    startedAt: field.time('When the stay began.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    stayId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c2001',
    facility: 'st-mary',
    setting: 'withdrawal-management',
    startedAt: '2026-11-02T08:30:00.000Z',
  },
});

export type StayStarted = DataOf<typeof stayStarted>;
