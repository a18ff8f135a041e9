import { inParts } from './in-parts.js';

describe('rows in parts', () => {
  it('are all there in their order, and no part is empty', () => {
    const rows = [1, 2, 3, 4, 5];
    expect([...inParts(rows, 2)]).toEqual([[1, 2], [3, 4], [5]]);
    expect([...inParts(rows, 5)]).toEqual([rows]);
    expect([...inParts([], 5)]).toEqual([]);
  });
});
