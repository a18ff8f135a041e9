import type { MouseEvent } from 'react';
import { full, moment, relative, zoneName, type Zone } from '../format/time.js';
import { useNow } from '../prefs/now.js';
import { usePreferences } from '../prefs/preferences.js';

/** A moment of the day; the whole time with its zone, and how long ago, on hover. */
export function Time({ at, ago = false }: { readonly at: string; readonly ago?: boolean }) {
  return ago ? <Ago at={at} /> : <Clock at={at} />;
}

/**
 * Lists show hundreds of these, so they do not tick: how long ago it was is worked out when somebody
 * points at one.
 */
function Clock({ at }: { readonly at: string }) {
  const { zone } = usePreferences();
  const point = (event: MouseEvent<HTMLTimeElement>) => {
    event.currentTarget.title = whole(at, zone, Date.now());
  };
  return (
    <time
      dateTime={at}
      title={`${full(at, zone)} ${zoneName(zone)}`}
      className="num"
      onMouseEnter={point}
    >
      {moment(at, zone, Date.now())}
    </time>
  );
}

function Ago({ at }: { readonly at: string }) {
  const { zone } = usePreferences();
  const now = useNow();
  return (
    <time dateTime={at} title={whole(at, zone, now)} className="num">
      {relative(at, now)}
    </time>
  );
}

const whole = (at: string, zone: Zone, nowMs: number): string =>
  `${full(at, zone)} ${zoneName(zone)}, ${relative(at, nowMs)}`;
