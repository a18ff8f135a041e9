import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { shortId } from '../format/labels.js';
import { CopyIcon } from './copy.js';

/** First cell of a list of people or of what happened to them: whose row it is, and the way there. */
export function PersonCell({
  personId,
  children,
}: {
  readonly personId: string;
  readonly children?: ReactNode;
}) {
  return (
    <th scope="row" className="nowrap">
      <span className="id">
        <Link href={`/people/${personId}`} className="mono row-link" title={personId} data-row>
          {shortId(personId)}
        </Link>
        <CopyIcon text={personId} what={`person id ${shortId(personId)}`} />
      </span>
      {children}
    </th>
  );
}
