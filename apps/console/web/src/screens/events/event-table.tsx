import { memo } from 'react';
import { Link } from 'wouter';
import type { EventRow } from '../../../../src/api/events.js';
import { OUTCOME_TITLES, SERVICE_TITLES, shortId } from '../../format/labels.js';
import { OutcomeBadge } from '../../ui/badges.js';
import { CopyIcon } from '../../ui/copy.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import type { UrlState } from '../../url/url-state.js';

interface Acts {
  readonly onOpen: (id: string) => void;
  readonly onFilter: (changes: UrlState) => void;
}

export function EventTable({
  rows,
  opened,
  ...acts
}: Acts & { readonly rows: readonly EventRow[]; readonly opened?: string }) {
  return (
    <Table caption="Events, newest received first" className="events">
      <thead>
        <tr>
          <Th sorted="descending">Received</Th>
          <Th>Event</Th>
          <Th wide>Service</Th>
          <Th wide>Person or program</Th>
          <Th wide>Outcome</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} opened={row.id === opened} {...acts} />
        ))}
      </tbody>
    </Table>
  );
}

/** Acts are stable enough to be left out of the comparison: they read the address when called. */
const Row = memo(EventTableRow, (a, b) => a.row === b.row && a.opened === b.opened);

function EventTableRow({
  row,
  opened,
  onOpen,
  onFilter,
}: Acts & { readonly row: EventRow; readonly opened: boolean }) {
  return (
    <tr className={opened ? 'is-open' : undefined} onClick={() => onOpen(row.id)}>
      <td className="nowrap">
        <Time at={row.receivedAt} />
      </td>
      <td className="grow">
        <button
          type="button"
          className="row-link"
          data-row
          aria-haspopup="dialog"
          onClick={(event) => {
            event.stopPropagation();
            onOpen(row.id);
          }}
        >
          {row.title}
        </button>
        {row.facts ? <span className="facts">{row.facts}</span> : null}
        <span className="only-narrow narrow-line">
          <OutcomeBadge outcome={row.outcome} />
          <span>
            {SERVICE_TITLES[row.service]}
            {row.personId ? ` · ${shortId(row.personId)}` : ''}
          </span>
        </span>
      </td>
      <td className="wide nowrap">
        <span className={`swatch fill-${row.service}`} aria-hidden="true" />
        {SERVICE_TITLES[row.service]}
      </td>
      <td className="wide nowrap" onClick={(event) => event.stopPropagation()}>
        {row.personId ? (
          <span className="id">
            <Link href={`/people/${row.personId}`} className="mono" title={row.personId}>
              {shortId(row.personId)}
            </Link>
            <CopyIcon text={row.personId} what={`person id ${shortId(row.personId)}`} />
          </span>
        ) : (
          (row.programId ?? <None />)
        )}
      </td>
      <td className="wide nowrap" onClick={(event) => event.stopPropagation()}>
        <button
          type="button"
          className="plain"
          aria-label={`Show only: ${OUTCOME_TITLES[row.outcome]}`}
          onClick={() => onFilter({ outcome: row.outcome })}
        >
          <OutcomeBadge outcome={row.outcome} />
        </button>
      </td>
    </tr>
  );
}
