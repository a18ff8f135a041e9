import { nextReview } from './review.js';

const numbers = { everyDays: 30, iopDays: [56, 84], timeZone: 'America/New_York' };
const reviewDays = (level: 'IOP' | 'PHP', upTo: number) => {
  const days: number[] = [];
  for (let at = 0; at < upTo; at = days.at(-1)!)
    days.push(nextReview(level, '2026-11-04', at, numbers)!.daysInLevel);
  return days;
};

describe('continued-stay reviews', () => {
  it('fall due every 30 days, in intensive outpatient also in weeks 8 and 12', () => {
    expect(reviewDays('PHP', 90)).toEqual([30, 60, 90]);
    expect(reviewDays('IOP', 90)).toEqual([30, 56, 60, 84, 90]);
  });

  it('fall due when the local day begins', () => {
    expect(nextReview('PHP', '2026-10-20', 0, numbers)).toEqual({
      daysInLevel: 30,
      dueAt: '2026-11-19T05:00:00.000Z',
    });
  });

  it('are not held in long-term support', () => {
    expect(nextReview('LTS', '2026-11-04', 0, numbers)).toBeNull();
  });
});
