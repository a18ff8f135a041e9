import type { PublishingService } from '../api/names.js';
import { fakeCredentials, fakeFeeds, fakeMllp } from './fake-feeds.js';
import {
  FakeIntake,
  fakeMessage,
  fakeReview,
  parkedMessage,
  rejectedMessage,
} from './fake-intake.js';
import type { FakeParked, FakeService } from './fake-services.js';

const id = (at: number): string => `0199a2f0-7c11-7a10-8b1e-${String(at).padStart(12, '0')}`;

export const parkedEvent = (at: number, changes: Partial<FakeParked> = {}): FakeParked => ({
  id: id(at),
  personId: id(500_000 + at),
  type: 'handrail.assessment.level-of-care-determined.v1',
  eventId: id(at),
  cause: 'rule-threw:unknown-track',
  attempts: 3,
  parkedAt: new Date(Date.now() - (3_600 - at) * 1_000).toISOString(),
  behind: null,
  ...changes,
});

/** A bad day: scheduling has parked twenty persons and lags, intake was sent broken events and a feed fell silent. */
export function trouble(fakes: Readonly<Record<PublishingService, FakeService>>): void {
  const why = '20 persons are parked for rule-threw:unknown-track';
  fakes.scheduling.ready = false;
  fakes.scheduling.why = [why];
  fakes.scheduling.circuits = [{ topic: 'handrail.assessment', why }];
  fakes.scheduling.lag = [1, 2, 3].map((part) => ({
    group: 'scheduling',
    topic: 'handrail.assessment',
    partition: part,
    events: 40 * part,
    seconds: 95.4 * part,
  }));
  fakes.scheduling.parked = [
    ...Array.from({ length: 20 }, (_, at) => parkedEvent(at)),
    ...Array.from({ length: 6 }, (_, at) =>
      parkedEvent(100 + at, { cause: 'behind-parked-event', behind: id(at) }),
    ),
  ];
  const broken = { cause: 'schema:handrail.inbound.stay-ended.v1:/stay/id', personId: null };
  fakes.intake.parked = [parkedEvent(200, broken), parkedEvent(201, broken)];
  fakes.intake.answers.set('/v1/feeds', fakeFeeds());
  fakes.intake.answers.set('/v1/mllp', fakeMllp());
  fakes.intake.answers.set('/v1/credentials', fakeCredentials());
  const intake = FakeIntake.behind(fakes.intake);
  intake.messages = [parkedMessage(2), rejectedMessage(3), fakeMessage(5)];
  intake.reviews = [fakeReview(1), fakeReview(2, { reason: 'number-shared' })];
  fakes.outcomes.broken = true;
}
