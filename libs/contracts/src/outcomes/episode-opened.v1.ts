import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';

export const episodeOpened = defineEvent({
  context: 'outcomes',
  name: 'episode-opened',
  version: 1,
  type: 'handrail.outcomes.episode-opened.v1',
  firesWhen: 'The first fact of a new course of care arrives.',
  key: 'personId',
  data: Type.Object({
    personId: field.personId,
    episodeId: field.id('The episode of care.'),
    openedAt: field.time('When it began.'),
  }),
  example: {
    personId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001',
    episodeId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c8001',
    openedAt: '2026-11-02T08:30:00.000Z',
  },
});

export type EpisodeOpened = DataOf<typeof episodeOpened>;
