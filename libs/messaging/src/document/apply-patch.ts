import {
  isList,
  isObject,
  type Patch,
  type JsonValue,
  type JsonObject,
  type Piece,
} from './patch.js';

/** The document after a change; what did not change stays the same object. Throws where they do not fit. */
export function applyPatch(before: JsonValue, change: Patch): JsonValue {
  switch (change[0]) {
    case 'set':
      return change[1];
    case 'object':
      return changedObject(before, change[1], change[2]);
    case 'list':
      if (!isList(before)) throw misfit('a list');
      return change[1].flatMap((piece) => elementsOf(before, piece));
    default:
      return change satisfies never;
  }
}

function changedObject(
  before: JsonValue,
  changes: Readonly<Record<string, Patch>>,
  gone: readonly string[],
): JsonObject {
  if (!isObject(before)) throw misfit('an object');
  const after: Record<string, JsonValue | undefined> = { ...before };
  for (const [name, change] of Object.entries(changes))
    after[name] = change[0] === 'set' ? change[1] : applyPatch(before[name] ?? null, change);
  for (const name of gone) delete after[name];
  return after;
}

function elementsOf(before: readonly JsonValue[], piece: Piece): readonly JsonValue[] {
  switch (piece[0]) {
    case 'keep': {
      const [, from, count] = piece;
      if (from + count > before.length) throw misfit(`${from + count} elements`);
      return before.slice(from, from + count);
    }
    case 'change': {
      const [, at, change] = piece;
      if (at >= before.length) throw misfit(`${at + 1} elements`);
      return [applyPatch(before[at]!, change)];
    }
    case 'add':
      return piece[1];
    default:
      return piece satisfies never;
  }
}

const misfit = (wanted: string): Error =>
  new Error(`a change of a document wants ${wanted} where there is something else`);
