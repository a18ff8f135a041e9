import { PLACE_BLOCK_REASONS } from '@handrail/domain';
import * as field from '../fields.js';

/** What is said of places that go out of service and come back. */
export const blockedPlaces = {
  programId: field.slug('The program.'),
  trackId: field.slug('The track.'),
  level: field.level('Level of care of the program.'),
  blockId: field.id('The block; its end names it again.'),
  places: field.count('How many places it is about, the ones still taken included.'),
  reason: field.oneOf(PLACE_BLOCK_REASONS, 'operational', 'Why they are out of service.'),
};

export const blockedPlacesExample = {
  programId: 'quayside-wm',
  trackId: 'beds',
  level: 'WM',
  blockId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001',
  places: 2,
  reason: 'infection-control',
} as const;
