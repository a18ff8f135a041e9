import type { Applying } from '../apply/apply-visit.js';
import type { StatementOutcome } from '../apply/working-set.js';
import type { Statement } from '../inbound/domain/inbound.js';
import type { ClaimAnswer } from '../message/message.store.js';

/** The claim of a fact that counts once, kept with the event that tells it. */
export const onceOf = (statement: Statement, { disposition, personId }: StatementOutcome) =>
  statement.kind === 'person-fact' && statement.onceKey && personId && disposition === 'applied'
    ? { key: statement.onceKey, personId }
    : undefined;

/** A fact may have been taken back before it came, as its message may. */
export function orTakenBack(
  { onceKey }: { readonly onceKey?: string },
  applying: Applying,
  claims: ReadonlyMap<string, ClaimAnswer>,
): Applying {
  const cancelledBy = onceKey && claims.get(onceKey)?.cancelledBy;
  if (!cancelledBy) return applying;
  applying.workingSet.settleCancellation(cancelledBy);
  return { ...applying, isCancelled: true };
}
