import { Temporal } from 'temporal-polyfill';
import { isHoliday } from './holidays.js';

const holidaysIn = (year: number): string[] => {
  const found: string[] = [];
  let day = Temporal.PlainDate.from({ year, month: 1, day: 1 });
  while (day.year === year) {
    if (isHoliday(day)) found.push(day.toString());
    day = day.add({ days: 1 });
  }
  return found;
};

describe('federal holidays', () => {
  it('of 2026, with Independence Day on a Saturday also kept on the Friday before', () => {
    expect(holidaysIn(2026)).toEqual([
      '2026-01-01',
      '2026-01-19',
      '2026-02-16',
      '2026-05-25',
      '2026-06-19',
      '2026-07-03',
      '2026-07-04',
      '2026-09-07',
      '2026-10-12',
      '2026-11-11',
      '2026-11-26',
      '2026-12-25',
    ]);
  });

  it('of 2027, with Juneteenth and Christmas on Saturdays, and Independence Day on a Sunday', () => {
    expect(holidaysIn(2027)).toEqual([
      '2027-01-01',
      '2027-01-18',
      '2027-02-15',
      '2027-05-31',
      '2027-06-18',
      '2027-06-19',
      '2027-07-04',
      '2027-07-05',
      '2027-09-06',
      '2027-10-11',
      '2027-11-11',
      '2027-11-25',
      '2027-12-24',
      '2027-12-25',
      '2027-12-31',
    ]);
  });
});
