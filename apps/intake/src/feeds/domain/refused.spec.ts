import { isAllRefused } from './refused.js';

const window = (received: number, refused: number) => ({ received, refused });

describe('a feed whose messages are all refused', () => {
  it('is one of which nothing got in for an hour, however well the day began', () => {
    expect(isAllRefused(window(3, 3), window(400, 3))).toBe(true);
    expect(isAllRefused(window(40, 39), window(40, 39))).toBe(false);
  });

  it('is one of few messages of which none got in all day', () => {
    expect(isAllRefused(window(0, 0), window(1, 1))).toBe(true);
    expect(isAllRefused(window(2, 2), window(30, 2))).toBe(false);
  });

  it('is none that sent nothing', () => {
    expect(isAllRefused(window(0, 0), window(0, 0))).toBe(false);
  });
});
