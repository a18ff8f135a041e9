/** One message as a sender hands it over. */
export interface Told {
  /** How it is named where it is shown: its file, or what it says. */
  readonly name: string;
  readonly kind: 'hl7' | 'fhir' | 'event';
  readonly bytes: Buffer;
}

/** An order to send messages in. */
export interface Order {
  readonly name: string;
  readonly messages: readonly Told[];
}

/** A small seeded generator (mulberry32), so that a shuffle can be made again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The messages in the order that a seed stands for. */
export function shuffled(messages: readonly Told[], seed: number): Told[] {
  const random = randomOf(seed);
  const all = [...messages];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [all[last], all[other]] = [all[other]!, all[last]!];
  }
  return all;
}

/** As they are, each of them twice, backwards, and one shuffle for each seed. */
export function ordersOf(messages: readonly Told[], seeds: readonly number[]): Order[] {
  return [
    { name: 'in order', messages },
    { name: 'each twice', messages: messages.flatMap((one) => [one, one]) },
    { name: 'backwards', messages: messages.toReversed() },
    ...seeds.map((seed) => ({ name: `shuffle ${seed}`, messages: shuffled(messages, seed) })),
  ];
}
