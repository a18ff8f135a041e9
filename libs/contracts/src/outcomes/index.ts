export * from './continued-stay-review-due.v1.js';
export * from './episode-closed.v1.js';
export * from './episode-opened.v1.js';
export * from './follow-up-due.v1.js';
export * from './follow-up-met.v1.js';
export * from './handoff-missed.v1.js';
export * from './repeated-return-to-use-detected.v1.js';
export * from './repeated-return-to-use-withdrawn.v1.js';
