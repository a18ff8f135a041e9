import { Type } from '@sinclair/typebox';
import { EMERGENCY_REASONS } from '@handrail/domain';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const emergencyAccessOpened = defineEvent({
  context: 'scheduling',
  name: 'emergency-access-opened',
  version: 1,
  type: 'handrail.scheduling.emergency-access-opened.v1',
  firesWhen:
    'Somebody has given another organisation access to what becomes of a person, in a medical emergency and without ' +
    'consent (42 CFR 2.51). It ends by itself; the privacy officer reviews it.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    accessId: field.id('The access.'),
    placementId: field.id('The placement it was opened at.'),
    organisation: field.slug('Code of the organisation that may know.'),
    reason: field.oneOf(EMERGENCY_REASONS, 'clinical', 'The emergency.'),
    until: field.time('When it ends.', 'operational'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    accessId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c6001',
    organisation: 'birch-house',
    reason: 'overdose',
    until: '2026-11-02T15:00:00.000Z',
  },
});

export type EmergencyAccessOpened = DataOf<typeof emergencyAccessOpened>;
