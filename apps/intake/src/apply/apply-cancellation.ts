import { decideRetraction, withPublished } from '../stay/domain/index.js';
import { CANCELLED, factTakenBack, toEvent } from '../stay/stay.publish.js';
import type { Statement } from '../inbound/domain/inbound.js';
import { cancelClaim, findTargets, type CancelTarget } from '../message/message.store.js';
import { StaleResolutionError } from '../identity/stale-resolution.js';
import { CANCELLABLE } from './apply-person-fact.js';
import type { StatementOutcome } from './working-set.js';
import type { Applying } from './apply-visit.js';

/** A source takes back one of its messages, which may not even have come yet. */
export async function applyCancellation(
  statement: Extract<Statement, { kind: 'cancellation' }>,
  { workingSet, inbound }: Applying,
  locked: ReadonlySet<string>,
): Promise<StatementOutcome> {
  const { targetKey } = statement;
  const find = async () => (await findTargets(workingSet.tx, [targetKey])).get(targetKey);
  const found = await find();
  if (found?.type.includes('event-cancelled')) return unable('cancels-a-cancellation', found);
  if (found?.type.includes('persons-merged')) return unable('merges-are-not-undone', found);
  // Its own claim is taken and its message not yet there: it would look for itself for ever.
  if (inbound.claim?.key === targetKey) return unable('cancels-itself', undefined);
  const { cancelledBy, messageId } = await cancelClaim(workingSet.tx, targetKey, inbound.id);
  if (cancelledBy !== inbound.id) return unable('already-cancelled', found);
  if (!messageId)
    return { disposition: 'parked', reason: 'no-such-event', events: [], personId: null };
  // Whoever had the claim may have changed it until now.
  const target = await find();
  const owners = target?.produced.map(({ once }) => once?.personId) ?? [];
  const needed = [target?.personId, target?.visitKey, ...owners];
  // Claim and message are committed together, so a message that is not there has never been.
  if (!target) return unable('nothing-to-take-back', undefined);
  if (needed.some((key) => key && !locked.has(key)))
    throw new StaleResolutionError('what is cancelled');
  if (statement.isOfFact) return retractFacts(target, targetKey);
  return target.visitKey ? retractReport(targetKey, target, workingSet) : retractFacts(target);
}

const unable = (reason: string, target: CancelTarget | undefined): StatementOutcome => ({
  disposition: 'ignored',
  reason,
  events: [],
  personId: target?.personId ?? null,
});

async function retractReport(
  reportId: string,
  target: CancelTarget,
  workingSet: Applying['workingSet'],
): Promise<StatementOutcome> {
  const owned = await workingSet.fetchVisit(target.visitKey!);
  const decision = decideRetraction(owned.visit, reportId);
  const { personId } = owned;
  workingSet.keepVisit({ ...owned, visit: decision.visit });
  workingSet.awaken(decision.awakened, personId);
  return {
    ...decision.verdict,
    personId,
    events: decision.changes.map((change) => toEvent(personId!, change)),
    published: (ids) =>
      workingSet.keepVisit({
        ...owned,
        visit: withPublished(decision.visit, decision.changes, ids),
      }),
  };
}

/** Takes back every fact of a message, or the one that has a claim. */
function retractFacts(target: CancelTarget, onceKey?: string): StatementOutcome {
  const facts = target.produced
    .filter(({ type }) => CANCELLABLE.has(type))
    .filter(({ once }) => onceKey === undefined || once?.key === onceKey);
  const personId = (onceKey !== undefined && facts[0]?.once?.personId) || target.personId;
  if (facts.length === 0 || !personId) return unable('nothing-to-take-back', target);
  return {
    disposition: 'applied',
    reason: 'fact-retracted',
    personId,
    events: facts.map((fact) => factTakenBack(personId, fact, CANCELLED)),
  };
}
