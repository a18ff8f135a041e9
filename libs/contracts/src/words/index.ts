export type { EventOutcome } from './wording.js';
export { lineOf, wordsOf, type EventWords } from './words-of.js';
export { codeWords } from './codes.js';
