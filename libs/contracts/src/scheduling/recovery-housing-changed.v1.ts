import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

const STATES = [
  'waiting',
  'offered',
  'confirmed',
  'arrived',
  'not-started',
  'rescheduled',
  'paused',
  'resumed',
  'declined',
  'withdrawn',
  'completed',
] as const;

export const recoveryHousingChanged = defineEvent({
  context: 'scheduling',
  name: 'recovery-housing-changed',
  version: 1,
  type: 'handrail.scheduling.recovery-housing-changed.v1',
  firesWhen:
    'A person’s place in a recovery residence, beside their care, is sought, found, moved into or over.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    placementId: field.id('The placement; the care beside it has one of its own.'),
    reassessmentId: field.id('The reassessment that asked for it.'),
    messageId: field.id('The source message at the root.'),
    beside: field.nullable(field.level('Level of care it was asked for beside.')),
    state: field.oneOf(
      STATES,
      'clinical',
      'What became of it: `waiting` and `offered` while it is sought, `paused` while it is kept.',
    ),
    programId: field.nullable(field.slug('The residence; null while none is found.')),
    trackId: field.nullable(field.slug('The track.')),
    startsOn: field.nullable(field.day('First day, in the residence’s time zone.')),
    reason: field.nullable(
      field.code('Why it is waited for, declined, withdrawn or completed.', 'clinical'),
    ),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7002',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
    beside: 'IOP',
    state: 'confirmed',
    programId: 'lighthouse-residence',
    trackId: 'beds',
    startsOn: '2026-11-09',
    reason: null,
  },
});

export type RecoveryHousingChanged = DataOf<typeof recoveryHousingChanged>;
