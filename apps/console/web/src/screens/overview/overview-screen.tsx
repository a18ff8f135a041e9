import { Link } from 'wouter';
import type { PartitionLag } from '@handrail/contracts';
import { PUBLISHERS } from '../../../../src/api/names.js';
import type { Overview } from '../../../../src/reads/overview/overview.view.js';
import { HEADLINE_TRIGGERS, SERVICE_TITLES, count, plural, words } from '../../format/labels.js';
import { span } from '../../format/time.js';
import { useOverview } from '../../live/queries.js';
import { usePreferences } from '../../prefs/preferences.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { RateChart, RateTable } from '../../ui/rate-chart.js';
import { totalOf, windowOf } from '../../ui/rate-scale.js';
import { Failure, Loading } from '../../ui/states.js';
import { link } from '../../url/url-state.js';
import { Figure } from './figure.js';
import { FeedsFigure } from './feeds-figure.js';
import { DueNext, LatestEvents } from './glances.js';
import { ReviewsFigure } from './reviews-figure.js';
import { ServiceTile } from './service-tile.js';

export function OverviewScreen() {
  const { data, error, refetch } = useOverview();
  return (
    <>
      <PageHeader title="Overview" />
      {data ? (
        <Everything overview={data} />
      ) : error ? (
        <Failure error={error} again={() => void refetch()} />
      ) : (
        <Loading what="the overview" />
      )}
    </>
  );
}

function Everything({ overview }: { readonly overview: Overview }) {
  return (
    <>
      <Figures overview={overview} />
      <section aria-labelledby="services-title">
        <h2 id="services-title" className="section-title">
          Services
        </h2>
        <ul className="tiles">
          {overview.services.map((service) => (
            <ServiceTile key={service.name} service={service} />
          ))}
        </ul>
      </section>
      <div className="split">
        <Rates overview={overview} />
        <Triggers overview={overview} />
      </div>
      <div className="split">
        <LatestEvents />
        <DueNext />
      </div>
    </>
  );
}

function Figures({ overview }: { readonly overview: Overview }) {
  const { reassessments, placements, parked } = overview;
  const lastMinute = overview.rates.at(-2);
  const worst = worstOf(overview);
  return (
    <ul className="figures" aria-label="Figures">
      <Figure
        title="Reassessments open"
        value={count(reassessments.open)}
        to={link('/reassessments', { status: 'active', sort: 'due' })}
        tone={reassessments.overdue > 0 ? 'bad' : undefined}
        notes={[
          {
            text:
              reassessments.overdue > 0
                ? `${count(reassessments.overdue)} overdue`
                : 'None overdue',
            to: link('/reassessments', { status: 'overdue', sort: 'due' }),
            tone: reassessments.overdue > 0 ? 'bad' : undefined,
          },
          // Nought here would say that nobody is needed, while the undecided ones wait in the queue.
          reassessments.needsPerson > 0
            ? {
                text: `${count(reassessments.needsPerson)} for a person`,
                to: link('/reassessments', { status: 'needs-person', sort: 'due' }),
              }
            : { text: 'Work queue', to: '/care/queue' },
        ]}
      />
      <Figure
        title="Placed today"
        value={count(placements.confirmedToday)}
        to={link('/placements', { confirmed: 'today' })}
        notes={[
          {
            text: `${count(placements.waiting)} waiting`,
            to: link('/placements', { status: 'waitlisted' }),
          },
          {
            text: `${count(placements.offered)} offered`,
            to: link('/placements', { status: 'offered' }),
          },
        ]}
      />
      <Figure
        title="Events in the last minute"
        value={count(lastMinute ? totalOf(lastMinute) : 0)}
        to={link('/events', lastMinute ? windowOf(lastMinute.minute) : {})}
        notes={[{ text: 'Watch them live', to: '/events' }]}
      />
      <Figure
        title="Parked"
        value={count(parked.total)}
        to="/parked"
        tone={parked.total > 0 ? 'warn' : undefined}
        notes={[
          {
            text: parked.total > 0 ? heldWords(parked) : 'Nothing held back',
            to: '/parked',
          },
          ...(parked.unknown.length > 0
            ? [
                {
                  text: `Unknown in ${parked.unknown.map((name) => SERVICE_TITLES[name]).join(', ')}`,
                  tone: 'bad' as const,
                },
              ]
            : []),
        ]}
      />
      <FeedsFigure feeds={overview.feeds} />
      <ReviewsFigure reviews={overview.reviews} />
      <Figure
        title="Worst lag"
        value={worst ? span(worst.lag.seconds ?? 0) : '0 s'}
        to={worst ? `/services/${worst.service}` : '/services'}
        tone={worst && (worst.lag.seconds ?? 0) > 60 ? 'warn' : undefined}
        notes={[
          {
            text: worst
              ? `${SERVICE_TITLES[worst.service]}, ${plural(worst.lag.events, 'event')}`
              : 'Every service has read everything',
          },
        ]}
      />
    </ul>
  );
}

/** `25 messages, 2 events`: what is held at the door, and what behind it. */
function heldWords({ total, messages }: Overview['parked']): string {
  const parts = [
    messages > 0 ? plural(messages, 'message') : null,
    total > messages ? plural(total - messages, 'event') : null,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

function worstOf(
  overview: Overview,
): { service: Overview['services'][number]['name']; lag: PartitionLag } | null {
  return overview.services.reduce<ReturnType<typeof worstOf>>(
    (worst, { name, worstLag }) =>
      worstLag && (worstLag.seconds ?? 0) >= (worst?.lag.seconds ?? 0)
        ? { service: name, lag: worstLag }
        : worst,
    null,
  );
}

function Rates({ overview }: { readonly overview: Overview }) {
  const { rates } = overview;
  const lastHour = Object.fromEntries(
    PUBLISHERS.map((name) => [name, rates.reduce((sum, minute) => sum + minute.events[name], 0)]),
  ) as Record<(typeof PUBLISHERS)[number], number>;
  const since = rates[0]?.minute;
  return (
    <Panel title="Events per minute" id="rates-title" aside={<span>last hour</span>}>
      <RateChart rates={rates} />
      <ul className="legend">
        {PUBLISHERS.map((name) => (
          <li key={name}>
            <Link href={link('/events', { service: name, since })}>
              <span className={`swatch fill-${name}`} aria-hidden="true" />
              {SERVICE_TITLES[name]} <strong className="num">{count(lastHour[name])}</strong>
            </Link>
          </li>
        ))}
      </ul>
      <details className="twin">
        <summary>Show as a table</summary>
        <RateTable rates={rates} />
      </details>
    </Panel>
  );
}

function Triggers({ overview }: { readonly overview: Overview }) {
  const { zone } = usePreferences();
  const { byTrigger, confirmedToday } = overview.placements;
  const counts = new Map(byTrigger.map((row) => [row.trigger, row.count]));
  const others = byTrigger.filter(
    (row) => !(HEADLINE_TRIGGERS as readonly string[]).includes(row.trigger),
  );
  const rows = [
    ...HEADLINE_TRIGGERS.map((trigger) => ({ trigger, count: counts.get(trigger) ?? 0 })),
    ...others,
  ];
  const most = Math.max(1, ...rows.map((row) => row.count));
  return (
    <Panel
      title="Placed today, by trigger"
      id="triggers-title"
      aside={<span>{zone === 'utc' ? 'day in UTC' : 'local day'}</span>}
    >
      <ul className="bars">
        {rows.map((row) => (
          <li key={row.trigger}>
            <Link href={link('/placements', { confirmed: 'today', trigger: row.trigger })}>
              <span className="bar-title">{words(row.trigger)}</span>
              <strong className="num">{count(row.count)}</strong>
              <span className="bar-track" aria-hidden="true">
                <svg width="100%" height="6" preserveAspectRatio="none" viewBox="0 0 100 6">
                  <rect width={(row.count / most) * 100} height="6" rx="1" className="bar-fill" />
                </svg>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <p className="quiet">
        {confirmedToday === 0
          ? 'Nobody has been placed today yet.'
          : `${plural(confirmedToday, 'confirmed place')} since the day began.`}
      </p>
    </Panel>
  );
}
