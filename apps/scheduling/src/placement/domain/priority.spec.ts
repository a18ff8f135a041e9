import { byLine, priorityClass } from './priority.js';

describe('the order of admission', () => {
  it.each([
    [{ pregnant: true, injecting: true }, 1],
    [{ pregnant: true }, 2],
    [{ injecting: true }, 3],
    [{}, 4],
    [{ pregnant: false, injecting: false }, 4],
  ])('puts %j into class %i', (context, expected) => {
    expect(priorityClass(context)).toBe(expected);
  });

  it('is class, then time of request, then id', () => {
    const position = (id: string, priority: number, requestedAt: string) => ({
      id,
      priorityClass: priority,
      requestedAt,
    });
    const line = [
      position('d', 4, '2026-11-01T08:00:00Z'),
      position('c', 4, '2026-11-01T08:00:00+01:00'),
      position('b', 4, '2026-11-01T08:00:00Z'),
      position('a', 1, '2026-11-02T08:00:00Z'),
    ];
    expect(line.toSorted(byLine).map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd']);
  });
});
