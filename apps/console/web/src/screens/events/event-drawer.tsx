import { Drawer } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { EventDetail } from '../../../../src/api/events.js';
import { SERVICE_TITLES, shortId } from '../../format/labels.js';
import { ApiError, api } from '../../live/api.js';
import { usePreferences } from '../../prefs/preferences.js';
import { OutcomeBadge } from '../../ui/badges.js';
import { CopyButton, Id } from '../../ui/copy.js';
import { JsonView } from '../../ui/json-view.js';
import { Empty, Failure, Loading, None } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { link, readSearch } from '../../url/url-state.js';
import { Chain } from './chain.js';
import { curlOf } from './curl.js';

/** One event beside the list; its id is in the address, so the drawer can be linked to. */
export function EventDrawer({
  id,
  onClose,
  onOpen,
}: {
  readonly id?: string;
  readonly onClose: () => void;
  readonly onOpen: (id: string) => void;
}) {
  const detail = useQuery({
    queryKey: ['event', id],
    queryFn: () => api<EventDetail>(`/v1/console/events/${encodeURIComponent(id ?? '')}`),
    enabled: id !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size="min(44rem, 100vw)"
      title={detail.data?.title ?? 'Event'}
      closeButtonProps={{ 'aria-label': 'Close the event' }}
    >
      {detail.isPending ? (
        <Loading what="the event" />
      ) : detail.isError ? (
        detail.error instanceof ApiError && detail.error.status === 404 ? (
          <Empty icon="events" title="The console no longer keeps this event">
            It keeps the newest events only. The journey of its person still tells of it.
          </Empty>
        ) : (
          <Failure error={detail.error} again={() => void detail.refetch()} />
        )
      ) : (
        <Detail event={detail.data} onOpen={onOpen} />
      )}
    </Drawer>
  );
}

function Detail({
  event,
  onOpen,
}: {
  readonly event: EventDetail;
  readonly onOpen: (id: string) => void;
}) {
  const { zone } = usePreferences();
  // The zone goes with the link: two people who compare times then compare the same ones.
  const address = () =>
    window.location.origin +
    link(window.location.pathname, { ...readSearch(window.location.search), tz: zone });
  return (
    <div className="detail">
      <div className="detail-top">
        <OutcomeBadge outcome={event.outcome} />
        {event.facts ? <span>{event.facts}</span> : null}
      </div>
      <div className="detail-acts">
        <CopyButton text={address} icon="link">
          Copy link
        </CopyButton>
        <CopyButton text={() => curlOf(window.location.origin, event.id)} icon="copy">
          Copy as curl
        </CopyButton>
        <CopyButton text={() => JSON.stringify(event.data, null, 2)} icon="copy">
          Copy payload
        </CopyButton>
      </div>
      <dl className="facts-list">
        <div>
          <dt>Happened</dt>
          <dd>
            <Time at={event.time} />
          </dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>
            <Time at={event.receivedAt} />
          </dd>
        </div>
        <div>
          <dt>Service</dt>
          <dd>{SERVICE_TITLES[event.service]}</dd>
        </div>
        <div>
          <dt>Person</dt>
          <dd>
            {event.personId ? (
              <>
                <Link href={`/people/${event.personId}`}>Journey</Link>{' '}
                <Id value={event.personId} what="person id" />
              </>
            ) : (
              <None>No person</None>
            )}
          </dd>
        </div>
        <div>
          <dt>Event</dt>
          <dd>
            <Id value={event.id} what="event id" />
          </dd>
        </div>
        <div>
          <dt>Source message</dt>
          <dd>
            <Link href={`/messages/${event.correlationId}`}>{shortId(event.correlationId)}</Link>
          </dd>
        </div>
      </dl>
      {event.firesWhen ? <p className="quiet">{event.firesWhen}</p> : null}
      <h3>Causes and effects</h3>
      <Chain chain={event.chain} root={event.correlationId} current={event.id} onOpen={onOpen} />
      <h3>Payload</h3>
      <JsonView value={event.data} />
      <details className="twin">
        <summary>Headers</summary>
        <dl className="headers">
          {Object.entries(event.headers).map(([name, value]) => (
            <div key={name}>
              <dt className="mono">{name}</dt>
              <dd className="mono">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </div>
  );
}
