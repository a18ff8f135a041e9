import { isHistory } from './history.js';

describe('history', () => {
  it.each([
    ['told the day it happened', '2026-11-20T08:00:00Z', false],
    ['told thirty days later to the second', '2026-10-21T08:00:00Z', false],
    ['told a second more than thirty days later', '2026-10-21T07:59:59Z', true],
    ['told years later', '2013-05-02T08:00:00Z', true],
    ['planned for a day that has not come', '2026-12-24T08:00:00Z', false],
  ])('%s', (_name, happenedAt, expected) => {
    expect(isHistory(happenedAt, '2026-11-20T08:00:00Z', 30)).toBe(expected);
  });
});
