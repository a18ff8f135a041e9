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
