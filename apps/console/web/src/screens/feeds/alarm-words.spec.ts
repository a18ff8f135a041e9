import type { StandingAlarm } from '@handrail/contracts';
import { alarmWords } from './alarm-words.js';

const now = Date.parse('2026-11-22T09:00:00.000Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const wordsFor = (alarm: string, changes: Partial<StandingAlarm>) =>
  alarmWords(
    { alarm, raisedAt: ago(0), since: ago(60), expected: 0, observed: 0, ...changes },
    now,
  );

describe('an alarm in words', () => {
  it('says how long it is silent now, and what was usual when the alarm was raised', () => {
    // Fourteen messages were to be expected in the 28 minutes from the last one to the alarm.
    const silence = { since: ago(42), raisedAt: ago(14), expected: 14 };
    expect(wordsFor('silence', silence)).toBe('No message for 42 min, usually one every 2 min');
    expect(wordsFor('silence', { since: ago(42) })).toBe('No message for 42 min');
  });

  it.each([
    ['silence', 3, 3, 'Nothing but 3 notifications without content for 1 h'],
    ['sequence-gap', 120, 117, '3 sequence numbers of 120 missing'],
    ['sequence-gap', 5, 4, '1 sequence number of 5 missing'],
    ['a08-flood', 40, 1_912, '1,912 updates (A08) in an hour, usually 40'],
    ['a03-drop', 48, 3, '3 discharges (A03) in 24 h, usually 48'],
    ['clock-drift', 1, 2, 'Clock drift'],
  ])('%s: expected %d, observed %d', (alarm, expected, observed, words) => {
    expect(wordsFor(alarm, { expected, observed })).toBe(words);
  });
});
