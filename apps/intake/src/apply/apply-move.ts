import { overdoseReported } from '@handrail/contracts';
import type { Outgoing } from '@handrail/messaging';
import {
  decideAbsorption,
  decideRehoming,
  decideReport,
  isRepeatedFact,
  lastMove,
  withPublished,
  type StayVerdict,
  type Visit,
  type VisitFact,
} from '../stay/domain/index.js';
import { factTakenBack, toEvent } from '../stay/stay.publish.js';
import type { ResolvedStatement } from '../identity/resolution.js';
import type { StatementOutcome } from './working-set.js';
import { factEvent } from './apply-person-fact.js';
import {
  reportIdOf,
  reportOf,
  updatePerson,
  type Applying,
  type VisitStatement,
} from './apply-visit.js';

const REASON = 'visit-moved';

/**
 * A visit turns out to be another person's: what was told of it is taken back where it was told, and told
 * again of whom it is. The person it was taken from keeps everything else.
 */
export function applyMove(
  statement: VisitStatement,
  resolved: ResolvedStatement,
  applying: Applying,
): StatementOutcome {
  const { workingSet, inbound } = applying;
  const { owned, retractions: absorbed, facts: joining } = absorb(resolved, workingSet);
  const target = resolved.personId!;
  const reportId = reportIdOf(inbound, applying.at);
  const decision = decideReport(owned.visit, reportOf(statement, reportId, inbound));
  workingSet.awaken(decision.awakened, target);
  const verdict = { ...verdictFor(statement, decision.verdict), personId: target };
  const counts = lastMove(decision.visit)?.id === reportId;
  const personId = counts ? target : owned.personId;
  const isRehomed = counts && owned.personId !== target;
  const rehomed = isRehomed
    ? decideRehoming(decision.visit)
    : { retractions: [], visit: decision.visit, changes: personId ? decision.changes : [] };
  const { retractions, visit, changes } = rehomed;
  const staying = visit.facts ?? [];
  const facts = [...(isRehomed ? staying : []), ...joining];
  const isReported =
    changes.length > 0 || facts.length > 0 || (isRehomed && workingSet.isKnown(target));
  const registered = isReported ? updatePerson(statement, resolved, target, applying) : [];
  const keep = (kept: Visit) => workingSet.keepVisit({ ...owned, visit: kept, personId });
  keep(visit);
  const takenBackFacts = isRehomed ? staying : [];
  const before = [
    ...registered,
    ...absorbed,
    ...retractions.map((change) => toEvent(owned.personId!, change, REASON)),
    ...takenBackFacts.map(({ eventId }) => takenBack(owned.personId!, eventId)),
  ];
  return {
    ...verdict,
    events: [
      ...before,
      ...changes.map((change) => toEvent(personId!, change)),
      ...facts.map((fact) => factEvent(personId!, { kind: 'overdose-reported', ...fact })),
    ],
    published: (ids) => {
      const ownIds = ids.slice(before.length);
      const moved = facts.map((fact, at) => ({ ...fact, eventId: ownIds[changes.length + at]! }));
      const kept = [...(isRehomed ? [] : staying), ...moved];
      keep({
        ...withPublished(visit, changes, ownIds),
        ...(kept.length > 0 ? { facts: kept } : {}),
      });
    },
  };
}

/** Visits of the same number that turn out to be this one: what was told of them is taken back. */
function absorb(resolved: ResolvedStatement, workingSet: Applying['workingSet']) {
  let owned = workingSet.visit(resolved.visitKey!);
  const retractions: Outgoing[] = [];
  const facts: VisitFact[] = [];
  for (const key of resolved.absorbs) {
    const other = workingSet.visit(key);
    const taken = decideAbsorption(owned.visit, other.visit);
    const { personId } = other;
    const published = other.visit.facts ?? [];
    retractions.push(...taken.retractions.map((change) => toEvent(personId!, change, REASON)));
    retractions.push(...published.map(({ eventId }) => takenBack(personId!, eventId)));
    facts.push(...published.filter(({ occurredAt }) => !isRepeatedFact(owned.visit, occurredAt)));
    owned = { ...owned, personId: owned.personId ?? personId, visit: taken.visit };
    workingSet.dropVisit(key, owned.visit.key);
  }
  return { owned, retractions, facts };
}

const takenBack = (personId: string, eventId: string): Outgoing =>
  factTakenBack(personId, { eventId, type: overdoseReported.type }, REASON);

/** Senders without a profile are heard where their visit or its service is recognised. */
const verdictFor = ({ fromKnownSource }: VisitStatement, verdict: StayVerdict): StayVerdict =>
  verdict.disposition === 'parked' && !fromKnownSource
    ? { disposition: 'ignored', reason: 'unknown-source' }
    : verdict;
