import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Feed } from '../../../../src/api/feeds.js';
import { count, words } from '../../format/labels.js';
import { useNow } from '../../prefs/now.js';
import { FeedBadge } from '../../ui/badges.js';
import { None } from '../../ui/states.js';
import { Sort, Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { link, type UrlState } from '../../url/url-state.js';
import { alarmWords } from './alarm-words.js';
import { feedSortOf, protocolTitle, type FeedSort } from './feed-order.js';

interface Choosing {
  readonly url: UrlState;
  readonly onChange: (changes: UrlState) => void;
}

interface Column {
  readonly title: string;
  readonly sort?: FeedSort;
  readonly up?: boolean;
  readonly wide?: boolean;
  readonly right?: boolean;
}

const COLUMNS: readonly Column[] = [
  { title: 'Source', sort: 'source', up: true },
  { title: 'State', sort: 'state' },
  { title: 'Last message', sort: 'silent', up: true, wide: true },
  { title: 'Per min', sort: 'rate', wide: true, right: true },
  { title: 'Received', sort: 'received', wide: true, right: true },
  { title: 'Filtered', wide: true, right: true },
  { title: 'Queued', sort: 'queued', wide: true, right: true },
  { title: 'Accepted', wide: true, right: true },
  { title: 'Errored', sort: 'errored', wide: true, right: true },
  { title: 'Last refusal', wide: true },
];

/** Every source with its counts in the words of integration engines. */
export function FeedsTable({ feeds, ...choosing }: Choosing & { readonly feeds: readonly Feed[] }) {
  return (
    <Table caption="Feeds and what became of their messages in the last 24 hours" className="feeds">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <Heading key={column.title} column={column} {...choosing} />
          ))}
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => (
          <Row
            key={feed.feedId}
            feed={feed}
            open={choosing.url['feed'] === feed.feedId}
            {...choosing}
          />
        ))}
      </tbody>
    </Table>
  );
}

function Heading({ column, url, onChange }: Choosing & { readonly column: Column }) {
  const { title, sort, up = false, wide, right } = column;
  if (!sort)
    return (
      <Th wide={wide} right={right}>
        {title}
      </Th>
    );
  const on = feedSortOf(url) === sort;
  return (
    <Th wide={wide} right={right} sorted={on ? (up ? 'ascending' : 'descending') : 'none'}>
      <Sort on={on} up={up} onClick={() => onChange({ sort: sort === 'state' ? undefined : sort })}>
        {title}
      </Sort>
    </Th>
  );
}

function Row({ feed, open, onChange }: Choosing & { readonly feed: Feed; readonly open: boolean }) {
  const now = useNow();
  const refused = feed.lastRefusal;
  return (
    <>
      <tr className={open ? 'is-open' : undefined}>
        <th scope="row">
          <button
            type="button"
            className="row-link feed-source"
            data-row
            aria-expanded={open}
            onClick={() => onChange({ feed: open ? undefined : feed.feedId })}
          >
            {feed.source}
          </button>
          <span className="facts">
            {feed.protocols.length > 0
              ? feed.protocols.map(protocolTitle).join(', ')
              : 'No protocol known'}
          </span>
          {feed.alarms.map((alarm) => (
            <span key={alarm.alarm} className="facts text-bad">
              {alarmWords(alarm, now)}
            </span>
          ))}
        </th>
        <td className="nowrap">
          <FeedBadge state={feed.state} />
          <span className="only-narrow facts">
            {feed.lastMessageAt ? <Time at={feed.lastMessageAt} ago /> : 'Never'}
          </span>
        </td>
        <td className="wide nowrap">
          {feed.lastMessageAt ? <Time at={feed.lastMessageAt} ago /> : <None>Never</None>}
        </td>
        <td className="wide right num">{count(feed.perMinute)}</td>
        <td className="wide right num">{count(feed.received)}</td>
        <td className="wide right num">{count(feed.filtered)}</td>
        <td className="wide right num">
          {feed.queued > 0 ? (
            <Link href={link('/parked', { service: 'intake' })}>{count(feed.queued)}</Link>
          ) : (
            '0'
          )}
        </td>
        <td className="wide right num">{count(feed.accepted)}</td>
        <td className={feed.errored > 0 ? 'wide right num text-bad' : 'wide right num'}>
          {count(feed.errored)}
        </td>
        <td className="wide">
          {refused ? (
            <>
              {words(refused.reason)}
              <span className="facts">
                <Time at={refused.at} ago />
              </span>
            </>
          ) : (
            <None />
          )}
        </td>
      </tr>
      {open ? (
        <tr className="is-open">
          <td colSpan={COLUMNS.length}>
            <Details feed={feed} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** What the columns leave out, and on a narrow screen what does not fit. */
function Details({ feed }: { readonly feed: Feed }) {
  const { lastRefusal: refused, usualPerHour: usual } = feed;
  return (
    <dl className="feed-details">
      <Detail title="Last hour">
        {count(feed.perHour)},{' '}
        {usual === null ? 'rhythm not learned yet' : `usually ${count(usual)}`}
      </Detail>
      <Detail title="Last 24 hours">
        {count(feed.received)} received: {count(feed.accepted)} accepted, {count(feed.filtered)}{' '}
        filtered, {count(feed.queued)} queued, {count(feed.errored)} errored
      </Detail>
      <Detail title="Last refusal">
        {refused ? (
          <>
            <span className="mono">{[refused.reason, ...refused.paths].join(' at ')}</span>,{' '}
            <Time at={refused.at} />
            {refused.messageId ? (
              <>
                , message <span className="mono">{refused.messageId}</span>
              </>
            ) : null}
          </>
        ) : (
          <None />
        )}
      </Detail>
      {feed.alarms.map(({ alarm, since }) => (
        <Detail key={alarm} title={words(alarm)}>
          since <Time at={since} />
        </Detail>
      ))}
    </dl>
  );
}

function Detail({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
