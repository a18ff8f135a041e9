import { useState } from 'react';
import { useLocation } from 'wouter';
import { PUBLISHERS } from '../../../src/api/names.js';
import type { EventsOfMinute } from '../../../src/reads/overview/overview.view.js';
import { SERVICE_TITLES, count, plural } from '../format/labels.js';
import { shortClock } from '../format/time.js';
import { usePreferences } from '../prefs/preferences.js';
import { link } from '../url/url-state.js';
import { niceTop, totalOf, windowOf } from './rate-scale.js';
import { Table, Th } from './table.js';

const HEIGHT = 132;
const STEP = 10;

/** Events per minute of the last hour, stacked by service; the same as a table on request. */
export function RateChart({ rates }: { readonly rates: readonly EventsOfMinute[] }) {
  const { zone } = usePreferences();
  const [, navigate] = useLocation();
  const [hovered, setHovered] = useState<number | null>(null);
  const top = niceTop(Math.max(0, ...rates.map(totalOf)));
  const shown = hovered === null ? null : (rates[hovered] ?? null);
  const peak = rates.reduce(
    (best, minute) => (totalOf(minute) > totalOf(best) ? minute : best),
    rates[0]!,
  );
  const label =
    totalOf(peak) === 0
      ? 'No events in the last hour'
      : `Events per minute in the last hour: most ${count(totalOf(peak))} at ${shortClock(peak.minute, zone)}`;
  return (
    <div className="chart">
      <p className="chart-read num" aria-hidden="true">
        {shown
          ? `${shortClock(shown.minute, zone)} · ${plural(totalOf(shown), 'event')}`
          : `Most in a minute: ${count(totalOf(peak))}`}
      </p>
      <div className="chart-area">
        <div className="chart-scale num" aria-hidden="true">
          <span>{count(top)}</span>
          <span>{count(top / 2)}</span>
          <span>0</span>
        </div>
        <svg
          role="img"
          aria-label={label}
          viewBox={`0 0 ${rates.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          onMouseLeave={() => setHovered(null)}
        >
          <line className="chart-grid" x1="0" x2="100%" y1="0.5" y2="0.5" />
          <line className="chart-grid" x1="0" x2="100%" y1={HEIGHT / 2} y2={HEIGHT / 2} />
          {rates.map((rate, at) => (
            <Bar
              key={rate.minute}
              rate={rate}
              at={at}
              top={top}
              hovered={at === hovered}
              onHover={() => setHovered(at)}
              onOpen={() => navigate(link('/events', windowOf(rate.minute)))}
            />
          ))}
        </svg>
      </div>
      <div className="chart-times num" aria-hidden="true">
        {rates[0] ? <span>{shortClock(rates[0].minute, zone)}</span> : null}
        {rates[30] ? <span>{shortClock(rates[30].minute, zone)}</span> : null}
        <span>now</span>
      </div>
    </div>
  );
}

function Bar({
  rate,
  at,
  top,
  hovered,
  onHover,
  onOpen,
}: {
  readonly rate: EventsOfMinute;
  readonly at: number;
  readonly top: number;
  readonly hovered: boolean;
  readonly onHover: () => void;
  readonly onOpen: () => void;
}) {
  let below = 0;
  return (
    <g
      className={hovered ? 'chart-bar hovered' : 'chart-bar'}
      onMouseEnter={onHover}
      onClick={onOpen}
    >
      <rect className="chart-hit" x={at * STEP} y={0} width={STEP} height={HEIGHT} />
      {PUBLISHERS.map((service) => {
        const height = (rate.events[service] / top) * HEIGHT;
        below += height;
        return height > 0 ? (
          <rect
            key={service}
            className={`fill-${service}`}
            x={at * STEP + 1}
            y={HEIGHT - below}
            width={STEP - 2}
            height={height}
          />
        ) : null;
      })}
    </g>
  );
}

/** The chart's twin for readers of tables; newest minute first. */
export function RateTable({ rates }: { readonly rates: readonly EventsOfMinute[] }) {
  const { zone } = usePreferences();
  return (
    <Table caption="Events per minute and service, newest first" className="compact">
      <thead>
        <tr>
          <Th>Minute</Th>
          {PUBLISHERS.map((service) => (
            <Th key={service} right>
              {SERVICE_TITLES[service]}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rates.toReversed().map((rate) => (
          <tr key={rate.minute}>
            <th scope="row" className="num">
              {shortClock(rate.minute, zone)}
            </th>
            {PUBLISHERS.map((service) => (
              <td key={service} className="right num">
                {count(rate.events[service])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
