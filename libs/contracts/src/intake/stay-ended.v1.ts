import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const stayEnded = defineEvent({
  context: 'intake',
  name: 'stay-ended',
  version: 1,
  type: 'handrail.intake.stay-ended.v1',
  firesWhen: 'A stay ends. A discharge of an unknown stay creates the closed stay and fires too.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    stayId: field.id('The stay.'),
    facility: field.facility,
    setting: field.setting,
    startedAt: field.nullable(field.time('When the stay began, when known.')),
    endedAt: field.time('When the stay ended.'),
    disposition: field.disposition,
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    stayId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c2001',
    facility: 'st-mary',
    setting: 'withdrawal-management',
    startedAt: '2026-11-02T08:30:00.000Z',
    endedAt: '2026-11-07T15:00:00.000Z',
    disposition: 'completed',
  },
});

export type StayEnded = DataOf<typeof stayEnded>;
