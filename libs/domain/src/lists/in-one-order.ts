import { changeOfList, countOf } from './change-of-list.js';
import { countLeading } from './sorted.js';

/** What a list adds to an order: each element some items, the same objects for the same element. */
export interface Source<Item> {
  readonly list: readonly object[];
  readonly items: (of: never) => readonly Item[];
}

interface Kept<Item> {
  readonly sources: ReadonlyArray<Source<Item>>;
  readonly ordered: readonly Item[];
}

/**
 * Items of several lists in one order. Where lists are others than the last time, only what came and went is
 * put in and taken out; where none is, the answer is the same object. The last answer is kept by the first
 * element there is, or by another object of the same person, and goes with it.
 */
export function inOneOrder<Item extends object>(
  compare: (a: Item, b: Item) => number,
): (sources: ReadonlyArray<Source<Item>>, keptBy?: object) => readonly Item[] {
  const lasts = new WeakMap<object, Kept<Item>>();
  return (sources, keptBy = sources.find(({ list }) => list.length > 0)?.list[0]) => {
    if (!keptBy) return fromTheStart(sources, compare);
    const last = lasts.get(keptBy);
    const isSame = last && sources.every(({ items }, at) => items === last.sources[at]?.items);
    const ordered = (isSame && moved(last, sources, compare)) || fromTheStart(sources, compare);
    lasts.set(keptBy, { sources, ordered });
    return ordered;
  };
}

const itemsOf = <Item>({ items }: Source<Item>, list: readonly object[]): Item[] =>
  list.flatMap((of) => items(of as never));

const fromTheStart = <Item>(
  sources: ReadonlyArray<Source<Item>>,
  compare: (a: Item, b: Item) => number,
): Item[] => sources.flatMap((source) => itemsOf(source, source.list)).sort(compare);

/** With so many others everything is put in order from the start. */
const MANY = 100;

/** The last order with what came and without what went; undefined where much is another. */
function moved<Item extends object>(
  { sources: before, ordered }: Kept<Item>,
  sources: ReadonlyArray<Source<Item>>,
  compare: (a: Item, b: Item) => number,
): readonly Item[] | undefined {
  const changes = sources.map(({ list }, at) => changeOfList(before[at]!.list, list));
  if (changes.reduce((sum, change) => sum + countOf(change), 0) > MANY) return undefined;
  const gone = new Set(changes.flatMap((change, at) => itemsOf(sources[at]!, change.gone)));
  const come = new Set(changes.flatMap((change, at) => itemsOf(sources[at]!, change.come)));
  const leaving = [...gone].filter((item) => !come.has(item));
  const arriving = [...come].filter((item) => !gone.has(item));
  if (leaving.length === 0 && arriving.length === 0) return ordered;
  const left = new Set(leaving);
  const next = left.size > 0 ? ordered.filter((item) => !left.has(item)) : [...ordered];
  for (const item of arriving) {
    const place = countLeading(next, (other) => compare(other, item) <= 0);
    next.splice(place, 0, item);
  }
  return next;
}
