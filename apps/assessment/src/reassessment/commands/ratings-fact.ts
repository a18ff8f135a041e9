import type { Cause } from '@handrail/messaging';
import type { RatingsRecorded } from '../domain/facts.js';
import { normalised } from '../domain/instants.js';
import type { RateDto } from './commands.dto.js';

/** Type under which ratings that people enter here stand among the evidence. */
const RATINGS_ENTERED = 'handrail.assessment.ratings-entered';

/** Ratings that somebody entered, as a fact like those of intake. */
export function ratingsFact(body: RateDto, cause: Cause): RatingsRecorded {
  const { d1, d2, d3, d4, d5, d6 } = body.ratings;
  const ratedAt = normalised(body.ratedAt ?? cause.recordedTime);
  return {
    kind: 'ratings-recorded',
    source: {
      eventId: cause.id,
      messageId: cause.correlationId,
      type: RATINGS_ENTERED,
      occurredAt: ratedAt,
      recordedAt: cause.recordedTime,
    },
    ratedAt,
    ratings: {
      d1: d1 ?? 'unknown',
      d2: d2 ?? 'unknown',
      d3: d3 ?? 'unknown',
      d4: d4 ?? 'unknown',
      d5: d5 ?? 'unknown',
      d6: d6 ?? 'unknown',
    },
    context: body.context ?? {},
  };
}
