import { hold, settled } from './hold-rows.js';
import { row } from './row-of-test.js';

const ids = (held: { readonly rows: readonly { readonly id: string }[] }) =>
  held.rows.map((row) => row.id);

describe('rows under the pointer', () => {
  const before = settled([row('a'), row('b'), row('c')]);

  it('stay where they are whatever order the list has now', () => {
    const held = hold(before, [row('c'), row('a'), row('b')]);
    expect([ids(held), held.fresh, held.gone]).toEqual([['a', 'b', 'c'], 0, 0]);
  });

  it('tell what is new of them, in the group they were put in', () => {
    const held = hold(before, [row('a', { owner: 'nurse-8', due: 'overdue' }), row('b'), row('c')]);
    expect(held.rows[0]).toMatchObject({ owner: 'nurse-8', due: 'overdue', group: 'on-time' });
  });

  it('do not vanish, and new ones wait and are counted', () => {
    const held = hold(before, [row('z'), row('a'), row('c')]);
    expect(ids(held)).toEqual(['a', 'b', 'c']);
    expect(held.rows.map((row) => row.gone)).toEqual([false, true, false]);
    expect([held.fresh, held.gone]).toEqual([1, 1]);
  });

  it('come back when the list has them again', () => {
    const gone = hold(before, [row('a'), row('c')]);
    expect(hold(gone, [row('a'), row('b'), row('c')]).gone).toBe(0);
  });
});
