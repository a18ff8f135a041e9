import { type EventLogHarness, LogBench } from './log-bench.js';
import { failureConformance, restartConformance, seekConformance } from './log-failures.js';
import { lifeConformance, membershipConformance, pauseConformance } from './log-membership.js';
import { groupConformance, orderConformance, partitionConformance } from './log-order.js';
import { bookkeepingConformance, recordConformance } from './log-records.js';

export type { EventLogHarness, LogUnderTest } from './log-bench.js';

const CHAPTERS = {
  keys: orderConformance,
  partitions: partitionConformance,
  groups: groupConformance,
  records: recordConformance,
  bookkeeping: bookkeepingConformance,
  members: membershipConformance,
  'signs of life': lifeConformance,
  pauses: pauseConformance,
  'failing handlers': failureConformance,
  seeking: seekConformance,
  'killed servers': restartConformance,
};

/** Everything the EventLog port promises, as tests of an adapter on its real server. */
export function eventLogConformance(name: string, harness: EventLogHarness): void {
  describe(`the event log on ${name}`, () => {
    const bench = new LogBench(harness);
    beforeAll(() => bench.open(), 120_000);
    afterEach(() => bench.closeClients(), 60_000);
    afterAll(() => bench.close(), 60_000);

    for (const [chapter, register] of Object.entries(CHAPTERS)) {
      describe(chapter, () => register(bench));
    }
  });
}
