import { NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import {
  REVIEW_STATUSES,
  type PseudonymousReview,
} from '../../../../src/identity-reviews/identity-reviews.view.js';
import { shortId, words } from '../../format/labels.js';
import { useList } from '../../live/queries.js';
import { ReviewBadge } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useUrlState } from '../../url/url-state.js';
import { ListFrame } from '../lists/list-frame.js';
import { accordSummary, reviewReason } from './review-words.js';

/** Pairs of persons who may be one. Nothing waits for a decision, but until then each is half a story. */
export function ReviewsScreen() {
  const [url, setUrl] = useUrlState();
  const status = url['status'];
  const list = useList<PseudonymousReview>('/v1/console/identity-reviews', { status });
  return (
    <>
      <PageHeader
        title="Identity reviews"
        lead="Two records that may be one person. Nobody is joined by a guess: somebody looks, and decides."
      />
      <div className="filters" role="group" aria-label="Filters">
        <NativeSelect
          label="Status"
          value={status ?? ''}
          onChange={(event) => setUrl({ status: event.currentTarget.value })}
          data={[
            { value: '', label: 'Open' },
            ...REVIEW_STATUSES.filter((each) => each !== 'open').map((value) => ({
              value,
              label: words(value),
            })),
          ]}
        />
      </div>
      <div className="panel">
        <ListFrame
          list={list}
          what={status ? 'identity reviews' : 'open identity reviews'}
          icon="people"
          filtered={status !== undefined}
        >
          {(items) => <Rows items={items} />}
        </ListFrame>
      </div>
    </>
  );
}

function Rows({ items }: { readonly items: readonly PseudonymousReview[] }) {
  return (
    <Table caption="Identity reviews, newest first">
      <thead>
        <tr>
          <Th>Why</Th>
          <Th>Compared</Th>
          <Th wide>Persons</Th>
          <Th wide>Status</Th>
          <Th sorted="descending" right>
            Asked
          </Th>
        </tr>
      </thead>
      <tbody>
        {items.map((review) => (
          <tr key={review.id}>
            <th scope="row" className="grow">
              <Link href={`/identity-reviews/${review.id}`} className="row-link" data-row>
                {reviewReason(review.reason)}
              </Link>
            </th>
            <td>{accordSummary(review.comparison)}</td>
            <td className="wide nowrap mono">
              {review.persons.map(({ id }) => shortId(id)).join(' · ')}
            </td>
            <td className="wide nowrap">
              <ReviewBadge status={review.status} />
            </td>
            <td className="right nowrap">
              <Time at={review.openedAt} ago />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
