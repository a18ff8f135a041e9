import { countDeadlines, type Waiting } from './count-deadlines.js';

const NOW = '2026-11-20T12:00:00.000Z';
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
const waits = (priorityClass: number, hours: number): Waiting => ({
  ...{ priorityClass, requestedAt: hoursAgo(hours), prioritySince: hoursAgo(hours) },
});

describe('deadlines of people who wait', () => {
  it('are counted from three quarters of their time on, and apart once they are gone by', () => {
    const line = [waits(2, 35), waits(2, 37), waits(2, 47), waits(2, 60), waits(4, 900)];
    expect(countDeadlines(line, NOW)).toEqual([
      { deadline: 'due48h', state: 'at-risk', count: 2 },
      { deadline: 'due48h', state: 'passed', count: 1 },
    ]);
  });

  it('are several for people who inject', () => {
    const found = countDeadlines([waits(3, 11 * 24)], NOW);
    expect(found).toEqual(
      expect.arrayContaining([
        { deadline: 'due14', state: 'at-risk', count: 1 },
        { deadline: 'due48h', state: 'passed', count: 1 },
      ]),
    );
    expect(found).toHaveLength(2);
  });
});
