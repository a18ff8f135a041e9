export * from './upcaster.js';
export * from './event-versions.js';
export * from './released-versions.js';
