import {
  both,
  checked,
  days,
  hours,
  recordOf,
  waits as theirs,
} from '../../testing/waiting-builders.js';
import type { Waiting } from './clocks.js';
import { countClocks, type PersonWaiting } from './count-clocks.js';
import { noRecord } from './record.js';

const NOW = '2026-11-20T12:00:00.000Z';
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
const waits = (priorityClass: number, hours: number, personId?: string): PersonWaiting => ({
  personId: personId ?? `${priorityClass} ${hours}`,
  placement: {
    ...{ status: 'waitlisted', level: 'IOP', priorityClass, attended: false },
    ...{ requestedAt: hoursAgo(hours), prioritySince: hoursAgo(hours), course: { arrival: null } },
  },
  record: noRecord,
});

describe('clocks of people who wait', () => {
  it('are counted from three quarters of their time on, and apart once they are gone by', () => {
    const line = [waits(3, 35), waits(3, 37), waits(3, 47), waits(3, 60), waits(4, 100)];
    expect(countClocks(line, NOW)).toEqual([
      { deadline: 'due48h', state: 'at-risk', count: 2 },
      { deadline: 'due48h', state: 'passed', count: 1 },
    ]);
  });

  it('are counted once for somebody who waits for an alternative, too', () => {
    const line = [waits(3, 37, 'a'), waits(3, 37, 'a'), waits(3, 37, 'b')];
    expect(countClocks(line, NOW)).toEqual([{ deadline: 'due48h', state: 'at-risk', count: 2 }]);
  });

  it('are met once one place has met them, and else the worst of what several say, in any order', () => {
    const record = recordOf(checked(0), both(hours(20)));
    const waitFor = (change: Partial<Waiting>) => ({
      ...{ personId: 'a', record, placement: theirs(3, change) },
    });
    const wanted = waitFor({});
    const instead = waitFor({ level: 'PHP' });
    const came = (at: string) =>
      waitFor({ level: 'PHP', status: 'confirmed', course: { arrival: { at } } });
    const passed = [{ deadline: 'due14', state: 'passed', count: 1 }];
    for (const [other, expected] of [
      // The proof that there was no room is one of a level.
      [instead, passed],
      [came(days(10)), []],
      [came(days(20)), []],
    ] as const)
      for (const line of [
        [wanted, other],
        [other, wanted],
        [instead, wanted, other],
      ])
        expect(countClocks(line, days(21)).filter(({ deadline }) => deadline === 'due14')).toEqual(
          expected,
        );
  });

  it('are several for people who inject', () => {
    const found = countClocks([waits(3, 11 * 24)], NOW);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        { deadline: 'due14', state: 'at-risk', count: 1 },
        { deadline: 'contact', state: 'at-risk', count: 1 },
        { deadline: 'due48h', state: 'passed', count: 1 },
      ]),
    );
  });
});
