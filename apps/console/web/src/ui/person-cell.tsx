import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { shortId } from '../format/labels.js';
import { CopyIcon } from './copy.js';

/** First cell of a list of people or of what happened to them: whose row it is, and the way there. */
export function PersonCell({
  personId,
  aside = false,
  children,
}: {
  readonly personId: string;
  /** Not the cell that opens the row: left out on narrow screens and by the keys. */
  readonly aside?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <th scope="row" className={aside ? 'nowrap wide' : 'nowrap'}>
      <span className="id">
        <Link
          href={`/people/${personId}`}
          className="mono row-link"
          title={personId}
          {...(aside ? {} : { 'data-row': true })}
        >
          {shortId(personId)}
        </Link>
        <CopyIcon text={personId} what={`person id ${shortId(personId)}`} />
      </span>
      {children}
    </th>
  );
}
