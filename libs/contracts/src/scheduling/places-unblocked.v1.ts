import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { blockedPlaces, blockedPlacesExample } from './blocked-places.js';

export const placesUnblocked = defineEvent({
  context: 'scheduling',
  name: 'places-unblocked',
  version: 1,
  type: 'handrail.scheduling.places-unblocked.v1',
  firesWhen: 'Places of a track are in service again: their time is over, or somebody said so.',
  key: 'programId',
  data: Type.Object({
    ...blockedPlaces,
    because: field.oneOf(
      ['over', 'lifted'],
      'operational',
      'Their time ran out, or a person ended it.',
    ),
  }),
  example: {
    ...blockedPlacesExample,
    because: 'lifted',
  },
});

export type PlacesUnblocked = DataOf<typeof placesUnblocked>;
