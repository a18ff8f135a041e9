import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const episodeClosed = defineEvent({
  context: 'outcomes',
  name: 'episode-closed',
  version: 1,
  type: 'handrail.outcomes.episode-closed.v1',
  firesWhen: 'A course of care ends.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    episodeId: field.id('The episode of care.'),
    closedAt: field.time('When it ended.'),
    reason: field.code('Why, as a stable code.', 'clinical'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    episodeId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    closedAt: '2027-02-02T08:30:00.000Z',
    reason: 'finished',
  },
});

export type EpisodeClosed = DataOf<typeof episodeClosed>;
