import { Problem } from '@handrail/platform';
import { sinceOf } from './since.js';

const now = new Date('2026-11-08T00:00:00.000Z');

describe('a time to look back to', () => {
  it.each([
    [undefined, '2026-10-09T00:00:00.000Z'],
    ['7d', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T00:00:00-05:00', '2026-11-01T05:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(sinceOf(text, now)).toBe(expected);
  });

  it.each([
    ...['', '99999d', '-1d', 'yesterday', '2026-11-01', '2026-02-30T00:00:00Z'],
    ...['0001-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '+275760-09-13T00:00:00Z'],
  ])('%j is refused', (text) => {
    expect(() => sinceOf(text, now)).toThrow(Problem);
  });
});
