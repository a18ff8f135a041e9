import { asked, determined, keptWaiting, newest, nobody, settled } from '../../testing/builders.js';
import { risksOf, stillRuns } from './deadline-risk.js';
import type { Placement } from './placement.js';

const waitingAs = (context: object): Placement => {
  const requested = asked(nobody, determined('detox', { context }), 'first');
  return newest(settled(requested, keptWaiting(newest(requested))));
};
const requestedAt = '2026-11-01T00:00:00.000Z';
const prioritySince = '2026-11-03T00:00:00.000Z';
const injecting = { ...waitingAs({ injecting: true }), requestedAt, prioritySince };

describe('a legal deadline of somebody who waits', () => {
  it('is warned about at three quarters of its time', () => {
    expect(risksOf(injecting)).toEqual([
      {
        deadline: 'due14',
        dueAt: '2026-11-15T00:00:00.000Z',
        riskAt: '2026-11-11T12:00:00.000Z',
      },
      {
        deadline: 'due120',
        dueAt: '2027-03-01T00:00:00.000Z',
        riskAt: '2027-01-30T00:00:00.000Z',
      },
      {
        deadline: 'due48h',
        dueAt: '2026-11-05T00:00:00.000Z',
        riskAt: '2026-11-04T12:00:00.000Z',
      },
    ]);
  });

  it('does not run for people the law does not name, nor once somebody has a place', () => {
    expect(risksOf(waitingAs({}))).toEqual([]);
    expect(risksOf({ ...injecting, status: 'confirmed' })).toEqual([]);
    expect(risksOf({ ...injecting, status: 'offered' })).toEqual([]);
    expect(risksOf(undefined)).toEqual([]);
  });

  it('is not the one that was planned when the request was dated anew', () => {
    const planned = { deadline: 'due14', dueAt: '2026-11-15T00:00:00.000Z' } as const;
    expect(stillRuns(injecting, planned)).toBe(true);
    expect(stillRuns({ ...injecting, requestedAt: prioritySince }, planned)).toBe(false);
    expect(stillRuns({ ...injecting, status: 'withdrawn' }, planned)).toBe(false);
  });
});
