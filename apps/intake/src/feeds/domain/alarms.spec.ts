import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import { atMost, findingsBeforeFirst, findingsOf, type FeedNow } from './alarms.js';
import { Rhythm, type FeedHour } from './rhythm.js';
import { gapOf } from './sequence.js';

const NOW = '2026-11-04T14:00:00.000Z';
const at = (hoursAgo: number) => new Date(Date.parse(NOW) - hoursAgo * HOUR_MS).toISOString();

/** A hospital that sends by day: so many an hour from 8 to 20, none at night, for so many days. */
function history(days: number, change: (hour: FeedHour, hoursAgo: number) => FeedHour = (h) => h) {
  return Array.from({ length: days * 24 }, (_, index) => index + 1).map((hoursAgo) => {
    const clock = new Date(at(hoursAgo)).getUTCHours();
    const isDay = clock >= 8 && clock < 20;
    const usual = {
      hour: at(hoursAgo),
      received: isDay ? 20 : 0,
      discharges: isDay ? 2 : 0,
      updates: isDay ? 10 : 0,
    };
    return change(usual, hoursAgo);
  });
}

const feed = (hours: readonly FeedHour[], more: Partial<FeedNow> = {}): FeedNow => ({
  rhythm: new Rhythm(hours, NOW),
  lastReceivedAt: at(0.1),
  updatesInLastHour: 10,
  gap: undefined,
  ...more,
});
const alarms = (now: FeedNow, time = NOW) => findingsOf(now, time).map(({ alarm }) => alarm);

describe('the rhythm of a feed', () => {
  const rhythm = new Rhythm(history(28), NOW);

  it('is what usually comes at that weekday and hour', () => {
    expect(rhythm.expected('2026-11-04T09:00:00Z', '2026-11-04T11:30:00Z')).toBe(50);
    expect(rhythm.expected('2026-11-04T02:00:00Z', '2026-11-04T05:00:00Z')).toBe(0);
    expect(rhythm.expected('2026-11-04T19:00:00Z', '2026-11-05T09:00:00Z', 'discharges')).toBe(4);
  });

  it('is not moved by one holiday or one flood', () => {
    const odd = history(28, (hour, hoursAgo) => {
      if (hoursAgo > 7 * 24 && hoursAgo <= 8 * 24) return { ...hour, received: 0 };
      return hoursAgo > 14 * 24 && hoursAgo <= 15 * 24 ? { ...hour, received: 900 } : hour;
    });
    expect(new Rhythm(odd, NOW).expected('2026-11-04T09:00:00Z', '2026-11-04T10:00:00Z')).toBe(20);
  });

  it('knows a weekend from a weekday', () => {
    const weekdays = history(35, (hour) =>
      [0, 6].includes(new Date(hour.hour).getUTCDay()) ? { ...hour, received: 0 } : hour,
    );
    const learned = new Rhythm(weekdays, NOW);
    expect(learned.expected('2026-11-07T09:00:00Z', '2026-11-07T12:00:00Z')).toBe(0);
    expect(learned.expected('2026-11-09T09:00:00Z', '2026-11-09T12:00:00Z')).toBe(60);
  });

  it('goes by the hour of all days while there are few weeks, and says nothing in the first week', () => {
    expect(new Rhythm(history(8), NOW).expected(at(5), at(3))).toBe(40);
    const young = new Rhythm(history(5), NOW);
    expect([young.isLearned, young.expected(at(5), at(3))]).toEqual([false, 0]);
    expect(new Rhythm([], NOW).isLearned).toBe(false);
  });
});

describe('a feed', () => {
  it('in its rhythm raises nothing', () => {
    expect(alarms(feed(history(28)))).toEqual([]);
  });

  it('that has been quiet by day for an hour is silent; the finding says what was expected', () => {
    expect(findingsOf(feed(history(28), { lastReceivedAt: at(1) }), NOW)).toEqual([
      { alarm: 'silence', since: at(1), expected: 20, observed: 0 },
    ]);
  });

  it('that is quiet at night is not silent, nor is one that paused for some minutes', () => {
    const night = '2026-11-05T06:00:00.000Z';
    const quiet = feed(history(28), { lastReceivedAt: '2026-11-04T19:55:00.000Z' });
    expect(alarms(quiet, night)).toEqual([]);
    expect(alarms(feed(history(28), { lastReceivedAt: at(0.2) }))).toEqual([]);
  });

  it('that is new, or sends seldom, raises nothing by being quiet', () => {
    expect(alarms(feed(history(3), { lastReceivedAt: at(48) }))).toEqual([]);
    const seldom = history(28, (hour) => ({ ...hour, received: hour.received > 0 ? 0.1 : 0 }));
    expect(alarms(feed(seldom, { lastReceivedAt: at(30) }))).toEqual([]);
  });

  it('whose discharges stay away for a day has dropped, although the rest goes on', () => {
    const dropped = history(28, (hour, hoursAgo) =>
      hoursAgo <= 24 ? { ...hour, discharges: hoursAgo === 3 ? 2 : 0 } : hour,
    );
    expect(findingsOf(feed(dropped), NOW)).toEqual([
      { alarm: 'a03-drop', since: at(24), expected: 24, observed: 2 },
    ]);
  });

  it('with far more updates than usual floods; a busy hour is no flood', () => {
    expect(alarms(feed(history(28), { updatesInLastHour: 400 }))).toEqual(['a08-flood']);
    expect(alarms(feed(history(28), { updatesInLastHour: 49 }))).toEqual([]);
    expect(alarms(feed(history(28), { updatesInLastHour: 99 }))).toEqual([]);
  });
});

describe('sequence numbers', () => {
  const came = (...numbers: readonly number[]) =>
    numbers.map((sequence, index) => ({ sequence, receivedAt: at(2 - index / 60) }));

  it('without a hole are no gap, in whatever order they came', () => {
    expect(gapOf(came(4, 5, 7, 6, 8, 8), NOW)).toBeUndefined();
    expect(gapOf([], NOW)).toBeUndefined();
  });

  it('with holes are a gap of all that are missing', () => {
    expect(gapOf(came(4, 5, 8, 9, 11), NOW)).toEqual({
      since: at(2 - 2 / 60),
      missing: 3,
      span: 8,
    });
  });

  it('that may still come are not missing yet', () => {
    const [first, second] = came(4, 6);
    expect(gapOf([first!, { ...second!, receivedAt: at(0.05) }], NOW)).toBeUndefined();
  });

  it('that begin anew are another run', () => {
    expect(gapOf(came(998, 999, 1, 2, 3), NOW)).toBeUndefined();
    expect(gapOf(came(5, 6, 500_000, 500_001), NOW)).toBeUndefined();
    expect(gapOf(came(998, 999, 1, 2, 5), NOW)).toMatchObject({ missing: 2, span: 5 });
  });

  it('missing raise an alarm', () => {
    const gap = gapOf(came(4, 8), NOW);
    expect(findingsOf(feed(history(28), { gap }), NOW)).toEqual([
      { alarm: 'sequence-gap', since: at(2 - 1 / 60), expected: 5, observed: 2 },
    ]);
  });
});

describe('the chance of at most so many', () => {
  it.each([
    [0, 0, 1],
    [0, 6.9, 0.001],
    [2, 2, 0.677],
    [5, 5, 0.616],
    [1_900, 2_000, 1],
    [1_700, 2_000, 0],
  ])('%d where %d are expected', (observed, expected, chance) => {
    expect(atMost(observed, expected)).toBeCloseTo(chance, 3);
  });
});

describe('a feed that tells of events and never what happened', () => {
  const nothingCarried = { count: 3, since: at(5) };

  it('is silent, however often it sends, before any rhythm is learned', () => {
    expect(findingsOf(feed([], { nothingCarried }), NOW)).toEqual([
      { alarm: 'silence', since: at(5), expected: 3, observed: 3 },
    ]);
  });
});

describe('a source that states how often it sends', () => {
  const HOUR = 60 * MINUTE_MS;
  const unlearned = (hoursAgo: number, longestSilenceMs?: number) =>
    feed([], { lastReceivedAt: at(hoursAgo), longestSilenceMs });

  it('is silent once it breaks its word, before any rhythm is learned', () => {
    expect(alarms(unlearned(0.9, HOUR))).toEqual([]);
    expect(alarms(unlearned(5))).toEqual([]);
    expect(findingsOf(unlearned(2.5, HOUR), NOW)).toEqual([
      { alarm: 'silence', since: at(2.5), expected: 2, observed: 0 },
    ]);
  });

  it('is held to it to the minute, also where a restart would be let pass', () => {
    expect(alarms(unlearned(0.1, 5 * MINUTE_MS))).toEqual(['silence']);
  });

  it('is still held to its rhythm', () => {
    expect(
      alarms(feed(history(28), { lastReceivedAt: at(3), longestSilenceMs: 24 * HOUR })),
    ).toEqual(['silence']);
  });

  it('and never sent anything is silent once that time has passed since it is known', () => {
    expect(findingsBeforeFirst(at(1), HOUR, NOW)).toEqual([]);
    expect(findingsBeforeFirst(at(3.5), HOUR, NOW)).toEqual([
      { alarm: 'silence', since: at(3.5), expected: 3, observed: 0 },
    ]);
  });
});
