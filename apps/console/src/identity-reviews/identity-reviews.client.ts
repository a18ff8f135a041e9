import { Injectable } from '@nestjs/common';
import { Problem } from '@handrail/platform';
import type { PageAnswer } from '@handrail/contracts';
import type {
  PseudonymousReview,
  ReviewAct,
  ReviewReading,
  ReviewsGlance,
} from './identity-reviews.view.js';
import { answered } from '../services/answered.js';
import { amount, array, object, string } from '../services/domain/json.js';
import { ServiceClient, type ServiceAnswer } from '../services/service-client.js';
import { readReading, readReview } from './domain/read-review.js';

const MEANING = 'Nothing was changed.';
/** Undoing a merge tells again everything that was told of two persons. */
const ACT_TIMEOUT_MS = 30_000;
/** The overview is read every two seconds; who waits for a reviewer changes more slowly. */
const GLANCE_MS = 4_000;

/** Passes identity reviews on to intake, which owns them, and keeps nothing of them. */
@Injectable()
export class IdentityReviewsClient {
  #shared: { readonly atMs: number; readonly glance: Promise<ReviewsGlance> } | null = null;
  readonly #client: ServiceClient;

  constructor(client: ServiceClient) {
    this.#client = client;
  }

  async page(query: Readonly<Record<string, string>>): Promise<PageAnswer<PseudonymousReview>> {
    const asked = new URLSearchParams(query).toString();
    const body = object(
      await this.#ask(() => this.#client.get('intake', `/v1/identity-reviews?${asked}`, 5_000)),
    );
    return {
      items: array(body['items']).flatMap((each) => readReview(each) ?? []),
      nextCursor: string(body['nextCursor']),
    };
  }

  async find(id: string): Promise<PseudonymousReview> {
    return reviewOf(await this.#ask(() => this.#client.get('intake', pathOf(id), 5_000)));
  }

  /** What both records say. Intake writes down who reads it, and what for. */
  async read(id: string, reader: object): Promise<ReviewReading> {
    const path = `${pathOf(id)}/read`;
    return readReading(await this.#ask(() => this.#client.post('intake', path, reader)));
  }

  async act(id: string, act: ReviewAct, wish: object): Promise<PseudonymousReview> {
    const path = `${pathOf(id)}/${act}`;
    const body = await this.#ask(() => this.#client.post('intake', path, wish, ACT_TIMEOUT_MS));
    this.#shared = null;
    return reviewOf(body);
  }

  /** Never refused: the overview has more to tell than the reviews. */
  glance(): Promise<ReviewsGlance> {
    const nowMs = performance.now();
    if (this.#shared && nowMs - this.#shared.atMs < GLANCE_MS) return this.#shared.glance;
    this.#shared = { atMs: nowMs, glance: this.#askGlance() };
    return this.#shared.glance;
  }

  async #askGlance(): Promise<ReviewsGlance> {
    const answer = await this.#client
      .get('intake', '/v1/identity-reviews/summary')
      .catch(() => null);
    const body = object(answer?.body);
    const open = answer?.status === 200 ? amount(body['open']) : null;
    if (open === null) return { known: false, open: 0, oldestOpenedAt: null };
    return { known: true, open, oldestOpenedAt: string(body['oldestOpenedAt']) };
  }

  #ask(ask: () => Promise<ServiceAnswer>): Promise<unknown> {
    return answered('intake', ask, MEANING);
  }
}

const pathOf = (id: string): string => `/v1/identity-reviews/${encodeURIComponent(id)}`;

function reviewOf(body: unknown): PseudonymousReview {
  const review = readReview(body);
  if (review) return review;
  throw new Problem(502, 'not-a-review', 'Intake answered something else', MEANING);
}
