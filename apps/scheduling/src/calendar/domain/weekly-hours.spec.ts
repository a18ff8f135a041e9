import type { Closure } from '../../program/domain/closures.js';
import type { Program } from '../../program/domain/program.js';
import { program, track } from '../../testing/builders.js';
import { nextWeekAt, noticeShortWeeks, withShortWeek } from './weekly-hours.js';

const MONDAY = '2026-11-09T05:00:00Z';
const closed = (from: string, to: string, makeUps: Closure['makeUps'] = []): Closure => ({
  ...{ from, to, reason: 'weather', trackIds: null, makeUps },
});
const evening = (closures: Closure[] = [], change: Partial<Program> = {}) =>
  program('harbor', { tracks: [track({ used: 3 })], closures, ...change });

const short = (of: Program | null, now = MONDAY) => {
  const decision = noticeShortWeeks(of, now);
  return decision.kind === 'happened'
    ? decision.events.map(({ weekOf, hours, leastHours }) => `${weekOf} ${hours} of ${leastHours}`)
    : decision.reason;
};

describe('a week with too few hours', () => {
  it('comes by a holiday: Veterans Day is a Wednesday', () => {
    expect(short(evening())).toEqual(['2026-11-09 6 of 9']);
  });

  it('comes by a closure of this or the next week, not of later ones', () => {
    const next = closed('2026-11-20', '2026-11-20');
    expect(short(evening([next]))).toEqual(['2026-11-09 6 of 9', '2026-11-16 6 of 9']);
    const later = closed('2026-11-24', '2026-11-30');
    expect(short(evening([later]))).toEqual(['2026-11-09 6 of 9']);
  });

  it('is made up for in the week of the session held instead', () => {
    const instead = { trackId: 'evening', from: '09:00', to: '12:00' };
    const saturday = { ...instead, day: '2026-11-14' };
    expect(short(evening([closed('2026-11-11', '2026-11-11', [saturday])]))).toBe('no-short-week');
    const weekAfter = { ...instead, day: '2026-11-17' };
    expect(short(evening([closed('2026-11-11', '2026-11-11', [weekAfter])]))).toEqual([
      '2026-11-09 6 of 9',
    ]);
  });

  it('is warned of once', () => {
    const decision = noticeShortWeeks(evening(), MONDAY);
    if (decision.kind !== 'happened') throw new Error(decision.reason);
    const warned = decision.events.reduce(withShortWeek, evening());
    expect(short(warned)).toBe('no-short-week');
    expect(short(warned, '2026-11-12T05:00:00Z')).toBe('no-short-week');
  });

  it('concerns nobody where nobody is, and no level without such hours', () => {
    expect(short(program('harbor', { tracks: [track()] }))).toBe('no-short-week');
    expect(short(evening([], { level: 'OP' }))).toBe('no-least-hours');
    expect(short(null)).toBe('no-least-hours');
  });

  it('of a day program is one under twenty hours', () => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;
    const day = track({ days, from: '09:00', to: '14:00', used: 1 });
    expect(short(evening([], { level: 'PHP', tracks: [day] }))).toBe('no-short-week');
    const off = closed('2026-11-13', '2026-11-13');
    expect(short(evening([off], { level: 'PHP', tracks: [day] }))).toEqual(['2026-11-09 15 of 20']);
  });

  it('counts several blocks', () => {
    const blocks = [
      { days: ['mon'] as const, from: '09:00', to: '14:00' },
      { days: ['wed', 'sat'] as const, from: '18:00', to: '21:00' },
    ];
    const several = track({ days: ['mon', 'wed', 'sat'], from: null, to: null, blocks, used: 1 });
    expect(short(evening([], { tracks: [several] }))).toEqual(['2026-11-09 8 of 9']);
  });
});

describe('the next week', () => {
  it('begins on Monday at midnight where the program is, also when the clocks change before', () => {
    expect(nextWeekAt('2026-10-28T12:00:00Z', 'America/New_York')).toBe('2026-11-02T05:00:00Z');
    expect(nextWeekAt('2026-11-02T05:00:00Z', 'America/New_York')).toBe('2026-11-09T05:00:00Z');
  });
});
