export * from './define-event.js';
export * from './catalogue.js';
export * from './validation.js';
export * from './reading/index.js';
export * from './upcast/index.js';
export * from './words/index.js';
export type * from './http/index.js';
export * from './assessment/index.js';
export * from './intake/index.js';
export * from './outcomes/index.js';
export * from './scheduling/index.js';
export {
  context as contextSchema,
  determination as determinationSchema,
  ratings as ratingsSchema,
  trigger as triggerSchema,
} from './fields.js';
export type {
  CareContext,
  DeterminationData,
  Dimension,
  Rating,
  Ratings,
  TriggerData,
} from './shapes.js';
