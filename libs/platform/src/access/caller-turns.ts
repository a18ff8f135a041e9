import type { ServerResponse } from 'node:http';

/** And so many wait for their turn: more than an address may have connections, so no pool of a sender is refused. */
const WAITING = 512;

interface Line {
  readonly working: Set<ServerResponse>;
  readonly waiting: Map<ServerResponse, () => void>;
}

const leaving = new WeakMap<ServerResponse, () => void>();

/** Gives the turn of a request to the next of its caller: a stream goes on for as long as somebody watches. */
export function standAside(response: ServerResponse): void {
  leaving.get(response)?.();
}

/** Works on so many requests of a caller at a time; others wait, unread, in the order they came. */
export class CallerTurns {
  readonly #atOnce: number;
  readonly #lines = new Map<string, Line>();

  /** @param atOnce of one caller: more of them would fill what others wait for, too */
  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /**
   * Goes on with a request when it is its turn; false when too many of its caller wait already. A request whose
   * sender has gone has no turn: nobody would give it back.
   */
  take(caller: string, response: ServerResponse, goOn: () => void): boolean {
    if (response.closed) return true;
    const line = this.#lines.get(caller) ?? { working: new Set(), waiting: new Map() };
    if (line.waiting.size >= WAITING) return false;
    this.#lines.set(caller, line);
    line.waiting.set(response, goOn);
    const leave = () => {
      line.working.delete(response);
      line.waiting.delete(response);
      this.#next(caller, line);
    };
    leaving.set(response, leave);
    response.once('close', leave);
    this.#next(caller, line);
    return true;
  }

  #next(caller: string, { working, waiting }: Line): void {
    for (const [response, goOn] of waiting) {
      if (working.size >= this.#atOnce) return;
      waiting.delete(response);
      working.add(response);
      goOn();
    }
    // Of a stream that stood aside the line may be a former one: the present one is kept.
    if (working.size === 0 && this.#lines.get(caller)?.working === working)
      this.#lines.delete(caller);
  }
}
