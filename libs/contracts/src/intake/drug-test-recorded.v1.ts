import { Type } from '@sinclair/typebox';
import { DRUG_TEST_RESULTS, SUBSTANCE_CLASSES } from '@handrail/domain';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const drugTestRecorded = defineEvent({
  context: 'intake',
  name: 'drug-test-recorded',
  version: 1,
  type: 'handrail.intake.drug-test-recorded.v1',
  firesWhen:
    'A program reports the result of a drug test: negative or positive by substance class, never an amount.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    collectedAt: field.time('When the sample was collected.'),
    result: field.oneOf(DRUG_TEST_RESULTS, 'clinical', 'What the test found.'),
    substances: Type.Array(
      field.oneOf(SUBSTANCE_CLASSES, 'clinical', 'A class that was found, or looked for.'),
      {
        description: 'Classes found by a positive test; of a negative one, those looked for.',
        'x-privacy': 'clinical',
      },
    ),
    placementId: field.nullable(field.id('The placement it belongs to, when told.')),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    collectedAt: '2026-11-09T23:00:00.000Z',
    result: 'positive',
    substances: ['fentanyl'],
    placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
  },
});

export type DrugTestRecorded = DataOf<typeof drugTestRecorded>;
