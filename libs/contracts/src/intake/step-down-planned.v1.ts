import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const stepDownPlanned = defineEvent({
  context: 'intake',
  name: 'step-down-planned',
  version: 1,
  type: 'handrail.intake.step-down-planned.v1',
  firesWhen: 'A facility plans to end a stay on a given day.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    stayId: field.id('The stay.'),
    facility: field.facility,
    setting: field.setting,
    plannedFor: field.time('When the stay is planned to end.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    stayId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c2001',
    facility: 'st-mary',
    setting: 'residential',
    plannedFor: '2026-11-12T15:00:00.000Z',
  },
});

export type StepDownPlanned = DataOf<typeof stepDownPlanned>;
