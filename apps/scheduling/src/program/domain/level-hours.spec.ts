import { problemsOfHours } from './level-hours.js';
import type { Weekday } from './program.js';

const of = (days: Weekday[], from: string | null = null, to: string | null = null) => ({
  days,
  from,
  to,
});
const WORKDAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

describe('hours of a track', () => {
  it.each([
    ['IOP', of(['mon', 'wed', 'fri'], '18:00', '21:00')],
    ['IOP', of(WORKDAYS, '12:30', '15:00')],
    ['PHP', of(WORKDAYS, '09:00', '14:00')],
    ['OP', of(['tue'], '17:00', '19:00')],
    ['LTS', of(['mon'], '19:00', '20:00')],
    ['RES', of([])],
    ['WM', of([])],
    ['WM', of(['mon', 'tue'], '08:00', '11:00')],
  ] as const)('honour %s', (level, track) => {
    expect(problemsOfHours(level, track)).toEqual([]);
  });

  it.each([
    ['IOP', of(['mon', 'wed'], '18:00', '22:30'), 'days', 'are too few for IOP'],
    [
      'IOP',
      of(['mon', 'wed', 'fri'], '18:00', '20:30'),
      'to',
      'gives hours a week that IOP does not have',
    ],
    ['PHP', of(WORKDAYS, '09:00', '12:00'), 'to', 'gives hours a week that PHP does not have'],
    [
      'OP',
      of(['mon', 'wed', 'fri'], '18:00', '21:00'),
      'to',
      'gives hours a week that OP does not have',
    ],
    ['IOP', of([]), 'days', 'IOP has sessions'],
    ['RES', of(['mon'], '09:00', '12:00'), 'days', 'RES is round-the-clock care'],
    ['RES', of([], '09:00', '12:00'), 'from', 'is given without days'],
    ['IOP', of(['mon', 'wed', 'fri'], '18:00'), 'to', 'is missing'],
    ['IOP', of(['mon', 'wed', 'fri'], null, '18:00'), 'from', 'is missing'],
    ['IOP', of(['mon', 'wed', 'fri'], '21:00', '18:00'), 'to', 'is not after from'],
  ] as const)('do not honour %s: %j', (level, track, field, reason) => {
    expect(problemsOfHours(level, track)).toMatchObject([{ field, reason }]);
  });
});

describe('several blocks of a track', () => {
  const blocks = (...hours: ReadonlyArray<readonly [Weekday[], string, string]>) => ({
    ...of(['mon']),
    blocks: hours.map(([days, from, to]) => ({ days, from, to })),
  });

  it('count together', () => {
    const days: Weekday[] = ['mon', 'wed', 'fri'];
    const hours = blocks([['mon'], '09:00', '12:00'], [['wed', 'fri'], '18:00', '21:00']);
    const track = { ...hours, days };
    expect(problemsOfHours('IOP', track)).toEqual([]);
    expect(problemsOfHours('PHP', track)).toMatchObject([{ field: 'days' }]);
  });

  it.each([
    ['meet on a day', [['mon'], '11:00', '14:00'], 'blocks/1/from'],
    ['end before they begin', [['tue'], '14:00', '11:00'], 'blocks/1/to'],
  ] as Array<[string, [Weekday[], string, string], string]>)(
    'do not %s',
    (_what, second, field) => {
      const track = blocks([['mon', 'wed', 'fri'], '09:00', '12:00'], second);
      expect(problemsOfHours('IOP', track)).toMatchObject([{ field }]);
    },
  );
});
