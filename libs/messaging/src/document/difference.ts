import {
  isList,
  isObject,
  type Patch,
  type JsonValue,
  type JsonObject,
  type Piece,
} from './patch.js';

/**
 * What has to be told of a document to know it anew, for somebody who knows it as it was; undefined where
 * nothing changed. Parts that are the same object are not looked into, so this costs what changed and not
 * what is known, as long as those who change a document keep the parts they do not touch.
 *
 * A field without a value counts as one that is not there, as it does in JSON.
 */
export function difference(before: JsonValue, after: JsonValue): Patch | undefined {
  if (before === after) return undefined;
  if (isList(before) && isList(after)) return differenceOfLists(before, after);
  if (isObject(before) && isObject(after)) return differenceOfObjects(before, after);
  return ['set', after];
}

function differenceOfObjects(before: JsonObject, after: JsonObject): Patch | undefined {
  const changed: Record<string, Patch> = {};
  let count = 0;
  for (const [name, value] of Object.entries(after)) {
    const known = before[name];
    if (value === known || value === undefined) continue;
    const change: Patch | undefined =
      known === undefined ? ['set', value] : difference(known, value);
    if (!change) continue;
    changed[name] = change;
    count += 1;
  }
  const gone = Object.keys(before).filter(
    (name) => before[name] !== undefined && after[name] === undefined,
  );
  return count === 0 && gone.length === 0 ? undefined : ['object', changed, gone];
}

/** Most lists only grow: what is alike at both ends is passed over before anything is looked up. */
function differenceOfLists(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
): Patch | undefined {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const pieces = new Pieces();
  pieces.keep(0, start);
  const until = before.length - tail;
  between(before.slice(start, until), after.slice(start, after.length - tail), start, pieces);
  pieces.keep(until, tail);
  return pieces.areAll(before.length) ? undefined : ['list', pieces.all];
}

/**
 * The middle of two lists: elements that are the same are found wherever they went; one that is at the
 * place of another, which is gone, is that one changed.
 */
function between(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  offset: number,
  pieces: Pieces,
): void {
  if (after.length === 0) return;
  const places = new Map(before.map((value, at) => [value, at]));
  const staying = new Set(after);
  let next = 0;
  for (const value of after) {
    const place = before[next] === value ? next : places.get(value);
    if (place !== undefined) {
      pieces.keep(offset + place, 1);
      next = place + 1;
      continue;
    }
    const known = before[next];
    if (known !== undefined && !staying.has(known) && alike(known, value)) {
      const change = difference(known, value);
      if (change) pieces.change(offset + next, change);
      else pieces.keep(offset + next, 1);
      next += 1;
    } else pieces.add(value);
  }
}

const alike = (a: JsonValue, b: JsonValue): boolean =>
  (isList(a) && isList(b)) || (isObject(a) && isObject(b) && a['id'] === b['id']);

/** Gathers the pieces of a list; neighbours of one kind become one piece. */
class Pieces {
  readonly all: Piece[] = [];
  #added: JsonValue[] = [];

  keep(from: number, count: number): void {
    if (count === 0) return;
    const last = this.all.at(-1);
    if (last?.[0] === 'keep' && last[1] + last[2] === from)
      this.all[this.all.length - 1] = ['keep', last[1], last[2] + count];
    else this.all.push(['keep', from, count]);
  }

  change(at: number, change: Patch): void {
    this.all.push(['change', at, change]);
  }

  add(value: JsonValue): void {
    if (this.all.at(-1)?.[0] !== 'add') {
      this.#added = [];
      this.all.push(['add', this.#added]);
    }
    this.#added.push(value);
  }

  /** Whether the list is what it was, of so many elements. */
  areAll(length: number): boolean {
    const [only, more] = this.all;
    if (only === undefined) return length === 0;
    return more === undefined && only[0] === 'keep' && only[1] === 0 && only[2] === length;
  }
}
