import { levelCapacity } from './level-capacity.js';

const track = (capacity: number, used: number, asOf?: string) => ({ capacity, used, asOf });

describe('places by level', () => {
  it('adds up the tracks of all programs, and is as old as its oldest number', () => {
    const [monday, friday] = ['2026-11-16T08:00:00.000Z', '2026-11-20T08:00:00.000Z'];
    expect(
      levelCapacity([
        { level: 'IOP', tracks: [track(12, 9, friday), track(8, 8, monday)] },
        { level: 'PHP', tracks: [track(5, 1)] },
        { level: 'IOP', tracks: [track(3, 0, friday)] },
      ]),
    ).toEqual([
      { level: 'IOP', places: 23, used: 17, oldestAsOf: monday },
      { level: 'PHP', places: 5, used: 1, oldestAsOf: null },
    ]);
  });

  it('takes nothing from what is not a program', () => {
    expect(levelCapacity([{}, { level: 'IOP' }, { tracks: [track(1, 1)] }])).toEqual([]);
  });
});
