import type { StandingAlarm } from '@handrail/contracts';
import { count, plural, words } from '../../format/labels.js';
import { span } from '../../format/time.js';

/** What is wrong with a feed and what it usually is, in one line. */
export function alarmWords(
  { alarm, raisedAt, since, expected, observed }: StandingAlarm,
  nowMs: number,
): string {
  switch (alarm) {
    case 'silence': {
      const forSoLong = span((nowMs - Date.parse(since)) / 1000);
      if (observed > 0)
        return `Nothing but ${plural(observed, 'notification')} without content for ${forSoLong}`;
      const quiet = `No message for ${forSoLong}`;
      if (expected <= 0) return quiet;
      const usual = (Date.parse(raisedAt) - Date.parse(since)) / 1000 / expected;
      return `${quiet}, usually one every ${span(usual)}`;
    }
    case 'sequence-gap': {
      const missing = expected - observed;
      return `${plural(missing, 'sequence number')} of ${count(expected)} missing`;
    }
    case 'a08-flood':
      return `${plural(observed, 'update')} (A08) in an hour, usually ${count(expected)}`;
    case 'a03-drop':
      return `${plural(observed, 'discharge')} (A03) in 24 h, usually ${count(expected)}`;
    default:
      return words(alarm);
  }
}
