export * from './changes.js';
export * from './decide.js';
export * from './rehome.js';
export * from './stays.js';
export * from './visit.js';
