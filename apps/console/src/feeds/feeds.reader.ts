import { Injectable } from '@nestjs/common';
import { Problem } from '@handrail/platform';
import type { FeedsGlance, FeedsView } from './feeds.view.js';
import { NoAnswer, ServiceClient } from '../services/service-client.js';
import { array, object, string } from '../services/domain/json.js';
import type { FeedState } from './domain/feed-state.js';
import { readFeed, type Feed } from './domain/read-feeds.js';
import { readCredentials, type CredentialRow } from './domain/read-credentials.js';
import { readMllp, type MllpView } from './domain/read-mllp.js';

/** A thousand sources: more than one network has. */
const PAGES = 5;
/** Readers within this time share one answer: ten open pages cost intake as much as one. */
const SHARED_MS = 900;
/** The overview is read every two seconds, and intake looks at its feeds every thirty. */
const GLANCE_MS = 4_000;

/** Asks intake how its feeds stand, on demand only. */
@Injectable()
export class FeedsReader {
  #shared: { readonly atMs: number; readonly view: Promise<FeedsView> } | null = null;
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  /** Refused with 503 when intake does not answer: an empty page would say that all is well. */
  view(sharedMs = SHARED_MS): Promise<FeedsView> {
    const nowMs = performance.now();
    if (this.#shared && nowMs - this.#shared.atMs < sharedMs) return this.#shared.view;
    const mine = { atMs: nowMs, view: this.#ask() };
    this.#shared = mine;
    mine.view.catch(() => {
      if (this.#shared === mine) this.#shared = null;
    });
    return mine.view;
  }

  /** Never refused: the overview has more to tell than the feeds. */
  async glance(): Promise<FeedsGlance> {
    try {
      const { feeds } = await this.view(GLANCE_MS);
      return { known: true, total: feeds.length, troubled: troubledOf(feeds) };
    } catch {
      return { known: false, total: 0, troubled: [] };
    }
  }

  async #ask(): Promise<FeedsView> {
    const [{ feeds, cut }, mllp, credentials] = await Promise.all([
      this.#feeds(),
      this.#mllp(),
      this.#credentials(),
    ]);
    return { at: new Date().toISOString(), feeds, cut, mllp, credentials };
  }

  async #feeds(): Promise<{ feeds: Feed[]; cut: boolean }> {
    const feeds: Feed[] = [];
    let cursor = '';
    for (let page = 0; page < PAGES; page += 1) {
      const answer = await this.#client
        .get('intake', `/v1/feeds?limit=200${cursor}`)
        .catch((error: unknown) => {
          throw error instanceof NoAnswer ? silent(error.message) : error;
        });
      if (answer.status !== 200) throw silent(`its feeds page answered ${answer.status}`);
      const body = object(answer.body);
      feeds.push(...array(body['items']).flatMap((item) => readFeed(item) ?? []));
      const next = string(body['nextCursor']);
      if (!next) return { feeds, cut: false };
      cursor = `&cursor=${encodeURIComponent(next)}`;
    }
    return { feeds, cut: true };
  }

  /** An intake that does not tell of its listener still tells of its feeds. */
  async #mllp(): Promise<MllpView | null> {
    const answer = await this.#client.get('intake', '/v1/mllp').catch(() => null);
    return answer?.status === 200 ? readMllp(answer.body) : null;
  }

  async #credentials(): Promise<CredentialRow[] | null> {
    const answer = await this.#client.get('intake', '/v1/credentials').catch(() => null);
    return answer?.status === 200 ? readCredentials(answer.body, Date.now()) : null;
  }
}

/** What is silent before what is refused and what only looks odd, and what stands for longest first. */
const urgency = ({ state, alarms }: Feed): string =>
  `${URGENT.indexOf(state)} ${alarms.map(({ since }) => since).toSorted()[0] ?? ''}`;

const URGENT: readonly FeedState[] = ['silent', 'refused', 'alarm'];

const troubledOf = (feeds: readonly Feed[]): FeedsGlance['troubled'] =>
  feeds
    .filter(({ state }) => URGENT.includes(state))
    .toSorted((a, b) => urgency(a).localeCompare(urgency(b)))
    .map(({ feedId, source, state, lastMessageAt, alarms }) => ({
      ...{ feedId, source, state, lastMessageAt, alarms },
    }));

const silent = (why: string): Problem =>
  new Problem(
    503,
    'intake-silent',
    'The intake service does not answer',
    `How its feeds stand is not known: ${why}.`,
  );
