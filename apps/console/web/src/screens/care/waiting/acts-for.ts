import type { WaitingEntryAnswer } from '@handrail/contracts';
import type { WaitingActName, WaitingItem } from '../../../../../src/api/waiting.js';

/** Whom an act is about, and which entry when one is taken back. */
export interface WaitTarget {
  readonly item: WaitingItem;
  readonly entry: WaitingEntryAnswer | null;
}

/** What can be done about somebody who waits as they do, the most frequent first. */
export function actsFor({ priorityClass, isPaused, entries }: WaitingItem): WaitingActName[] {
  const waitsForState = entries.some(({ kind, until }) => kind === 'referral' && until === null);
  return [
    'contact',
    'interim',
    isPaused ? 'resume' : 'pause',
    ...(priorityClass > 2 ? [] : [waitsForState ? ('answer' as const) : ('refer' as const)]),
    'exception',
    'remove',
  ];
}
