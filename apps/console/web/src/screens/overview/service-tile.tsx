import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ServiceView } from '../../../../src/reads/overview/overview.view.js';
import { SERVICE_TITLES, count } from '../../format/labels.js';
import { span } from '../../format/time.js';
import { StateBadge } from '../../ui/badges.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';

/** A service at a glance. While it is down the last known numbers are not shown as if they were true. */
export function ServiceTile({ service }: { readonly service: ServiceView }) {
  const { name, report, state } = service;
  return (
    <li className={`tile is-${state}`}>
      <div className="tile-head">
        <h3>
          <Link href={`/services/${name}`}>{SERVICE_TITLES[name]}</Link>
        </h3>
        <StateBadge state={state} />
      </div>
      {state === 'down' ? (
        <p className="tile-why">
          {service.reasons.join('; ')}
          {service.since ? (
            <>
              , since <Time at={service.since} />
            </>
          ) : null}
          .{' '}
          {service.answeredAt ? (
            <>
              Last answer <Time at={service.answeredAt} />.
            </>
          ) : (
            'It has not answered yet.'
          )}
        </p>
      ) : report ? (
        <dl className="tile-facts">
          <Fact title="In / min">{count(report.consumedPerMinute)}</Fact>
          <Fact title="Out / min">
            {name === 'console' ? (
              count(report.publishedPerMinute)
            ) : (
              <Link href={link('/events', { service: name })}>
                {count(report.publishedPerMinute)}
              </Link>
            )}
          </Fact>
          <Fact title="Lag" bad={(service.worstLag?.seconds ?? 0) > 60}>
            <Link href={`/services/${name}`}>
              {service.worstLag ? span(service.worstLag.seconds ?? 0) : '0 s'}
            </Link>
          </Fact>
          <Fact title="Outbox" bad={(report.outbox.oldestSeconds ?? 0) > 60}>
            {report.outbox.unpublished === 0
              ? 'Empty'
              : `${count(report.outbox.unpublished)}, ${span(report.outbox.oldestSeconds ?? 0)}`}
          </Fact>
          <Fact title="Parked" bad={report.parked > 0}>
            <Link href={link('/parked', { service: name })}>
              {report.parked === 0 ? 'None' : count(report.parked)}
            </Link>
          </Fact>
          <Fact title="Version">{report.version}</Fact>
        </dl>
      ) : (
        <p className="tile-why">The console has not asked it yet.</p>
      )}
      {state === 'degraded' ? <p className="tile-why">{service.reasons[0]}</p> : null}
    </li>
  );
}

function Fact({
  title,
  bad = false,
  children,
}: {
  readonly title: string;
  readonly bad?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={bad ? 'fact is-bad' : 'fact'}>
      <dt>{title}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}
