import { Inject, Injectable } from '@nestjs/common';
import { METRICS, readGauge, type MetricsRegistry } from '@handrail/platform';
import { IdentityReviewsReader } from './identity-reviews.reader.js';

/** What people wait for in intake, for whoever scrapes. */
@Injectable()
export class IntakeGauges {
  constructor(@Inject(METRICS) registry: MetricsRegistry, reviews: IdentityReviewsReader) {
    readGauge(
      registry,
      {
        name: 'handrail_intake_identity_reviews_open',
        help: 'Pairs of persons that wait for somebody to say whether they are one.',
      },
      async () => (await reviews.summary()).open,
    );
  }
}
