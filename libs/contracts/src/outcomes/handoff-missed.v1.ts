import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const handoffMissed = defineEvent({
  context: 'outcomes',
  name: 'handoff-missed',
  version: 1,
  type: 'handrail.outcomes.handoff-missed.v1',
  firesWhen: 'A follow-up window closes with nothing in it.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    followUpId: field.id('The window.'),
    dueAt: field.time('When it closed.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    followUpId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    dueAt: '2026-11-14T15:00:00.000Z',
  },
});

export type HandoffMissed = DataOf<typeof handoffMissed>;
