import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const levelOfCareDetermined = defineEvent({
  context: 'assessment',
  name: 'level-of-care-determined',
  version: 1,
  type: 'handrail.assessment.level-of-care-determined.v1',
  firesWhen: 'A reassessment reaches a level of care, by itself or by a person.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    reassessmentId: field.id('The reassessment.'),
    determinationId: field.id('This determination.'),
    determinedAt: field.time('When it was made.'),
    trigger: field.trigger,
    ratings: field.ratings,
    context: field.context,
    currentLevel: field.nullable(field.level('Level held when this was decided.')),
    determination: field.determination,
    decidedBy: field.oneOf(['policy', 'clinician'], 'operational', 'Who decided.'),
    placeFrom: field.nullable(
      field.time('Earliest start of a place: the planned day or the discharge.'),
    ),
    requestedAt: field.time('When care was asked for; orders the waitlist.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    reassessmentId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c5001',
    determinationId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c6001',
    determinedAt: '2026-11-07T15:00:02.000Z',
    trigger: {
      kind: 'detox-completed',
      eventId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c3001',
      messageId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c4001',
      occurredAt: '2026-11-07T15:00:00.000Z',
      evidence: [],
    },
    ratings: { d1: 0, d2: 0, d3: 1, d4: 2, d5: 2, d6: 1 },
    context: { housing: 'stable', region: 'boston' },
    currentLevel: null,
    determination: {
      level: 'IOP',
      asamLevel: '2.1',
      alternatives: ['PHP'],
      policyVersion: '2026.1',
      policyStatus: 'draft',
      mode: 'automatic',
      trace: [{ rule: 'R3-d4', input: { d4: 2 }, effect: 'at least IOP', source: 'proposal' }],
      supports: [],
      withdrawalSetting: null,
      wouldChangeIf: [{ input: 'd5', to: 3, level: 'PHP' }],
      inputsHash: 'sha256:0f3c',
    },
    decidedBy: 'policy',
    placeFrom: '2026-11-07T15:00:00.000Z',
    requestedAt: '2026-11-07T15:00:00.000Z',
  },
});

export type LevelOfCareDetermined = DataOf<typeof levelOfCareDetermined>;
