import { clock, span, zoneName } from '../format/time.js';
import { freshnessOf, type Freshness as FreshnessState } from '../live/freshness.js';
import { useStream } from '../live/stream.js';
import { useNow } from '../prefs/now.js';
import { usePreferences } from '../prefs/preferences.js';
import { Icon } from '../ui/icons.js';

const WORDS: Readonly<Record<FreshnessState, string>> = {
  connecting: 'Connecting',
  live: 'Live',
  stale: 'Stale',
  lost: 'Disconnected, trying again',
  resting: 'Resting',
};

/** How old what you see is, always in view. */
export function Freshness() {
  const { state, heardAt } = useStream();
  const { zone } = usePreferences();
  const now = useNow();
  const ageMs = heardAt === null ? null : Math.max(0, now - heardAt);
  const shown = freshnessOf(state, ageMs);
  const bad = shown === 'lost' || shown === 'stale';
  return (
    <p className={`freshness is-${shown}`}>
      <span className="freshness-state" role="status">
        {bad ? <Icon name="plug" size={14} /> : <span className="pulse" aria-hidden="true" />}
        {WORDS[shown]}
      </span>
      {heardAt !== null && ageMs !== null ? (
        <span className="freshness-age num">
          data as of {clock(heardAt, zone)} {zone === 'utc' ? 'UTC' : zoneName(zone)},{' '}
          {span(ageMs / 1000)} ago
        </span>
      ) : null}
    </p>
  );
}
