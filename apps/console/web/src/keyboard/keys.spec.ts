import { PLACES, keyWish } from './keys.js';

describe('keys', () => {
  it('waits after g, then goes', () => {
    expect(keyWish('g', false)).toEqual({ kind: 'wait' });
    expect(keyWish('e', true)).toEqual({ kind: 'go', path: '/events' });
    expect(keyWish('e', false)).toBeNull();
  });

  it('does nothing for a letter that leads nowhere', () => {
    expect(keyWish('x', true)).toBeNull();
    expect(keyWish('x', false)).toBeNull();
    expect(keyWish('/', true)).toBeNull();
  });

  it('has one place per path', () => {
    const paths = Object.values(PLACES).map((place) => place.path);
    expect(new Set(paths).size).toBe(paths.length);
  });
});
