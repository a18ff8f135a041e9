import { full, moment, relative, zoneName } from '../format/time.js';
import { useNow } from '../prefs/now.js';
import { usePreferences } from '../prefs/preferences.js';

/** A moment of the day; the whole time with its zone, and how long ago, on hover. */
export function Time({ at, ago = false }: { readonly at: string; readonly ago?: boolean }) {
  const { zone } = usePreferences();
  const now = useNow();
  const whole = `${full(at, zone)} ${zoneName(zone)}, ${relative(at, now)}`;
  return (
    <time dateTime={at} title={whole} className="num">
      {ago ? relative(at, now) : moment(at, zone, now)}
    </time>
  );
}
