import { subjectsIn } from './subjects-in.js';

const A = '0199a2f0-0000-7000-8000-00000000000a';
const B = '0199a2f0-0000-7000-8000-00000000000b';

describe('the persons an answer shows', () => {
  it('are found wherever they stand in it, once', () => {
    const answer = {
      items: [{ id: 'x', personId: A, parts: [{ personId: B.toUpperCase() }] }, { personId: A }],
      nextCursor: null,
    };
    expect(subjectsIn(answer, false)).toEqual([A, B]);
    expect(subjectsIn({ survivorId: A, retiredId: B }, false)).toEqual([A, B]);
  });

  it('are the ids themselves where persons are listed, and not ids of what they have', () => {
    const page = { items: [{ id: A, stays: [{ id: B }] }] };
    expect(subjectsIn(page, true)).toEqual([A]);
    expect(subjectsIn({ id: A, merges: [{ id: B }] }, true)).toEqual([A]);
    expect(subjectsIn(page, false)).toEqual([]);
  });

  it('are nobody where an answer shows nobody', () => {
    for (const answer of [
      undefined,
      null,
      'text',
      7,
      [],
      {},
      { personId: null },
      { personId: 'x' },
    ])
      expect(subjectsIn(answer, true)).toEqual([]);
  });
});
