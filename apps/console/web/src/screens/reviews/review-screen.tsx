import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type {
  PseudonymousReview,
  ReviewAct,
  ReviewReading,
  ReviewedPerson,
} from '../../../../src/identity-reviews/identity-reviews.view.js';
import { plural, shortId, words } from '../../format/labels.js';
import { ApiError, api, post } from '../../live/api.js';
import { ReviewBadge } from '../../ui/badges.js';
import { Id } from '../../ui/copy.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { PurposeForm } from '../../ui/purpose-form.js';
import { Empty, Failure, Loading, None } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { WorkerControl, useWorker } from '../care/worker.js';
import { Comparison } from './comparison.js';
import { DecideDialog } from './decide-dialog.js';
import { accordSummary, reviewReason } from './review-words.js';

/** Two records side by side: what agrees, what contradicts, and what to do about it. */
export function ReviewScreen({ id }: { readonly id: string }) {
  const [act, setAct] = useState<ReviewAct | null>(null);
  const { as } = useWorker();
  const review = useQuery({
    queryKey: ['review', id],
    queryFn: () =>
      api<PseudonymousReview>(`/v1/console/identity-reviews/${encodeURIComponent(id)}`),
  });
  const { data } = review;
  return (
    <>
      <PageHeader
        title={`Identity review ${shortId(id)}`}
        lead={data ? reviewReason(data.reason) : null}
      >
        <WorkerControl />
        {data ? <Buttons review={data} onAct={(next) => as(() => setAct(next))} /> : null}
      </PageHeader>
      {review.isPending ? (
        <Loading what="the review" />
      ) : data ? (
        <>
          <SideBySide review={data} />
          <DecideDialog act={act} review={data} onClose={() => setAct(null)} />
        </>
      ) : review.error instanceof ApiError && review.error.status === 404 ? (
        <div className="panel">
          <Empty icon="search" title="There is no such review">
            It goes when the two turn out to be one by what a source says.
          </Empty>
        </div>
      ) : (
        <Failure error={review.error} again={() => void review.refetch()} />
      )}
    </>
  );
}

function Buttons({
  review,
  onAct,
}: {
  readonly review: PseudonymousReview;
  readonly onAct: (act: ReviewAct) => void;
}) {
  if (review.status === 'open')
    return (
      <>
        <button type="button" className="button" onClick={() => onAct('keep-apart')}>
          Keep apart
        </button>
        <button type="button" className="button primary" onClick={() => onAct('link')}>
          Link
        </button>
      </>
    );
  if (review.status !== 'linked' && review.status !== 'kept-apart') return null;
  return (
    <button type="button" className="button" onClick={() => onAct('undo')}>
      Undo
    </button>
  );
}

function SideBySide({ review }: { readonly review: PseudonymousReview }) {
  const reading = useMutation({
    mutationFn: (reader: { readonly by: string; readonly purpose: string }) =>
      post<ReviewReading>(`/v1/console/identity-reviews/${review.id}/read`, reader),
    gcTime: 0,
  });
  return (
    <>
      <EvidenceStanding review={review} />
      <div className="pair">
        {review.persons.map((person, at) => (
          <Person key={person.id} person={person} name={`Person ${'AB'[at]}`} />
        ))}
      </div>
      <Panel
        title={accordSummary(review.comparison)}
        id="comparison-title"
        aside={
          review.scoreBits === null ? null : `${review.scoreBits.toFixed(1)} bits for one person`
        }
        flush
      >
        <Comparison review={review} reading={reading.data} />
      </Panel>
      <Panel title="What the records say" id="reading-title">
        {reading.data ? (
          <>
            <p>The names and numbers stand in the table above until you leave the page.</p>
            <button type="button" className="button" onClick={() => reading.reset()}>
              Hide them again
            </button>
          </>
        ) : (
          <PurposeForm
            label="Show names and numbers"
            busy={reading.isPending}
            error={reading.error}
            onRead={(reader) => reading.mutate(reader)}
          />
        )}
      </Panel>
    </>
  );
}

function EvidenceStanding({ review }: { readonly review: PseudonymousReview }) {
  return (
    <p className="summary" role="status">
      <ReviewBadge status={review.status} /> Asked <Time at={review.openedAt} ago />
      {review.messageId ? (
        <>
          {' '}
          because of <Link href={`/messages/${review.messageId}`}>a message</Link>
        </>
      ) : null}
      .
      {review.decidedAt && review.status !== 'open' ? (
        <>
          {' '}
          Decided <Time at={review.decidedAt} ago />
        </>
      ) : null}
      {review.decidedBy ? ` by ${review.decidedBy}` : ''}
      {review.decidedReason ? `: ${review.decidedReason}` : ''}
    </p>
  );
}

function Person({ person, name }: { readonly person: ReviewedPerson; readonly name: string }) {
  const id = `person-${person.id}`;
  return (
    <Panel
      title={name}
      id={id}
      aside={
        <>
          <Link href={`/people/${person.id}`}>Journey</Link>{' '}
          <Id value={person.id} what="person id" />
        </>
      }
    >
      <p className="facts">
        {plural(person.identifiers, 'number')} known
        {person.mergedInto ? `, merged into ${shortId(person.mergedInto)}` : ''}
      </p>
      {person.stays.length === 0 ? (
        <None>No stays</None>
      ) : (
        <ul className="stays">
          {person.stays.map((stay) => (
            <li key={`${stay.facility} ${stay.startedAt} ${stay.endedAt}`}>
              {words(stay.setting)} at {stay.facility}
              <span className="facts">
                {stay.startedAt ? <Time at={stay.startedAt} /> : 'start not told'} to{' '}
                {stay.endedAt ? <Time at={stay.endedAt} /> : 'now'}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
