import { changeOfList } from './change-of-list.js';
import { eventsOf } from './events-of.js';
import { fromLastTime } from './from-last-time.js';
import { inOneOrder } from './in-one-order.js';
import { oncePer } from './once-per.js';

interface Fact {
  readonly eventId: string;
  readonly atMs: number;
  /** How many times it stands in the order. */
  readonly times: number;
}
interface Item {
  readonly atMs: number;
  readonly name: string;
}

const STEPS = 1_500;
const PERSONS = 3;
let seed = 20261128;
const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
const below = (limit: number) => Math.floor(random() * limit);

let made = 0;
const newFact = (): Fact => ({ eventId: `e${(made += 1)}`, atMs: below(500), times: below(3) });

/** What becomes of the facts of a person: mostly one more, seldom one less, another, or all of them gone. */
function nextOf(facts: readonly Fact[]): readonly Fact[] {
  const [at, what] = [below(facts.length), random()];
  if (facts.length === 0 || what < 0.6) return [...facts, newFact()];
  if (what < 0.75) return facts.toSpliced(at, 1);
  if (what < 0.9) return facts.with(at, { ...facts[at]!, atMs: below(500) });
  if (what < 0.99) return facts.toSpliced(at, below(4), newFact(), newFact());
  return [];
}

const itemsOf = oncePer(({ atMs, eventId, times }: Fact): readonly Item[] =>
  Array.from({ length: times }, (_, n) => ({ atMs: atMs + n, name: `${eventId} ${n}` })),
);
const byTime = (a: Item, b: Item) => a.atMs - b.atMs || (a.name < b.name ? -1 : 1);

describe(`what is worked out from the last time, over ${STEPS} changes`, () => {
  const inOrder = inOneOrder<Item>(byTime);
  const events = eventsOf((fact: Fact) => [fact]);
  const sum = fromLastTime<Fact, number>((facts, last) => {
    const { gone, come } = changeOfList(last?.list ?? [], facts);
    const of = (list: readonly Fact[]) => list.reduce((all, { atMs }) => all + atMs, 0);
    return (last?.result ?? 0) - of(gone) + of(come);
  });

  it('is what is worked out from the start, whoever is asked about between, and of a list of before', () => {
    const persons: Array<[readonly Fact[], readonly Fact[]]> = [];
    for (let n = 0; n < PERSONS; n += 1) persons.push([[], []]);
    const before: Array<readonly [readonly Fact[], readonly Fact[]]> = [];
    for (let step = 0; step < STEPS; step += 1) {
      const person = persons[below(PERSONS)]!;
      const part = below(2);
      person[part] = nextOf(person[part]!);
      before.push([...person]);
      const [some, others] = random() < 0.1 ? before[below(before.length)]! : person;
      const sources = [some, others].map((list) => ({ list, items: itemsOf }));
      const wanted = [...some, ...others].flatMap(itemsOf).sort(byTime);
      expect(inOrder(sources)).toEqual(wanted);
      // Asked again with nothing changed it is the same object, so nobody compares it.
      if (wanted.length > 0) expect(inOrder(sources)).toBe(inOrder(sources));
      expect(sum(some)).toBe(some.reduce((all, { atMs }) => all + atMs, 0));
      const known = events(some);
      expect(some.every((fact) => known.get(fact.eventId) === fact)).toBe(true);
      const gone = before[below(before.length)]![0].filter((fact) => !some.includes(fact));
      const stillThere = new Set(some.map(({ eventId }) => eventId));
      for (const { eventId } of gone) expect(known.has(eventId)).toBe(stillThere.has(eventId));
    }
  });
});
