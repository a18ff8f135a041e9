import type { Due, QueueRow } from '../../../../../src/api/care.js';
import type { UrlState } from '../../../url/url-state.js';
import type { ShownRow } from './hold-rows.js';

export const SORTS = [
  { value: 'due', label: 'Most urgent first' },
  { value: 'newest', label: 'Newest first' },
  { value: 'stage', label: 'Longest in its stage first' },
] as const;
export type Sort = (typeof SORTS)[number]['value'];

export const sortOf = (url: UrlState): Sort =>
  SORTS.find((sort) => sort.value === url['sort'])?.value ?? 'due';

const GROUPS: readonly Due[] = ['overdue', 'due-soon', 'on-time', 'none'];

const LAST = '9999';

const COMPARE: Readonly<Record<Sort, (a: QueueRow, b: QueueRow) => number>> = {
  due: (a, b) =>
    GROUPS.indexOf(a.due) - GROUPS.indexOf(b.due) || order(a.dueAt ?? LAST, b.dueAt ?? LAST),
  newest: (a, b) => order(b.openedAt, a.openedAt),
  stage: (a, b) => order(a.stageSince, b.stageSince),
};

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The rows an address asks for, in its order; equal ones newest first, then by id. */
export function ordered(rows: readonly QueueRow[], url: UrlState): QueueRow[] {
  const compare = COMPARE[sortOf(url)];
  return rows
    .filter((row) => !url['trigger'] || row.trigger === url['trigger'])
    .filter((row) => !url['flag'] || row.flags.includes(url['flag']))
    .sort((a, b) => compare(a, b) || COMPARE.newest(a, b) || order(a.id, b.id));
}

export interface Group {
  readonly title: string;
  readonly rows: readonly ShownRow[];
}

const TITLES: Readonly<Record<Due, string>> = {
  overdue: 'Overdue',
  'due-soon': 'Due soon',
  'on-time': 'In time',
  none: 'No deadline',
};

/**
 * Groups of the list, none of them empty. Tasks without a deadline are always a group of their own:
 * among the others they would pass for tasks that are on time.
 */
export function groups(rows: readonly ShownRow[], sort: Sort): Group[] {
  if (sort === 'due')
    return GROUPS.map((due) => ({
      title: TITLES[due],
      rows: rows.filter((row) => row.group === due),
    })).filter((group) => group.rows.length > 0);
  const [timed, untimed] = [
    rows.filter((row) => row.group !== 'none'),
    rows.filter((row) => row.group === 'none'),
  ];
  return [
    { title: 'With a deadline', rows: timed },
    { title: TITLES.none, rows: untimed },
  ].filter((group) => group.rows.length > 0);
}
