import { setTimeout as sleep } from 'node:timers/promises';

/** What somebody did with a placement while everything was killed; `by` is the mark that finds it again. */
export interface DeskAct {
  readonly placementId: string;
  readonly by: string;
  readonly what: string;
  /** `done` and `refused` were answered; of what was not answered nobody knows. */
  readonly answer: 'done' | 'refused' | 'unknown';
}

interface Listed {
  readonly id: string;
  readonly placementId?: string;
  readonly version?: number;
}

const AT_ONCE = 3;
const BETWEEN_ACTS_MS = 40;

/**
 * People at the desks of two programs, one that takes everybody and one that is asked: they acknowledge,
 * accept and decline offers, keep places and release them, and end a few. Each act is sent once, whatever
 * becomes of it, and carries a mark of its own.
 */
export class DeskLoad {
  readonly #scheduling: string;
  readonly #programs: { readonly takesAll: string; readonly isAsked: string };
  readonly #random: () => number;
  readonly acts: DeskAct[] = [];
  #over = false;

  constructor(
    scheduling: string,
    programs: { readonly takesAll: string; readonly isAsked: string },
    random: () => number,
  ) {
    this.#scheduling = scheduling;
    this.#programs = programs;
    this.#random = random;
  }

  /** Acts until it is told that the load is over. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: AT_ONCE }, () => this.#worker()));
  }

  stop(): void {
    this.#over = true;
  }

  /** Answers whatever offers are still open, so that nobody is left between two states. */
  async answerAll(): Promise<void> {
    for (;;) {
      const open = await this.#list(`/v1/offers?programId=${this.#programs.isAsked}&status=open`);
      if (open.length === 0) return;
      for (const offer of open) await this.#answer(offer, 'accept');
    }
  }

  async #worker(): Promise<void> {
    while (!this.#over) {
      await this.#actOnce().catch(() => undefined);
      await sleep(BETWEEN_ACTS_MS);
    }
  }

  async #actOnce(): Promise<void> {
    const { takesAll, isAsked } = this.#programs;
    if (this.#random() < 0.7) {
      const offer = this.#oneOf(await this.#list(`/v1/offers?programId=${isAsked}&status=open`));
      const chance = this.#random();
      const what = chance < 0.2 ? 'acknowledge' : chance < 0.8 ? 'accept' : 'decline';
      return offer && (await this.#answer(offer, what));
    }
    const program = this.#random() < 0.5 ? takesAll : isAsked;
    const place = this.#oneOf(
      await this.#list(`/v1/placements?programId=${program}&status=confirmed`),
    );
    if (!place) return;
    const chance = this.#random();
    const what = chance < 0.45 ? 'hold' : chance < 0.85 ? 'release' : 'end';
    await this.#act(place.id, what, `/v1/placements/${place.id}/${what}`, place.version, {
      reason: what === 'end' ? 'moved-away' : 'family-reasons',
    });
  }

  #answer({ id, placementId }: Listed, what: 'acknowledge' | 'accept' | 'decline'): Promise<void> {
    const more = what === 'decline' ? { reason: 'not-suitable' } : {};
    return this.#act(placementId!, what, `/v1/offers/${id}/${what}`, undefined, more);
  }

  async #act(
    placementId: string,
    what: string,
    path: string,
    version: number | undefined,
    more: object,
  ): Promise<void> {
    const by = `desk-${this.acts.length}-${Math.floor(this.#random() * 1e9)}`;
    const answer = await fetch(this.#scheduling + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      body: JSON.stringify({ by, ...more }),
      signal: AbortSignal.timeout(15_000),
    }).then(
      ({ status }) => (status < 300 ? 'done' : status < 500 ? 'refused' : 'unknown'),
      () => 'unknown' as const,
    );
    this.acts.push({ placementId, by, what, answer });
  }

  #oneOf<T>(values: readonly T[]): T | undefined {
    return values[Math.floor(this.#random() * values.length)];
  }

  async #list(path: string): Promise<readonly Listed[]> {
    const response = await fetch(`${this.#scheduling}${path}&limit=50`, {
      signal: AbortSignal.timeout(15_000),
    });
    if (!response.ok) return [];
    return ((await response.json()) as { items: readonly Listed[] }).items;
  }
}
