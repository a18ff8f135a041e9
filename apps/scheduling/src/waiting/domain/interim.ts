import { DAY_MS } from '@handrail/domain';
import type { InterimItem, InterimServices, InterimTerms } from './record.js';

/** Two of the three groups are interim services that have begun, where a State says nothing else [P]. */
const USUAL: InterimTerms = {
  groups: ['hiv-tb-counselling', 'hiv-tb-referral', 'prenatal'],
  needed: 2,
};

/** What was given so long before a request still counts for it: nobody is counselled twice a month [P]. */
export const COUNTS_BEFORE_MS = 30 * DAY_MS;

/**
 * When interim services had begun for somebody who asked for care then: the time of the record with which
 * enough groups are given, as the State counts them. Prenatal services count for who is pregnant. Null when
 * they have not.
 */
export function interimBeganAt(
  interim: readonly InterimServices[],
  asked: { readonly requestedAt: string; readonly isPregnant: boolean },
  terms: InterimTerms = USUAL,
): string | null {
  const fromMs = Date.parse(asked.requestedAt) - COUNTS_BEFORE_MS;
  const given = new Set<InterimItem>();
  // More than there are for a person cannot be asked for.
  const possible = terms.groups.filter((item) => item !== 'prenatal' || asked.isPregnant).length;
  const needed = Math.max(1, Math.min(terms.needed, possible));
  for (const { at, items } of interim.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (Date.parse(at) < fromMs) continue;
    for (const item of items)
      if (terms.groups.includes(item) && (item !== 'prenatal' || asked.isPregnant)) given.add(item);
    if (given.size >= needed) return at;
  }
  return null;
}
