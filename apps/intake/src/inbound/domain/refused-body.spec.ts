import { bytesToFree, whyNotKept } from './refused-body.js';

const LIMITS = { largest: 10_000, total: 100_000 };

describe('the bytes of a refused message', () => {
  it('are kept up to the largest that is kept', () => {
    expect(whyNotKept(10_000, 0, LIMITS)).toBeNull();
    expect(whyNotKept(10_001, 0, LIMITS)).toBe('too-large');
  });

  it('are kept while there is room, and short ones take their row too', () => {
    expect(whyNotKept(5_000, 95_000, LIMITS)).toBeNull();
    expect(whyNotKept(5_000, 95_001, LIMITS)).toBe('no-room');
    expect(whyNotKept(1, 98_976, LIMITS)).toBeNull();
    expect(whyNotKept(1, 98_977, LIMITS)).toBe('no-room');
  });

  it('make room before all of it is taken, enough for some time', () => {
    expect(bytesToFree(90_000, LIMITS)).toBe(0);
    expect(bytesToFree(94_000, LIMITS)).toBeCloseTo(14_000);
    expect(bytesToFree(250_000, LIMITS)).toBeCloseTo(170_000);
  });
});
