import * as field from '../fields.js';

/** Whose place it is that something happened to, and where. */
export const heldPlace = {
  personId: field.personId,
  placementId: field.id('The placement.'),
  reassessmentId: field.id('The reassessment that asked for it.'),
  programId: field.slug('The program.'),
  trackId: field.slug('The track.'),
  level: field.level('Level of care.'),
};
