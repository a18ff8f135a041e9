import { useReducer } from 'react';
import { Link } from 'wouter';
import type { EventRow } from '../../../../src/api/events.js';
import type { ReassessmentItem } from '../../../../src/api/lists.js';
import { shortId, words } from '../../format/labels.js';
import { useList, useRereadOn } from '../../live/queries.js';
import { NO_LIVE_ROWS, live, merge } from '../../live/rows.js';
import { useEventPushes } from '../../live/stream.js';
import { OutcomeBadge, ReassessmentBadge } from '../../ui/badges.js';
import { Panel } from '../../ui/page.js';
import { Empty, Failure, Loading, None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';

const SHOWN = 8;

/** The newest events as they come; the whole list is one click away. */
export function LatestEvents() {
  const list = useList<EventRow>('/v1/console/events', { limit: String(SHOWN) });
  const [rows, act] = useReducer(live, NO_LIVE_ROWS);
  useEventPushes((push) => act({ kind: 'pushed', push, filter: {} }));
  const shown = merge(rows.shown, list.data?.pages[0]?.items ?? []).slice(0, SHOWN);
  return (
    <Panel
      title="Latest events"
      id="latest-title"
      aside={<Link href="/events">All events</Link>}
      flush
    >
      {list.isPending ? (
        <Loading what="events" />
      ) : list.isError ? (
        <Failure error={list.error} again={() => void list.refetch()} />
      ) : shown.length === 0 ? (
        <Empty icon="events" title="No events yet">
          They appear here the moment a service publishes one.
        </Empty>
      ) : (
        <Table caption="Latest events, newest first" className="events-glance">
          <thead>
            <tr>
              <Th>Time</Th>
              <Th>Event</Th>
              <Th wide>Person or program</Th>
              <Th wide>Outcome</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.id}>
                <td className="nowrap">
                  <Time at={row.receivedAt} />
                </td>
                <td className="grow">
                  <Link href={link('/events', { event: row.id })} className="row-link" data-row>
                    {row.title}
                  </Link>
                  {row.facts ? <span className="facts">{row.facts}</span> : null}
                  <span className="only-narrow narrow-line">
                    <OutcomeBadge outcome={row.outcome} />
                  </span>
                </td>
                <td className="wide nowrap">
                  {row.personId ? (
                    <Link href={`/people/${row.personId}`} className="mono" title={row.personId}>
                      {shortId(row.personId)}
                    </Link>
                  ) : (
                    (row.programId ?? <None />)
                  )}
                </td>
                <td className="wide nowrap">
                  <OutcomeBadge outcome={row.outcome} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

/** Decisions that wait, soonest due first: what somebody should do next. */
export function DueNext() {
  const list = useList<ReassessmentItem>('/v1/console/reassessments', {
    status: 'active',
    sort: 'due',
    limit: '6',
  });
  useRereadOn(['list', '/v1/console/reassessments'], (row) => row.service === 'assessment');
  const items = list.data?.pages[0]?.items ?? [];
  return (
    <Panel
      title="Due next"
      id="due-title"
      aside={<Link href={link('/reassessments', { status: 'active', sort: 'due' })}>All open</Link>}
      flush
    >
      {list.isPending ? (
        <Loading what="reassessments" />
      ) : list.isError ? (
        <Failure error={list.error} again={() => void list.refetch()} />
      ) : items.length === 0 ? (
        <Empty icon="check-circle" title="Nothing waits for a decision" />
      ) : (
        <ul className="due">
          {items.map((item) => (
            <li key={item.id}>
              <div>
                <Link href={`/care/reassessments/${item.id}`} className="row-link">
                  {words(item.trigger ?? 'Unknown trigger')}
                </Link>
                <span className="facts mono">{shortId(item.personId)}</span>
              </div>
              <div className="due-when">
                <ReassessmentBadge status={item.status} />
                <span className="facts">
                  {item.dueAt ? <Time at={item.dueAt} ago /> : 'No due time'}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
