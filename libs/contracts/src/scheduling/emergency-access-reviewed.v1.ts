import { Type } from '@sinclair/typebox';
import { EMERGENCY_FINDINGS } from '@handrail/domain';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const emergencyAccessReviewed = defineEvent({
  context: 'scheduling',
  name: 'emergency-access-reviewed',
  version: 1,
  type: 'handrail.scheduling.emergency-access-reviewed.v1',
  firesWhen:
    'The privacy officer has found whether an access in an emergency was justified; a later finding replaces it.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    accessId: field.id('The access.'),
    finding: field.oneOf(EMERGENCY_FINDINGS, 'operational', 'What was found.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    accessId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001',
    finding: 'justified',
  },
});

export type EmergencyAccessReviewed = DataOf<typeof emergencyAccessReviewed>;
