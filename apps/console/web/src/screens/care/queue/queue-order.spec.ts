import { settled } from './hold-rows.js';
import { groups, ordered } from './queue-order.js';
import { row } from './row-of-test.js';

const rows = [
  row('soon', { due: 'due-soon', dueAt: '2026-11-22T10:00:00.000Z' }),
  row('never', { due: 'none', dueAt: null, trigger: 'lost-contact' }),
  row('late', { due: 'overdue', dueAt: '2026-11-22T08:00:00.000Z', flags: ['overdose-risk'] }),
  row('later', { due: 'on-time', openedAt: '2026-11-22T09:59:00.000Z' }),
  row('latest', { due: 'overdue', dueAt: '2026-11-22T07:00:00.000Z' }),
];
const ids = (some: readonly { readonly id: string }[]) => some.map((row) => row.id);

describe('the order of the queue', () => {
  it('is the most urgent first, unless the address says otherwise', () => {
    expect(ids(ordered(rows, {}))).toEqual(['latest', 'late', 'soon', 'later', 'never']);
    expect(ids(ordered(rows, { sort: 'newest' }))[0]).toBe('later');
    expect(ids(ordered(rows, { sort: 'sideways' }))).toEqual(ids(ordered(rows, {})));
  });

  it('keeps what the address asks for', () => {
    expect(ids(ordered(rows, { trigger: 'lost-contact' }))).toEqual(['never']);
    expect(ids(ordered(rows, { flag: 'overdose-risk' }))).toEqual(['late']);
  });

  it.each(['due', 'newest', 'stage'] as const)(
    'never shows a task without a deadline among those in time, by %s',
    (sort) => {
      const all = groups(settled(ordered(rows, { sort })).rows, sort);
      const untimed = all.find((group) => group.title === 'No deadline');
      expect(ids(untimed!.rows)).toEqual(['never']);
      expect(all.flatMap((group) => ids(group.rows)).sort()).toEqual(ids(rows).sort());
    },
  );
});
