export * from './content-hash.js';
export * from './decision.js';
export * from './domain-error.js';
export * from './event-id.js';
export * from './level-of-care.js';
export * from './local-day.js';
export * from './own-value.js';
