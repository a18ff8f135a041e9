export type * from './assessment.js';
export type * from './intake.js';
export type * from './outcomes.js';
export type * from './page-answer.js';
export type * from './policies.js';
export type * from './scheduling.js';
export type * from './simulation.js';
export type * from './service.js';
