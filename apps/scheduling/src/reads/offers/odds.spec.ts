import { acceptanceOdds, declinesMore } from './odds.js';

describe('the odds of an offer', () => {
  it.each([
    [0, 0, 0.5],
    [1, 0, 0.667],
    [8, 0, 0.9],
    [2, 6, 0.3],
    [0, 98, 0.01],
  ])('after %i accepted and %i declined are %f', (accepted, declined, odds) => {
    expect(acceptanceOdds({ accepted, declined })).toBe(odds);
  });
});

describe('a program that declines a need more than others', () => {
  const others = { accepted: 80, declined: 20 };

  it.each([
    ['is flagged when it is no chance', { accepted: 2, declined: 6 }, true],
    ['is not flagged by a few answers', { accepted: 1, declined: 3 }, false],
    ['is not flagged for as much as others', { accepted: 8, declined: 2 }, false],
    ['is not flagged for what may be chance', { accepted: 6, declined: 3 }, false],
  ])('%s', (_why, own, flagged) => {
    expect(declinesMore(own, others)).toBe(flagged);
  });

  it('is compared with nobody where nobody else was asked', () => {
    expect(declinesMore({ accepted: 0, declined: 50 }, { accepted: 4, declined: 0 })).toBe(false);
  });
});
