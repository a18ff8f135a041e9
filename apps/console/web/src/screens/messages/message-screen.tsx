import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { MessageDetail, MessageJourney } from '../../../../src/messages/messages.view.js';
import type { ParkedAct, ParkedGroup } from '../../../../src/parked/parked.view.js';
import { SERVICE_TITLES, causeTitle, plural, shortId } from '../../format/labels.js';
import { ApiError, api } from '../../live/api.js';
import { useRereadOn } from '../../live/queries.js';
import { DispositionBadge, PlacementBadge, ReassessmentBadge } from '../../ui/badges.js';
import { Id } from '../../ui/copy.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { Empty, Failure, Loading, None } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';
import { ChainList } from '../events/chain.js';
import { protocolTitle } from '../feeds/feed-order.js';
import { ActDialog, type Wish } from '../parked/act-dialog.js';
import { reasonWords } from './message-words.js';
import { Problems } from './problems.js';
import { RawPanel } from './raw-panel.js';
import { Steps } from './steps.js';

/** One message from its receipt to the place it led to, and where it stopped. */
export function MessageScreen({ id }: { readonly id: string }) {
  const view = useQuery({
    queryKey: ['message', id],
    queryFn: () => api<MessageJourney>(`/v1/console/messages/${encodeURIComponent(id)}`),
    refetchInterval: 10_000,
  });
  useRereadOn(['message', id], (row) => row.correlationId === id);
  const title = `Message ${view.data?.message.controlId ?? shortId(id)}`;
  return (
    <>
      <PageHeader title={title} lead={<Lead view={view.data} />}>
        {view.data ? <Acts message={view.data.message} /> : null}
      </PageHeader>
      {view.isPending ? (
        <Loading what="the message" />
      ) : view.data ? (
        <Everything view={view.data} />
      ) : view.error instanceof ApiError && view.error.status === 404 ? (
        <div className="panel">
          <Empty icon="search" title="There is no such message">
            Intake has no message with this id.
          </Empty>
        </div>
      ) : (
        <Failure error={view.error} again={() => void view.refetch()} />
      )}
    </>
  );
}

function Lead({ view }: { readonly view: MessageJourney | undefined }) {
  if (!view) return null;
  const { message } = view;
  return (
    <>
      {message.type} from {message.source}
    </>
  );
}

/** A parked message is retried or given up where a reader finds it. */
function Acts({ message }: { readonly message: MessageDetail }) {
  const [wish, setWish] = useState<Wish | null>(null);
  const client = useQueryClient();
  if (message.disposition !== 'parked') return null;
  const ask = (act: ParkedAct) => {
    const group = groupOf(message);
    setWish({ act, group, item: group.items[0]! });
  };
  return (
    <>
      <button type="button" className="button primary" onClick={() => ask('retry')}>
        Retry
      </button>
      <button type="button" className="button danger" onClick={() => ask('discard')}>
        Discard
      </button>
      <ActDialog
        wish={wish}
        cap={1}
        onClose={() => {
          setWish(null);
          void client.invalidateQueries({ queryKey: ['message', message.id] });
        }}
      />
    </>
  );
}

/** A parked message as a group of its own, which is how acts are asked for. */
function groupOf(message: MessageDetail): ParkedGroup {
  const parkedAt = message.parkedAt ?? message.receivedAt;
  const head = {
    ...{ service: 'intake', id: message.id, eventId: message.id, personId: message.personId },
    ...{ type: message.type, cause: message.reason, attempts: message.attempts, parkedAt },
    ...{ behind: null, waiting: 0 },
  };
  return {
    ...{ service: 'intake', cause: message.reason, types: [message.type], count: 1 },
    ...{ persons: message.personId ? 1 : 0, waiting: 0, firstAt: parkedAt, lastAt: parkedAt },
    items: [head],
  };
}

function Everything({ view }: { readonly view: MessageJourney }) {
  const { message, steps, unknown } = view;
  return (
    <>
      {unknown.length > 0 ? (
        <p className="notice is-bad" role="status">
          {unknown.map((service) => SERVICE_TITLES[service]).join(', ')}{' '}
          {unknown.length === 1 ? 'does' : 'do'} not answer: a step may have failed there unseen.
        </p>
      ) : null}
      <Steps steps={steps} />
      <div className="split">
        <div>
          <Panel title="What was wrong or odd" id="problems-title" flush>
            <Problems problems={message.problems} />
          </Panel>
          <LedTo view={view} />
        </div>
        <div>
          <Facts message={message} />
          <RawPanel message={message} />
        </div>
      </div>
    </>
  );
}

function Facts({ message }: { readonly message: MessageDetail }) {
  return (
    <Panel title="Message" id="facts-title">
      <dl className="facts-list">
        <Fact title="Became">
          <DispositionBadge disposition={message.disposition} />
          <span className="facts">{reasonWords(message.reason)}</span>
          <span className="facts mono">{message.reason}</span>
        </Fact>
        <Fact title="Received">
          <Time at={message.receivedAt} />
          <span className="facts">by {protocolTitle(message.protocol)}</span>
        </Fact>
        <Fact title="Control id">
          {message.controlId ? <span className="mono">{message.controlId}</span> : <None />}
        </Fact>
        <Fact title="Message id">
          <Id value={message.id} what="message id" />
        </Fact>
        <Fact title="Person">
          {message.personId ? (
            <>
              <Link href={`/people/${message.personId}`}>Journey</Link>{' '}
              <Id value={message.personId} what="person id" />
            </>
          ) : (
            <None>Nobody</None>
          )}
        </Fact>
        <Fact title="Tries">
          {message.attempts === 0 ? (
            'Once, when it came'
          ) : (
            <>
              Once when it came, and {plural(message.attempts, 'retry', 'retries')}
              {message.parkedAt ? (
                <span className="facts">
                  parked <Time at={message.parkedAt} ago />
                </span>
              ) : null}
            </>
          )}
        </Fact>
        {message.note ? <Fact title="Given up because">{message.note}</Fact> : null}
      </dl>
    </Panel>
  );
}

function Fact({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LedTo({ view }: { readonly view: MessageJourney }) {
  const { chain, parked, reassessments, placements, message } = view;
  return (
    <Panel title="What it led to" id="led-title">
      {parked.map((item) => (
        <p key={`${item.service} ${item.id}`} className="notice is-bad">
          {SERVICE_TITLES[item.service]} could not apply event {shortId(item.eventId)}:{' '}
          {causeTitle(item.cause)}.{' '}
          <Link href={link('/parked', { service: item.service })}>Retry or discard it</Link>
        </p>
      ))}
      {reassessments.map((item) => (
        <p key={item.id} className="led">
          <ReassessmentBadge status={item.status} />{' '}
          <Link href={`/care/reassessments/${item.id}`}>Reassessment {shortId(item.id)}</Link>
          {item.dueAt && item.status !== 'determined' ? (
            <span className="facts">
              due <Time at={item.dueAt} ago />
            </span>
          ) : null}
        </p>
      ))}
      {placements.map((item) => (
        <p key={item.id} className="led">
          <PlacementBadge status={item.status} />{' '}
          <Link href={`/people/${item.personId}`}>
            Placement {item.programId ?? shortId(item.id)}
          </Link>
        </p>
      ))}
      {chain.length > 0 ? (
        <ChainList chain={chain} />
      ) : (
        <Empty
          icon="events"
          title={
            message.produced.length > 0 ? 'Its events are not kept any more' : 'No event followed'
          }
        >
          {message.produced.length > 0
            ? 'The console keeps the newest events only. The journey of the person still tells of them.'
            : null}
        </Empty>
      )}
    </Panel>
  );
}
