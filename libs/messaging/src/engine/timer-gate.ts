import type { EventLog, Position } from '../log/event-log.js';
import { partitionOf } from '../log/murmur2.js';
import type { DueTimer } from './timers.js';

/** Where a group stood on every partition at one moment. */
export interface ReadSnapshot {
  readonly takenAtMs: number;
  readonly ends: ReadonlyMap<string, bigint>;
}

const placeOf = (topic: string, partition: number) => `${topic}/${partition}`;

/**
 * Tells which due timers may fire: those whose key's partition holds nothing unread that was there
 * when the timer came due. Otherwise a deadline could overtake the very fact that met it.
 */
export class TimerGate {
  #snapshot: ReadSnapshot | undefined;

  constructor(
    private readonly eventLog: EventLog,
    private readonly group: string,
    private readonly topics: readonly string[],
  ) {}

  /** Timers that may fire now; the others are asked about again on the next call. */
  async open(due: readonly DueTimer[], nowMs: number): Promise<DueTimer[]> {
    if (this.topics.length === 0 || due.length === 0) return [...due];
    const positions = await this.eventLog.positions(this.group, this.topics);
    const open = due.filter((timer) => this.#mayFire(timer, positions));
    if (open.length < due.length && this.#caughtUp(positions))
      this.#snapshot = { takenAtMs: nowMs, ends: endsOf(positions) };
    return open;
  }

  #mayFire({ event, keys }: DueTimer, positions: readonly Position[]): boolean {
    const known = this.#snapshot;
    const covers = known !== undefined && known.takenAtMs >= Date.parse(event.time);
    return keys
      .flatMap((key) => partitionsOfKey(key, positions))
      .every((position) => {
        if (position.committed >= position.end) return true;
        const end = covers
          ? known.ends.get(placeOf(position.topic, position.partition))
          : undefined;
        return end !== undefined && position.committed >= end;
      });
  }

  /** A snapshot is replaced once the group has read past it. */
  #caughtUp(positions: readonly Position[]): boolean {
    const known = this.#snapshot;
    return (
      known === undefined ||
      positions.every((p) => p.committed >= (known.ends.get(placeOf(p.topic, p.partition)) ?? 0n))
    );
  }
}

const endsOf = (positions: readonly Position[]) =>
  new Map(positions.map((p) => [placeOf(p.topic, p.partition), p.end]));

/** Positions of the partition each topic keeps this key in. */
function partitionsOfKey(key: string, positions: readonly Position[]): Position[] {
  const counts = new Map<string, number>();
  for (const { topic } of positions) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return positions.filter((p) => p.partition === partitionOf(key, counts.get(p.topic)!));
}
