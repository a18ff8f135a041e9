import { Type } from '@sinclair/typebox';
import { defineEvent, type DataOf } from '../define-event.js';
import * as field from '../fields.js';
import { blockedPlaces, blockedPlacesExample } from './blocked-places.js';

export const placesBlocked = defineEvent({
  context: 'scheduling',
  name: 'places-blocked',
  version: 1,
  type: 'handrail.scheduling.places-blocked.v1',
  firesWhen: 'Places of a track are out of service: nobody gets them.',
  key: 'programId',
  data: Type.Object({
    ...blockedPlaces,
    until: field.nullable(
      field.time('When they are given out again; null until somebody says so.', 'operational'),
    ),
  }),
  example: {
    ...blockedPlacesExample,
    until: '2026-11-09T08:00:00.000Z',
  },
});

export type PlacesBlocked = DataOf<typeof placesBlocked>;
