export * from './database.js';
export * from './eventually.js';
export * from './memory-event-log.js';
export * from './test-service.js';
export * from './hop/hop.js';
