import { NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import type { QueueCounts } from '@handrail/contracts';
import { QUEUE_VIEWS, type QueueView } from '../../../../../src/api/care.js';
import { count, words } from '../../../format/labels.js';
import { link, type UrlState } from '../../../url/url-state.js';
import { TRIGGER_OPTIONS } from '../../lists/options.js';
import { FLAGS } from '../flags.js';
import { SORTS, sortOf } from './queue-order.js';

const TITLES: Readonly<Record<QueueView, string>> = {
  all: 'Everything open',
  unassigned: 'Unassigned',
  mine: 'Mine',
  overdue: 'Overdue',
  snoozed: 'Snoozed',
};

/** The views of the queue, each with how many items it has. */
export function QueueViews({
  view,
  counts,
  url,
}: {
  readonly view: QueueView;
  readonly counts: QueueCounts | undefined;
  readonly url: UrlState;
}) {
  return (
    <nav aria-label="Views of the queue" className="views">
      {QUEUE_VIEWS.map((name) => (
        <Link
          key={name}
          href={link('/care/queue', { ...url, view: name === 'all' ? undefined : name })}
          aria-current={name === view ? 'page' : undefined}
        >
          {TITLES[name]}
          {counts ? <span className="views-count num">{count(counts[name])}</span> : null}
        </Link>
      ))}
    </nav>
  );
}

export function QueueFilters({
  url,
  onChange,
}: {
  readonly url: UrlState;
  readonly onChange: (changes: UrlState) => void;
}) {
  return (
    <div className="filters" role="group" aria-label="Filters">
      <NativeSelect
        label="Trigger"
        value={url['trigger'] ?? ''}
        onChange={(event) => onChange({ trigger: event.currentTarget.value })}
        data={TRIGGER_OPTIONS.filter((option) => option.value !== 'unknown')}
      />
      <NativeSelect
        label="Risk flag"
        value={url['flag'] ?? ''}
        onChange={(event) => onChange({ flag: event.currentTarget.value })}
        data={[
          { value: '', label: 'Any or none' },
          ...FLAGS.map((value) => ({ value, label: words(value) })),
        ]}
      />
      <NativeSelect
        label="Order"
        value={sortOf(url)}
        onChange={(event) => {
          const sort = event.currentTarget.value;
          onChange({ sort: sort === 'due' ? undefined : sort });
        }}
        data={SORTS.map((sort) => ({ ...sort }))}
      />
    </div>
  );
}
