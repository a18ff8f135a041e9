import { oncePer } from '@handrail/domain';
import type { CareAskedFor, RatingsRecorded } from './facts.js';
import type { PersonCase } from './person-case.js';

/** What somebody stated about a person's life, and when: with ratings, or with a request for care. */
export type Stated = Pick<RatingsRecorded, 'context' | 'ratedAt' | 'source'>;

/** What requests for care state beside asking; true when it was asked. */
export const statedWithRequests = ({ requests }: PersonCase): readonly Stated[] => stated(requests);

const stated = oncePer((requests: readonly CareAskedFor[]) =>
  requests.map(({ context, source }): Stated => ({ context, ratedAt: source.occurredAt, source })),
);
