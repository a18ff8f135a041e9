import { DAY_MS } from '@handrail/domain';
import type { InterimItem, InterimServices } from './record.js';

/** So many of the three groups are interim services that have begun [P; states differ]. */
const INTERIM_GROUPS = 2;

/** What was given so long before a request still counts for it: nobody is counselled twice a month [P]. */
export const COUNTS_BEFORE_MS = 30 * DAY_MS;

/**
 * When interim services had begun for somebody who asked for care then: the time of the record with which
 * enough groups are given. Prenatal services count for who is pregnant. Null when they have not.
 */
export function interimBeganAt(
  interim: readonly InterimServices[],
  asked: { readonly requestedAt: string; readonly isPregnant: boolean },
): string | null {
  const fromMs = Date.parse(asked.requestedAt) - COUNTS_BEFORE_MS;
  const given = new Set<InterimItem>();
  for (const { at, items } of interim.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (Date.parse(at) < fromMs) continue;
    for (const item of items) if (item !== 'prenatal' || asked.isPregnant) given.add(item);
    if (given.size >= INTERIM_GROUPS) return at;
  }
  return null;
}
