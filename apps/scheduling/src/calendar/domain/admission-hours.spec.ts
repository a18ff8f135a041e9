import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import { afterAnsweringHours, answeringHours, OFFICE_HOURS } from './admission-hours.js';
import type { AdmissionHours } from '../../program/domain/program.js';

const ZONE = 'America/New_York';
const EVENINGS: readonly AdmissionHours[] = [{ days: ['sat'], from: '22:00', to: '02:00' }];

describe('the hours in which a program answers', () => {
  it.each<[string, string, number, readonly AdmissionHours[] | null, string]>([
    ['around the clock', '2026-11-28T04:00:00Z', 30, null, '2026-11-28T04:30:00.000Z'],
    ['within a day', '2026-11-16T15:00:00Z', 30, OFFICE_HOURS, '2026-11-16T15:30:00.000Z'],
    ['before it opens', '2026-11-16T09:00:00Z', 30, OFFICE_HOURS, '2026-11-16T13:30:00.000Z'],
    ['over a night', '2026-11-16T21:50:00Z', 30, OFFICE_HOURS, '2026-11-17T13:20:00.000Z'],
    ['over a weekend', '2026-11-20T22:05:00Z', 30, OFFICE_HOURS, '2026-11-23T13:30:00.000Z'],
    ['to the last minute', '2026-11-16T21:30:00Z', 30, OFFICE_HOURS, '2026-11-16T22:00:00.000Z'],
    ['over Thanksgiving', '2026-11-25T21:45:00Z', 30, OFFICE_HOURS, '2026-11-27T13:15:00.000Z'],
    [
      'over the end of summer time',
      '2026-10-30T20:45:00Z',
      30,
      OFFICE_HOURS,
      '2026-11-02T13:15:00.000Z',
    ],
    ['past midnight', '2026-11-15T05:30:00Z', 60, EVENINGS, '2026-11-15T06:30:00.000Z'],
    // On 1 November 2026 the hour from 1 to 2 comes twice: 22 to 2 o'clock lasts five hours.
    [
      'while the clock goes back',
      '2026-11-01T02:00:00Z',
      290,
      EVENINGS,
      '2026-11-01T06:50:00.000Z',
    ],
    // On 14 March 2027 the clock jumps from 2 to 3, so that 22 to 3 o'clock lasts four hours.
    [
      'while the clock goes forward',
      '2027-03-14T03:00:00Z',
      239,
      [{ days: ['sat'], from: '22:00', to: '03:00' }],
      '2027-03-14T06:59:00.000Z',
    ],
  ])('count %s', (_when, from, minutes, hours, expected) => {
    expect(afterAnsweringHours(from, minutes * MINUTE_MS, hours, ZONE)).toBe(expected);
  });

  it('count an hour once that two entries share', () => {
    const twice = [...OFFICE_HOURS, { days: ['mon' as const], from: '16:00', to: '18:00' }];
    const end = afterAnsweringHours('2026-11-16T20:30:00Z', 3 * HOUR_MS, twice, ZONE);
    expect(end).toBe('2026-11-17T13:30:00.000Z');
  });

  it('are those stated, else around the clock where people live in or by the setting', () => {
    const stated = [{ days: ['sun' as const], from: '10:00', to: '11:00' }];
    expect(answeringHours('RES', stated, 'office')).toBe(stated);
    expect(answeringHours('RES', null, 'office')).toBeNull();
    expect(answeringHours('WM', null, 'office')).toBeNull();
    expect(answeringHours('IOP', null, 'office')).toBe(OFFICE_HOURS);
    expect(answeringHours('IOP', null, 'around-the-clock')).toBeNull();
  });
});
