import { useEffect, useReducer } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { EventRow } from '../../../../src/api/events.js';
import { plural } from '../../format/labels.js';
import { PAUSE_EVENT } from '../../keyboard/shortcuts.js';
import { useList } from '../../live/queries.js';
import { NO_LIVE_ROWS, live, merge, type RowFilter } from '../../live/rows.js';
import { useEventPushes } from '../../live/stream.js';
import { Icon } from '../../ui/icons.js';
import { PageHeader } from '../../ui/page.js';
import { Empty, Failure, Loading } from '../../ui/states.js';
import { Older } from '../../ui/table.js';
import { useUrlState, type UrlState } from '../../url/url-state.js';
import { EventDrawer } from './event-drawer.js';
import { EventFilters } from './event-filters.js';
import { EventTable } from './event-table.js';
import { Spoken } from './spoken.js';
import { listState, sinceOf } from './ranges.js';

const PATH = '/v1/console/events';

const filterOf = (url: UrlState): RowFilter => ({
  type: url['type'],
  service: url['service'],
  personId: url['personId'],
  correlationId: url['correlationId'],
  outcome: url['outcome'],
});

/** Every event as it comes, newest first. What is asked for and whether it runs is in the address. */
export function EventsScreen() {
  const [url, setUrl] = useUrlState();
  const client = useQueryClient();
  const filter = filterOf(url);
  const asked = listState(filter, url);
  const closed = url['until'] !== undefined;
  const running = url['live'] !== 'off' && !closed;
  const list = useList<EventRow>(PATH, asked);
  const [rows, act] = useReducer(live, NO_LIVE_ROWS);
  const key = JSON.stringify(asked);

  useEventPushes((push) => {
    if (!closed) act({ kind: 'pushed', push, filter });
  });
  useEffect(() => act({ kind: 'restarted' }), [key]);
  useEffect(() => act({ kind: running ? 'resumed' : 'paused' }), [running]);
  useEffect(() => {
    // Rows were left out of a push: the list is read again instead of showing a gap.
    if (!rows.missed || !running) return;
    const timer = setTimeout(() => {
      void client
        .invalidateQueries({ queryKey: ['list', PATH] })
        .then(() => act({ kind: 'restarted' }));
    }, 1_000);
    return () => clearTimeout(timer);
  }, [client, rows.missed, running]);
  useEffect(() => {
    const toggle = () => setUrl({ live: running ? 'off' : undefined }, { replace: true });
    window.addEventListener(PAUSE_EVENT, toggle);
    return () => window.removeEventListener(PAUSE_EVENT, toggle);
  }, [running, setUrl]);

  const fetched = list.data?.pages.flatMap((page) => page.items) ?? [];
  const shown = merge(rows.shown, fetched);
  const since = sinceOf(url, Date.now());
  return (
    <>
      <PageHeader title="Live events">
        {closed ? null : (
          <LiveToggle
            running={running}
            held={rows.held.length}
            onToggle={() => setUrl({ live: running ? 'off' : undefined }, { replace: true })}
          />
        )}
      </PageHeader>
      <EventFilters url={url} onChange={setUrl} />
      <Spoken running={running} arrived={rows.arrived} held={rows.held.length} />
      {!running && rows.held.length > 0 ? (
        <button
          type="button"
          className="held"
          onClick={() => setUrl({ live: undefined }, { replace: true })}
        >
          <Icon name="play" size={13} />
          {plural(rows.held.length, 'new event')} held. Show and go on live
        </button>
      ) : null}
      <div className="panel">
        {list.isPending ? (
          <Loading what="events" />
        ) : list.isError && shown.length === 0 ? (
          <Failure error={list.error} again={() => void list.refetch()} />
        ) : shown.length === 0 ? (
          <NothingFound filtered={Object.keys(asked).length > 1} since={since} />
        ) : (
          <>
            <EventTable
              rows={shown}
              opened={url['event']}
              onOpen={(id) => setUrl({ event: id })}
              onFilter={setUrl}
            />
            <Older
              more={list.hasNextPage}
              busy={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
              what="events that match"
            />
          </>
        )}
      </div>
      <EventDrawer
        id={url['event']}
        onClose={() => setUrl({ event: undefined })}
        onOpen={(id) => setUrl({ event: id })}
      />
    </>
  );
}

function NothingFound({
  filtered,
  since,
}: {
  readonly filtered: boolean;
  readonly since?: string;
}) {
  return (
    <Empty icon="events" title={filtered || since ? 'No event matches' : 'No events yet'}>
      {filtered || since
        ? 'Widen the time or take a filter away. New ones that match appear by themselves.'
        : 'They appear here the moment a service publishes one.'}
    </Empty>
  );
}

function LiveToggle({
  running,
  held,
  onToggle,
}: {
  readonly running: boolean;
  readonly held: number;
  readonly onToggle: () => void;
}) {
  return (
    <button
      type="button"
      className={running ? 'button live-toggle is-live' : 'button live-toggle'}
      aria-pressed={running}
      onClick={onToggle}
    >
      {running ? <span className="pulse" aria-hidden="true" /> : <Icon name="pause" size={14} />}
      {running ? 'Live' : `Paused, ${held} held`}
      <kbd aria-hidden="true">.</kbd>
    </button>
  );
}
