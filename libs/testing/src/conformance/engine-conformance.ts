import { EngineBench } from './engine-bench.js';
import { effectConformance } from './engine-effects.js';
import { faultConformance, frozenConformance } from './engine-faults.js';
import { mergeConformance } from './engine-merges.js';
import { poisonConformance, redriveConformance } from './engine-parking.js';
import { refusalConformance } from './engine-refusals.js';
import { relayConformance } from './engine-relay.js';
import { storableConformance } from './engine-storable.js';
import { timerConformance } from './engine-timers.js';
import { upgradeConformance } from './engine-upgrades.js';
import type { EventLogHarness } from './log-bench.js';

const CHAPTERS = {
  effects: effectConformance,
  poison: poisonConformance,
  'whatever stands on a topic': storableConformance,
  redrive: redriveConformance,
  merges: mergeConformance,
  relays: relayConformance,
  'refused events': refusalConformance,
  timers: timerConformance,
  upgrades: upgradeConformance,
  'killed servers and processes': faultConformance,
  'frozen writers': frozenConformance,
};

/** What the engine guarantees, on a real log and a real database that the suite may kill. */
export function engineConformance(name: string, harness: EventLogHarness): void {
  describe(`the messaging engine on ${name}`, () => {
    const bench = new EngineBench(harness);
    beforeAll(() => bench.open(), 120_000);
    afterEach(() => bench.endServices(), 60_000);
    afterAll(() => bench.close(), 60_000);

    for (const [chapter, register] of Object.entries(CHAPTERS)) {
      describe(chapter, () => register(bench));
    }
  });
}
