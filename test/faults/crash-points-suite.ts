import { topicSpecs } from '@handrail/messaging';
import {
  CRASH_LABELS,
  crashEverywhere,
  passesPerLabel,
  type CrashSetting,
} from './crash-points.js';

/** The crash-point test on one log; each log has a thin file of its own that opens it. */
export function crashPointSuite(logName: string, open: () => Promise<CrashSetting>): void {
  describe(`a process killed ${passesPerLabel} times at every crash point, on ${logName}`, () => {
    it(
      'loses nothing, repeats no effect and keeps the order of every person',
      async () => {
        const setting = await open();
        await setting.eventLog.ensureTopics(topicSpecs());
        const { kills, events, findings } = await crashEverywhere(setting);
        await setting.eventLog.close();
        for (const found of findings) {
          expect(found).toEqual({
            label: found.label,
            notApplied: [],
            wrongCounts: [],
            outboxWithoutTopic: [],
            outOfOrder: [],
          });
        }
        expect(findings.length).toBe(CRASH_LABELS.length);
        expect(kills).toBe(passesPerLabel * CRASH_LABELS.length);
        expect(events).toBeGreaterThan(100);
      },
      // A pass takes seconds on a quiet machine; a busy one gets all the time it needs.
      300_000 + passesPerLabel * 180_000,
    );
  });
}
