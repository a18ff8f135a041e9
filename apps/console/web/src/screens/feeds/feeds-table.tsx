import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Feed } from '../../../../src/feeds/feeds.view.js';
import { count, plural, words } from '../../format/labels.js';
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
  { title: 'Ignored', wide: true, right: true },
  { title: 'Parked', sort: 'queued', wide: true, right: true },
  { title: 'Applied', wide: true, right: true },
  { title: 'Rejected', sort: 'errored', wide: true, right: true },
  { title: 'Last rejected', wide: true },
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
          {feed.allRefused ? (
            <span className="facts text-bad">Every message it sends is rejected</span>
          ) : null}
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
            <Link href={messagesOf(feed, 'parked')}>{count(feed.queued)}</Link>
          ) : (
            '0'
          )}
        </td>
        <td className="wide right num">{count(feed.accepted)}</td>
        <td className={feed.errored > 0 ? 'wide right num text-bad' : 'wide right num'}>
          {feed.errored > 0 ? (
            <Link href={messagesOf(feed, 'rejected')}>{count(feed.errored)}</Link>
          ) : (
            '0'
          )}
        </td>
        <td className="wide">
          {refused ? (
            <>
              {refused.messageId ? (
                <Link href={`/messages/${refused.messageId}`}>{words(refused.reason)}</Link>
              ) : (
                words(refused.reason)
              )}
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

const messagesOf = ({ source }: Feed, disposition: string): string =>
  link('/messages', { source, disposition });

/** What the columns leave out, and on a narrow screen what does not fit. */
function Details({ feed }: { readonly feed: Feed }) {
  const { lastRefusal: refused, usualPerHour: usual } = feed;
  return (
    <dl className="feed-details">
      <Detail title="Last hour">
        {count(feed.perHour)},{' '}
        {usual === null ? 'rhythm not learned yet' : `usually ${count(usual)}`}
        {feed.statedEveryMinutes === null
          ? ''
          : `, stated: at least one in ${plural(feed.statedEveryMinutes, 'minute')}`}
      </Detail>
      <Detail title="Last 24 hours">
        {count(feed.received)} received: {count(feed.accepted)} applied, {count(feed.filtered)}{' '}
        ignored or superseded, {count(feed.queued)} parked, {count(feed.errored)} rejected.{' '}
        <Link href={link('/messages', { source: feed.source })}>All its messages</Link>
      </Detail>
      <Detail title="Last rejected">
        {refused ? (
          <>
            {words(refused.reason)}
            {refused.paths.length > 0 ? ` at ${refused.paths.join(', ')}` : ''},{' '}
            <Time at={refused.at} />
            {refused.messageId ? (
              <>
                , <Link href={`/messages/${refused.messageId}`}>see the message</Link>
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
