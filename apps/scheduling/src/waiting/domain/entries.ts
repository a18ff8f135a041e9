import { COUNTS_BEFORE_MS } from './interim.js';
import type { WaitingRecord } from './record.js';

/** Something that was noted, in one shape for lists. */
export interface WaitingEntry {
  readonly id: string;
  readonly kind: 'interim' | 'contact' | 'pause' | 'exception' | 'referral';
  readonly at: string;
  readonly until: string | null;
  readonly codes: readonly string[];
}

/** What was noted of a person while they wait for what they asked for then, the newest first. */
export function entriesSince(record: WaitingRecord, requestedAt: string): WaitingEntry[] {
  const fromMs = Date.parse(requestedAt) - COUNTS_BEFORE_MS;
  const entries: WaitingEntry[] = [
    ...record.interim.map(({ id, at, items }) => ({
      ...{ id, kind: 'interim' as const, at, until: null, codes: items },
    })),
    ...record.contacts.map(({ id, at, outcome }) => ({
      ...{ id, kind: 'contact' as const, at, until: null, codes: [outcome] },
    })),
    ...record.pauses.map(({ id, from, until, resumedAt, reason }) => ({
      ...{ id, kind: 'pause' as const, at: from, until: resumedAt ?? until, codes: [reason] },
    })),
    ...record.exceptions.map(({ id, at, reason }) => ({
      ...{ id, kind: 'exception' as const, at, until: null, codes: [reason] },
    })),
    ...record.referrals.map(({ id, at, answer, answeredAt }) => ({
      ...{ id, kind: 'referral' as const, at, until: answeredAt, codes: answer ? [answer] : [] },
    })),
  ];
  return entries
    .filter(({ at, until }) => Date.parse(until ?? at) >= fromMs)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
