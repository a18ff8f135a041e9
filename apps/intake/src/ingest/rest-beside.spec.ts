import { restBeside } from './rest-beside.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** After how many milliseconds it goes on, beside somebody who goes after so many. */
function restedMs(ms: number, goneAfterMs: number): number {
  const from = Date.now();
  let wentOnAfter = NaN;
  const isAnybodyThere = () => Date.now() - from < goneAfterMs;
  restBeside(isAnybodyThere, { ms, lookMs: 100 }, () => (wentOnAfter = Date.now() - from));
  jest.advanceTimersByTime(10_000);
  return wentOnAfter;
}

describe('bulk beside feeds', () => {
  it('rests for as long as it was to, while they are there', () => {
    expect(restedMs(750, Infinity)).toBe(750);
    expect(restedMs(30, Infinity)).toBe(30);
  });

  it('goes on soon after they have gone, however long it was to rest', () => {
    expect(restedMs(3_000, 250)).toBe(300);
  });

  it('does not rest where nobody is, or for no time', () => {
    expect(restedMs(3_000, 0)).toBe(0);
    expect(restedMs(0, Infinity)).toBe(0);
  });
});
