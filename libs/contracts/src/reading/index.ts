export { problemLine, shapeReader, type ShapeReading } from './shape-reader.js';
export { asWritten, withReason, withRule } from './notes.js';
export { choice } from './choice.js';
