import type { EventLog, Position } from '../log/event-log.js';
import { partitionOf } from '../log/murmur2.js';
import type { DueTimer } from './timers.js';

/** Where a group stood on every partition at one moment. */
export interface ReadSnapshot {
  readonly takenAtMs: number;
  readonly ends: ReadonlyMap<string, bigint>;
}

/** What one look has found out. */
export interface GateLook {
  readonly mayFire: (timer: DueTimer) => boolean;
}

const placeOf = (topic: string, partition: number) => `${topic}/${partition}`;

/**
 * Tells which due timers may fire: those whose key's partition holds nothing unread that was there
 * when the timer came due. Otherwise a deadline could overtake the very fact that met it.
 */
export class TimerGate {
  readonly #eventLog: EventLog;
  readonly #group: string;
  readonly #topics: readonly string[];
  #snapshot: ReadSnapshot | undefined;
  /** Becomes the snapshot with the next look, so that one look judges all timers alike. */
  #next: ReadSnapshot | undefined;

  constructor(eventLog: EventLog, group: string, topics: readonly string[]) {
    this.#eventLog = eventLog;
    this.#group = group;
    this.#topics = topics;
  }

  /**
   * Looks where the group stands, for timers that were due by `nowMs` of the database's clock, which the
   * caller has read before. Timers that may not fire are asked about again with the next look.
   */
  async look(nowMs: number): Promise<GateLook> {
    if (this.#topics.length === 0) return { mayFire: () => true };
    if (this.#next) this.#snapshot = this.#next;
    this.#next = undefined;
    const positions = await this.#eventLog.positions(this.#group, this.#topics);
    // What a closed timer waits for is what is there now; more that arrives must not hold it for ever.
    const covers = this.#caughtUp(positions)
      ? { takenAtMs: nowMs, ends: endsOf(positions) }
      : undefined;
    return {
      mayFire: (timer) => {
        if (this.#mayFire(timer, positions)) return true;
        if (covers) this.#next = covers;
        return false;
      },
    };
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
