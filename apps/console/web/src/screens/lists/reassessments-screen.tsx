import { NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import type { ReassessmentItem } from '../../../../src/api/lists.js';
import { REASSESSMENT_STATUSES } from '../../../../src/api/names.js';
import { levelTitle, words } from '../../format/labels.js';
import { useList, useRereadOn } from '../../live/queries.js';
import { ReassessmentBadge } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { PersonCell } from '../../ui/person-cell.js';
import { None } from '../../ui/states.js';
import { Sort, Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useUrlState, type UrlState } from '../../url/url-state.js';
import { ListFrame } from './list-frame.js';
import { TRIGGER_OPTIONS } from './options.js';

const PATH = '/v1/console/reassessments';

export function ReassessmentsScreen() {
  const [url, setUrl] = useUrlState();
  const asked: UrlState = {
    status: url['status'],
    trigger: url['trigger'],
    sort: url['sort'] === 'due' ? 'due' : 'opened',
  };
  const list = useList<ReassessmentItem>(PATH, asked);
  useRereadOn(['list', PATH], (row) => row.service === 'assessment');
  return (
    <>
      <PageHeader title="Reassessments" />
      <div className="filters" role="group" aria-label="Filters">
        <NativeSelect
          label="Status"
          value={url['status'] ?? ''}
          onChange={(event) => setUrl({ status: event.currentTarget.value })}
          data={[
            { value: '', label: 'Any status' },
            { value: 'active', label: 'Everything open' },
            ...REASSESSMENT_STATUSES.map((value) => ({
              value,
              label: value === 'open' ? 'Open, in time' : words(value),
            })),
          ]}
        />
        <NativeSelect
          label="Trigger"
          value={url['trigger'] ?? ''}
          onChange={(event) => setUrl({ trigger: event.currentTarget.value })}
          data={TRIGGER_OPTIONS}
        />
      </div>
      <div className="panel">
        <ListFrame
          list={list}
          what="reassessments"
          icon="reassessments"
          filtered={Boolean(url['status'] ?? url['trigger'])}
        >
          {(items) => <Rows items={items} url={url} onSort={(sort) => setUrl({ sort })} />}
        </ListFrame>
      </div>
    </>
  );
}

function Rows({
  items,
  url,
  onSort,
}: {
  readonly items: readonly ReassessmentItem[];
  readonly url: UrlState;
  readonly onSort: (sort: 'due' | undefined) => void;
}) {
  const byDue = url['sort'] === 'due';
  return (
    <Table caption={`Reassessments, ${byDue ? 'soonest due first' : 'newest opened first'}`}>
      <thead>
        <tr>
          <Th>Person</Th>
          <Th wide>Trigger</Th>
          <Th>Status</Th>
          <Th sorted={byDue ? 'none' : 'descending'} wide>
            <Sort on={!byDue} onClick={() => onSort(undefined)}>
              Opened
            </Sort>
          </Th>
          <Th sorted={byDue ? 'ascending' : 'none'}>
            <Sort on={byDue} up onClick={() => onSort('due')}>
              Due
            </Sort>
          </Th>
          <Th wide>Level decided</Th>
          <Th wide>By</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <PersonCell personId={item.personId}>
              <Link href={`/care/reassessments/${item.id}`} className="only-narrow">
                {words(item.trigger ?? 'unknown trigger')}
              </Link>
            </PersonCell>
            <td className="wide">
              <Link href={`/care/reassessments/${item.id}`}>
                {words(item.trigger ?? 'unknown trigger')}
              </Link>
            </td>
            <td className="nowrap">
              <ReassessmentBadge status={item.status} />
            </td>
            <td className="wide nowrap">
              {item.openedAt ? <Time at={item.openedAt} /> : <None>Not known</None>}
            </td>
            <td>
              <Due item={item} />
            </td>
            <td className="wide">
              {item.level ? (
                <span title={levelTitle(item.level)}>
                  <strong>{item.level}</strong> {levelTitle(item.level)}
                </span>
              ) : (
                <None>Not decided</None>
              )}
            </td>
            <td className="wide nowrap">
              {item.determinedAt ? (
                item.decidedBy === 'clinician' ? (
                  'Clinician'
                ) : (
                  'Policy'
                )
              ) : (
                <None>Nobody yet</None>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Only a decision that still waits has a clock; a finished one shows no alarm. */
function Due({ item }: { readonly item: ReassessmentItem }) {
  if (!item.dueAt) return <None>No due time</None>;
  if (item.status === 'determined' || item.status === 'withdrawn') return <Time at={item.dueAt} />;
  return (
    <span className={item.status === 'overdue' ? 'text-bad' : undefined}>
      <Time at={item.dueAt} ago />
    </span>
  );
}
