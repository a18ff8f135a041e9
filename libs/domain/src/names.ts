// The lists of names that a page in a browser uses as services do; nothing in here needs Node.
export * from './care-request.js';
export * from './dimension.js';
export * from './drug-test.js';
export * from './language.js';
export * from './level-of-care.js';
export * from './override-reason.js';
export * from './placement.js';
export * from './disclosure-names.js';
