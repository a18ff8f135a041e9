import type { WaitingItem } from '../../../../../src/api/waiting.js';
import { actsFor } from './acts-for.js';

const waits = (change: Partial<WaitingItem>) =>
  actsFor({ priorityClass: 4, isPaused: false, entries: [], ...change } as WaitingItem);
const referral = { id: 'r', kind: 'referral' as const, at: '2026-11-21T10:00:00Z', codes: [] };

describe('what can be done about somebody who waits', () => {
  it('follows from how they wait', () => {
    expect(waits({})).toEqual(['contact', 'interim', 'pause', 'exception', 'remove']);
    expect(waits({ isPaused: true })).toContain('resume');
    expect(waits({ priorityClass: 2 })).toContain('refer');
    expect(waits({ priorityClass: 1, entries: [{ ...referral, until: null }] })).toContain(
      'answer',
    );
    const answered = { ...referral, until: '2026-11-22T10:00:00Z' };
    expect(waits({ priorityClass: 1, entries: [answered] })).toContain('refer');
  });
});
