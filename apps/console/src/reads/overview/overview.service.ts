import { Injectable } from '@nestjs/common';
import type { Overview } from './overview.view.js';
import { IdentityReviewsClient } from '../../identity-reviews/identity-reviews.client.js';
import { FeedsReader } from '../../feeds/feeds.reader.js';
import { ServiceWatch } from '../../services/service-watch.js';
import { OverviewReader } from './overview.reader.js';

/** Readers within this time share one answer: ten open pages cost as much as one. */
const SHARED_MS = 900;

/** The whole overview: what the console stored and what the services say of themselves. */
@Injectable()
export class OverviewService {
  readonly #shared = new Map<string, { atMs: number; overview: Promise<Overview> }>();
  readonly #reader: OverviewReader;
  readonly #watch: ServiceWatch;
  readonly #feeds: FeedsReader;
  readonly #reviews: IdentityReviewsClient;

  constructor(
    reader: OverviewReader,
    watch: ServiceWatch,
    feeds: FeedsReader,
    reviews: IdentityReviewsClient,
  ) {
    this.#reader = reader;
    this.#watch = watch;
    this.#feeds = feeds;
    this.#reviews = reviews;
  }

  read(timeZone: string): Promise<Overview> {
    const nowMs = performance.now();
    for (const [zone, shared] of this.#shared)
      if (nowMs - shared.atMs > SHARED_MS) this.#shared.delete(zone);
    const known = this.#shared.get(timeZone);
    if (known) return known.overview;
    const overview = this.#compose(timeZone);
    this.#shared.set(timeZone, { atMs: nowMs, overview });
    overview.catch(() => this.#shared.delete(timeZone));
    return overview;
  }

  async #compose(timeZone: string): Promise<Overview> {
    const [stored, services, feeds, reviews] = await Promise.all([
      this.#reader.read(timeZone),
      this.#watch.views(),
      this.#feeds.glance(),
      this.#reviews.glance(),
    ]);
    return {
      ...stored,
      timeZone,
      services,
      feeds,
      reviews,
      parked: {
        total: services.reduce((sum, service) => sum + (service.report?.parked ?? 0), 0),
        messages: services.find((each) => each.name === 'intake')?.report?.parked ?? 0,
        unknown: services
          .filter((service) => service.state === 'down')
          .map((service) => service.name),
      },
    };
  }
}
