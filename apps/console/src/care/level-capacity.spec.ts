import { levelCapacity } from './level-capacity.js';

const track = (capacity: number, free: number | undefined, asOf?: string) => ({
  ...{ capacity, used: 0, free, asOf },
});

describe('places by level', () => {
  it('adds up the tracks of all programs, and is as old as its oldest number', () => {
    const [monday, friday] = ['2026-11-16T08:00:00.000Z', '2026-11-20T08:00:00.000Z'];
    expect(
      levelCapacity([
        { level: 'IOP', tracks: [track(12, 3, friday), track(8, 0, monday)] },
        { level: 'PHP', tracks: [track(5, 4)] },
        { level: 'IOP', tracks: [track(3, 3, friday)] },
      ]),
    ).toEqual([
      { level: 'IOP', places: 23, free: 6, oldestAsOf: monday },
      { level: 'PHP', places: 5, free: 4, oldestAsOf: null },
    ]);
  });

  it('shows free what scheduling calls free, not what capacity and used leave over', () => {
    const full = { capacity: 16, used: 0, held: 2, occupied: 14, free: 0 };
    expect(levelCapacity([{ level: 'RES', closed: true, tracks: [full] }])).toEqual([
      { level: 'RES', places: 16, free: 0, oldestAsOf: null },
    ]);
  });

  it('does not know what is free where a track does not say', () => {
    expect(levelCapacity([{ level: 'OP', tracks: [track(4, 1), track(4, undefined)] }])).toEqual([
      { level: 'OP', places: 8, free: null, oldestAsOf: null },
    ]);
  });

  it('takes nothing from what is not a program', () => {
    expect(levelCapacity([{}, { level: 'IOP' }, { tracks: [track(1, 1)] }])).toEqual([]);
  });
});
