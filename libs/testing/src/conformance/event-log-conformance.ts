import { type EventLogHarness, LogBench } from './log-bench.js';
import { failureConformance } from './log-failures.js';
import { membershipConformance } from './log-membership.js';
import { orderConformance } from './log-order.js';
import { recordConformance } from './log-records.js';

export type { EventLogHarness, LogUnderTest } from './log-bench.js';

/** Everything the EventLog port promises, as tests of an adapter on its real server. */
export function eventLogConformance(name: string, harness: EventLogHarness): void {
  describe(`the event log on ${name}`, () => {
    const bench = new LogBench(harness);
    beforeAll(() => bench.open(), 120_000);
    afterEach(() => bench.closeClients(), 60_000);
    afterAll(() => bench.close(), 60_000);

    describe('order', () => orderConformance(bench));
    describe('records', () => recordConformance(bench));
    describe('members', () => membershipConformance(bench));
    describe('failures', () => failureConformance(bench));
  });
}
