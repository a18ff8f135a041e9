import { Link } from 'wouter';
import { shortId, words } from '../../../format/labels.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { Flags } from '../flags.js';
import { DueBadge, StageAge } from '../work-badges.js';
import type { ShownRow } from './hold-rows.js';
import { groups, type Sort } from './queue-order.js';
import type { QueueActs } from './use-queue-acts.js';

export function QueueTable({
  rows,
  sort,
  me,
  acts,
}: {
  readonly rows: readonly ShownRow[];
  readonly sort: Sort;
  readonly me: string | undefined;
  readonly acts: QueueActs;
}) {
  return (
    <Table caption="Reassessments that wait for a person" className="queue">
      <thead>
        <tr>
          <Th>Why now</Th>
          <Th wide>Person</Th>
          <Th>Due</Th>
          <Th wide>Owner</Th>
          <Th wide>Stage</Th>
          <Th wide>Needed next</Th>
          <Th wide>Actions</Th>
        </tr>
      </thead>
      {groups(rows, sort).map((group) => (
        <tbody key={group.title}>
          <tr className="group-row">
            <th scope="rowgroup" colSpan={7}>
              {group.title} <span className="num">{group.rows.length}</span>
            </th>
          </tr>
          {group.rows.map((row) => (
            <Row key={row.id} row={row} me={me} acts={acts} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function Row({
  row,
  me,
  acts,
}: {
  readonly row: ShownRow;
  readonly me: string | undefined;
  readonly acts: QueueActs;
}) {
  const owner = row.owner ? row.owner === me ? <strong>You</strong> : row.owner : null;
  return (
    <tr className={row.gone ? 'is-gone' : undefined} data-reassessment={row.id}>
      <td className="grow">
        <Link href={`/care/reassessments/${row.id}`} className="row-link" data-row>
          {row.whyNow}
        </Link>
        <span className="facts">
          <Time at={row.occurredAt} />
          {row.facility ? ` at ${row.facility}` : ''}
          <span className="only-narrow-inline"> · {shortId(row.personId)}</span>
        </span>
        {row.gone ? <span className="facts">Not in this list any more</span> : null}
        <Flags flags={row.flags} />
        <span className="only-narrow narrow-line">
          <span>{owner ?? 'Nobody yet'}</span>
          <span>
            {words(row.stage)} <StageAge since={row.stageSince} />
          </span>
        </span>
        <span className="only-narrow narrow-line">
          <RowActs row={row} me={me} acts={acts} />
        </span>
      </td>
      <PersonCell personId={row.personId} aside />
      <td className="nowrap">
        <DueBadge due={row.due} />
        <span className="facts">{row.dueAt ? <Time at={row.dueAt} ago /> : 'No due time'}</span>
      </td>
      <td className="wide nowrap">{owner ?? <None>Nobody yet</None>}</td>
      <td className="wide nowrap">
        {words(row.stage)}
        <span className="facts">
          <StageAge since={row.stageSince} />
        </span>
      </td>
      <td className="wide">
        {row.waitingOn}
        {row.snoozedUntil ? (
          <span className="facts">
            until <Time at={row.snoozedUntil} />
          </span>
        ) : null}
      </td>
      <td className="wide nowrap">
        <RowActs row={row} me={me} acts={acts} />
      </td>
    </tr>
  );
}

function RowActs({
  row,
  me,
  acts,
}: {
  readonly row: ShownRow;
  readonly me: string | undefined;
  readonly acts: QueueActs;
}) {
  const what = `“${row.whyNow}” of ${shortId(row.personId)}`;
  if (row.gone) return <None>None</None>;
  return (
    <span className="row-acts">
      {row.owner === null ? (
        <button
          type="button"
          className="button small"
          aria-label={`Claim ${what}`}
          onClick={() => acts.claim(row)}
        >
          Claim
        </button>
      ) : null}
      <button
        type="button"
        className="button small"
        aria-label={`Snooze ${what}`}
        onClick={() => acts.snooze(row)}
        disabled={row.flags.includes('emergency')}
        title={row.flags.includes('emergency') ? 'An emergency is not snoozed' : undefined}
      >
        Snooze
      </button>
      {row.owner !== null && row.owner === me ? (
        <button
          type="button"
          className="button small"
          aria-label={`Hand off ${what}`}
          onClick={() => acts.handOff(row)}
        >
          Hand off
        </button>
      ) : null}
    </span>
  );
}
