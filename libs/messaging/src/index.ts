export * from './log/event-log.js';
export * from './log/murmur2.js';
export * from './engine/envelope.js';
export * from './engine/messaging.js';
export * from './engine/moment.js';
export * from './engine/outcome.js';
export * from './engine/state-store.js';
export * from './engine/tx.js';
