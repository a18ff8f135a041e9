import { Link } from 'wouter';
import { type SERVICES } from '../../../../src/api/names.js';
import type { ServiceView } from '../../../../src/reads/overview/overview.view.js';
import { SERVICE_TITLES, count } from '../../format/labels.js';
import { span } from '../../format/time.js';
import { useOverview } from '../../live/queries.js';
import { StateBadge } from '../../ui/badges.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { Empty, Failure, Loading, None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';
import { AccountsPanel } from './accounts-panel.js';

export function ServicesScreen() {
  const { data, error, refetch } = useOverview();
  return (
    <>
      <PageHeader title="Services" />
      {data ? (
        <div className="panel">
          <Table caption="Services">
            <thead>
              <tr>
                <Th>Service</Th>
                <Th>State</Th>
                <Th wide right>
                  In / min
                </Th>
                <Th wide right>
                  Out / min
                </Th>
                <Th right>Lag</Th>
                <Th wide right>
                  Outbox
                </Th>
                <Th right>Parked</Th>
                <Th wide right>
                  Answered in
                </Th>
                <Th wide>Version</Th>
              </tr>
            </thead>
            <tbody>
              {data.services.map((service) => (
                <Row key={service.name} service={service} />
              ))}
            </tbody>
          </Table>
        </div>
      ) : error ? (
        <Failure error={error} again={() => void refetch()} />
      ) : (
        <Loading what="the services" />
      )}
      <AccountsPanel />
    </>
  );
}

function Row({ service }: { readonly service: ServiceView }) {
  const { name, report } = service;
  const silent = service.state === 'down' || !report;
  const value = (text: string) => (silent ? <None>Unknown</None> : text);
  return (
    <tr>
      <th scope="row">
        <Link href={`/services/${name}`} className="row-link" data-row>
          {SERVICE_TITLES[name]}
        </Link>
      </th>
      <td>
        <StateBadge state={service.state} />
        {service.reasons[0] ? <span className="facts">{service.reasons[0]}</span> : null}
      </td>
      <td className="wide right num">{value(count(report?.consumedPerMinute ?? 0))}</td>
      <td className="wide right num">{value(count(report?.publishedPerMinute ?? 0))}</td>
      <td className="right num">{value(span(service.worstLag?.seconds ?? 0))}</td>
      <td className="wide right num">
        {value(report?.outbox.unpublished ? count(report.outbox.unpublished) : 'Empty')}
      </td>
      <td className="right num">
        {silent ? (
          <None>Unknown</None>
        ) : (
          <Link href={link('/parked', { service: name })}>
            {report.parked === 0 ? 'None' : count(report.parked)}
          </Link>
        )}
      </td>
      <td className="wide right num">
        {service.responseMs === null ? <None>No answer</None> : `${service.responseMs} ms`}
      </td>
      <td className="wide num">{report?.version ?? <None>Unknown</None>}</td>
    </tr>
  );
}

/** One service: why it is as it is, and how far behind it is on each partition. */
export function ServiceScreen({ name }: { readonly name: string }) {
  const { data, error, refetch } = useOverview();
  const service = data?.services.find((service) => service.name === name);
  const title = SERVICE_TITLES[name as (typeof SERVICES)[number]] ?? name;
  return (
    <>
      <PageHeader title={title} lead={<Link href="/services">All services</Link>} />
      {service ? (
        <Detail service={service} />
      ) : data ? (
        <Empty icon="services" title="There is no such service" />
      ) : error ? (
        <Failure error={error} again={() => void refetch()} />
      ) : (
        <Loading what="the service" />
      )}
    </>
  );
}

function Detail({ service }: { readonly service: ServiceView }) {
  const { report } = service;
  return (
    <>
      <Panel title="State" id="state-title">
        <div className="detail-top">
          <StateBadge state={service.state} />
          {service.since ? (
            <span>
              since <Time at={service.since} />
            </span>
          ) : null}
        </div>
        {service.reasons.length > 0 ? (
          <ul className="reasons">
            {service.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        ) : null}
        <dl className="facts-list">
          <div>
            <dt>Version</dt>
            <dd>{report?.version ?? <None>Unknown</None>}</dd>
          </div>
          <div>
            <dt>Started</dt>
            <dd>{report?.startedAt ? <Time at={report.startedAt} /> : <None>Unknown</None>}</dd>
          </div>
          <div>
            <dt>Roles</dt>
            <dd>{report?.roles.length ? report.roles.join(', ') : <None>Unknown</None>}</dd>
          </div>
          <div>
            <dt>Last answer</dt>
            <dd>{service.answeredAt ? <Time at={service.answeredAt} /> : <None>Never</None>}</dd>
          </div>
          <div>
            <dt>Outbox</dt>
            <dd className="num">
              {report?.outbox.unpublished
                ? `${count(report.outbox.unpublished)}, oldest ${span(report.outbox.oldestSeconds ?? 0)}`
                : 'Empty'}
            </dd>
          </div>
          <div>
            <dt>Parked</dt>
            <dd className="num">
              <Link href={link('/parked', { service: service.name })}>
                {report?.parked ? count(report.parked) : 'None'}
              </Link>
            </dd>
          </div>
        </dl>
      </Panel>
      <Panel title="Paused topics" id="circuits-title" flush={Boolean(report?.circuits.length)}>
        {report?.circuits.length ? (
          <Table caption="Topics this service does not read at present">
            <thead>
              <tr>
                <Th>Topic</Th>
                <Th>Why</Th>
              </tr>
            </thead>
            <tbody>
              {report.circuits.map((circuit) => (
                <tr key={circuit.topic}>
                  <th scope="row" className="mono">
                    {circuit.topic}
                  </th>
                  <td>{circuit.why}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        ) : (
          <None>None</None>
        )}
      </Panel>
      <Lag service={service} />
    </>
  );
}

function Lag({ service }: { readonly service: ServiceView }) {
  const lag = (service.report?.lag ?? [])
    .filter((partition) => partition.events > 0)
    .toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0) || b.events - a.events);
  return (
    <Panel title="Unread events" id="lag-title" flush={lag.length > 0}>
      {lag.length === 0 ? (
        <None>None: everything has been read</None>
      ) : (
        <Table caption="Partitions with unread events, longest wait first">
          <thead>
            <tr>
              <Th>Topic</Th>
              <Th right>Partition</Th>
              <Th right>Events</Th>
              <Th right sorted="descending">
                Oldest waits
              </Th>
            </tr>
          </thead>
          <tbody>
            {lag.map((partition) => (
              <tr key={`${partition.topic} ${partition.partition}`}>
                <th scope="row" className="mono">
                  {partition.topic}
                </th>
                <td className="right num">{partition.partition}</td>
                <td className="right num">{count(partition.events)}</td>
                <td className="right num">
                  {partition.seconds === null ? <None>Unknown</None> : span(partition.seconds)}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
