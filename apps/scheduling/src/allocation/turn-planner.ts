import type { Queryable } from '@handrail/messaging';
import type { StartOf } from '../matching/domain/starts.js';
import type { Track } from '../program/domain/program.js';
import { allot } from './domain/allot.js';
import type { Directory } from './domain/directory.js';
import type { InLine } from './domain/in-line.js';
import { openTracks } from './domain/open-tracks.js';
import { isWork } from './give-out.js';
import { nextInLine } from './line.sql.js';

/** How often people are looked for also where nobody wanted a track, in case nobody noted that somebody does. */
const LOOK_EVERYWHERE_MS = 15_000;

/** Who gets something in the next turn, and of which programs: what has to be locked. */
interface TurnPlan {
  readonly now: string;
  readonly persons: ReadonlySet<string>;
  readonly programs: ReadonlySet<string>;
  /** The first of them. */
  readonly front?: InLine;
}

/** Plans turns without locks, and remembers which tracks with room nobody in line wants. */
export class TurnPlanner {
  readonly #db: Queryable;
  readonly #terms: { readonly batch: number; readonly starts: StartOf };
  /** As they are now: a track that changes is another object. */
  #unwanted = new WeakSet<Track>();
  #unwantedAt = { version: 0, sinceMs: 0 };

  constructor(db: Queryable, terms: { readonly batch: number; readonly starts: StartOf }) {
    this.#db = db;
    this.#terms = terms;
  }

  /** So many people at most, and none of those who are passed over. */
  async plan(
    directory: Directory,
    { atMost, passedOver }: { atMost: number; passedOver: ReadonlySet<string> },
  ): Promise<TurnPlan> {
    const open = openTracks(directory, this.unwantedIn(directory));
    const { line, knownUpTo } = await nextInLine(this.#db, open, this.#terms.batch);
    const now = new Date().toISOString();
    const here = line.filter(({ personId }) => !passedOver.has(personId));
    const { starts } = this.#terms;
    const allotments = allot({ line: here, knownUpTo }, directory, {
      now,
      starts,
      weighsAll: false,
    });
    const work = allotments.filter(isWork).slice(0, atMost);
    // Who is passed over for a merge may want what nobody else does.
    if (work.length === 0 && here.length === line.length)
      for (const { track } of open) this.#unwanted.add(track);
    const requests = work.map(({ placementId }) => here.find(({ id }) => id === placementId)!);
    return {
      now,
      persons: new Set(requests.map(({ personId }) => personId)),
      programs: new Set(
        work.flatMap((each) => (each.kind === 'place' ? [each.place.programId] : [])),
      ),
      ...(requests[0] ? { front: requests[0] } : {}),
    };
  }

  /**
   * Nobody becomes somebody who wants a track without being looked at, or without another version of the
   * directory; once in a while it is looked for all the same.
   */
  unwantedIn({ version }: Directory): { has(track: Track): boolean } {
    const nowMs = Date.now();
    const { version: before, sinceMs } = this.#unwantedAt;
    if (version !== before || nowMs - sinceMs > LOOK_EVERYWHERE_MS) {
      this.#unwanted = new WeakSet();
      this.#unwantedAt = { version, sinceMs: nowMs };
    }
    return this.#unwanted;
  }
}
