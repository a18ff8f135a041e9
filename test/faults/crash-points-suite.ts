import { topicSpecs } from '@handrail/messaging';
import {
  CRASH_LABELS,
  crashAt,
  EventFeed,
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
        const feed = new EventFeed(setting.eventLog);
        const findings = await Promise.all(
          CRASH_LABELS.map(async (label) => ({ label, ...(await crashAt(label, setting, feed)) })),
        );
        await setting.eventLog.close();
        for (const { label, kills, events, ...found } of findings) {
          expect({ label, ...found }).toEqual({
            label,
            notApplied: [],
            wrongCounts: [],
            outboxWithoutTopic: [],
            outOfOrder: [],
          });
          expect(kills).toBe(passesPerLabel);
          expect(events).toBeGreaterThan(100);
        }
      },
      120_000 + passesPerLabel * 60_000,
    );
  });
}
