import type { Cause } from '@handrail/messaging';
import { completeRatings } from '../../policy/domain/inputs.js';
import type { RatingsRecorded } from '../domain/facts.js';
import { normalised } from '../domain/instants.js';
import type { RateDto } from './commands.dto.js';

/** Type under which ratings that people enter here stand among the evidence. */
const RATINGS_ENTERED = 'handrail.assessment.ratings-entered';

/** Ratings that somebody entered, as a fact like those of intake. */
export function ratingsFact(body: RateDto, cause: Cause): RatingsRecorded {
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
    ratings: completeRatings(body.ratings),
    context: body.context ?? {},
  };
}
