import { dataProblems } from './inbound-types.js';
import { readMidnight } from './midnight.js';

const ratings = (to: unknown) => ({
  person: { identifiers: [{ system: 'urn:x', value: 'A' }] },
  ...{ ratedAt: '2026-11-07T09:00:00Z', ratings: {} },
  context: { region: 'boston', availability: [{ days: ['mon'], from: '17:00', to }] },
});

describe('hours a person is available', () => {
  it('may end at 24:00, which is midnight', () => {
    expect(readMidnight(ratings('24:00'))).toEqual(ratings('00:00'));
    expect(dataProblems('risk-ratings-recorded', readMidnight(ratings('24:00')))).toEqual([]);
  });

  it.each(['24:01', '25:00', 24, null])('end at no time there is: %p', (to) => {
    expect(readMidnight(ratings(to))).toEqual(ratings(to));
    expect(dataProblems('risk-ratings-recorded', ratings(to))).not.toEqual([]);
  });

  it.each([null, 'text', [], { context: null }, { context: { availability: 'always' } }])(
    'are looked for only where they can be: %p',
    (data) => expect(readMidnight(data)).toBe(data),
  );
});
