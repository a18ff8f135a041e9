import { clock, span, zoneName } from '../format/time.js';
import { isOutOfDate } from '../live/freshness.js';
import { useStream } from '../live/stream.js';
import { useNow } from '../prefs/now.js';
import { usePreferences } from '../prefs/preferences.js';
import { Icon } from '../ui/icons.js';

/** True while the page shows the past. */
export function useOutOfDate(): boolean {
  const { state, heardAt } = useStream();
  const now = useNow();
  return isOutOfDate(state, heardAt === null ? null : Math.max(0, now - heardAt));
}

/** Says above everything that what is seen is old, since when, and that nothing need be done. */
export function StaleBanner() {
  const { heardAt } = useStream();
  const { zone } = usePreferences();
  const now = useNow();
  const shown = useOutOfDate();
  return (
    <div role="alert">
      {shown && heardAt !== null ? (
        <p className="stale-banner">
          <Icon name="plug" size={18} />
          <span>
            This page is out of date: data as of {clock(heardAt, zone)}{' '}
            {zone === 'utc' ? 'UTC' : zoneName(zone)}, {span((now - heardAt) / 1000)} ago. The
            console does not answer; the page tries again by itself.
          </span>
        </p>
      ) : null}
    </div>
  );
}
