export * from './level-of-care-determined.v1.js';
export * from './reassessment-opened.v1.js';
export * from './reassessment-overdue.v1.js';
export * from './reassessment-withdrawn.v1.js';
export * from './risk-factors-recorded.v1.js';
