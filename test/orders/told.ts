import { randomOf } from '../random.js';

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
    { name: 'each twice', messages: messages.flatMap((message) => [message, message]) },
    { name: 'backwards', messages: messages.toReversed() },
    ...seeds.map((seed) => ({ name: `shuffle ${seed}`, messages: shuffled(messages, seed) })),
  ];
}
