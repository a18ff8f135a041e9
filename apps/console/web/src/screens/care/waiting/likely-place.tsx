import type { LikelyPlace, WaitingItem } from '../../../../../src/api/waiting.js';
import { longDay } from '../../../format/time.js';
import { usePreferences } from '../../../prefs/preferences.js';
import { noDayWords } from './waiting-words.js';

/** The day on which a place is likely, with how far such days were off, or why none is named. */
export function LikelyDay({ forecast }: { readonly forecast: LikelyPlace | null }) {
  const { zone } = usePreferences();
  if (!forecast) return null;
  const { likelyAt, because, error } = forecast;
  return (
    <span className="facts" data-likely={likelyAt ?? because}>
      {likelyAt === null ? (
        <>Place: {noDayWords(because)}</>
      ) : (
        <>
          Place likely <time dateTime={likelyAt}>{longDay(likelyAt, zone)}</time>
          {error ? `, give or take ${error.errorDays} d` : null}
        </>
      )}
    </span>
  );
}

/** How far forecasts erred at the levels that are listed, beside what a plain average would have said. */
export function ForecastErrors({ items }: { readonly items: readonly WaitingItem[] }) {
  const byLevel = new Map(
    items.flatMap(({ level, forecast }) =>
      forecast?.error ? [[level, forecast.error] as const] : [],
    ),
  );
  if (byLevel.size === 0) return null;
  return (
    <p className="facts panel-note" aria-label="How far forecasts erred">
      Forecasts of the last 180 days were off by{' '}
      {[...byLevel]
        .map(
          ([level, { errorDays, movingAverageErrorDays, measured }]) =>
            `${errorDays} d at ${level} (a 30-day average by ${movingAverageErrorDays} d; ${measured} people)`,
        )
        .join(', ')}
      .
    </p>
  );
}
