import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const stayCorrected = defineEvent({
  context: 'intake',
  name: 'stay-corrected',
  version: 1,
  type: 'handrail.intake.stay-corrected.v1',
  firesWhen:
    'Data of a stay is corrected without changing that it began, or that and how it ended. Triggers nothing.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    stayId: field.id('The stay.'),
    facility: field.facility,
    setting: field.setting,
    startedAt: field.nullable(field.time('When the stay began, when known.')),
    endedAt: field.nullable(field.time('When the stay ended, when it has.')),
    disposition: field.nullable(field.disposition),
    corrected: Type.Array(field.code('Name of a corrected field.')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    stayId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c2001',
    facility: 'st-mary',
    setting: 'withdrawal-management',
    startedAt: '2026-11-02T08:30:00.000Z',
    endedAt: '2026-11-07T15:30:00.000Z',
    disposition: 'completed',
    corrected: ['endedAt'],
  },
});

export type StayCorrected = DataOf<typeof stayCorrected>;
