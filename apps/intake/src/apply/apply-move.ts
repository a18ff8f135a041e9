import { overdoseReported } from '@handrail/contracts';
import type { Outgoing } from '@handrail/messaging';
import {
  decideAbsorption,
  decideRehoming,
  decideReport,
  isToldAgain,
  lastMove,
  withPublished,
  type StayVerdict,
  type Visit,
  type VisitFact,
} from '../stay/domain/index.js';
import { factTakenBack, toEvent } from '../stay/stay.publish.js';
import type { Located } from '../identity/resolution.js';
import type { StatementOutcome } from './workbench.js';
import { factEvent } from './apply-person-fact.js';
import {
  reportIdOf,
  reportOf,
  tellPerson,
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
  located: Located,
  applying: Applying,
): StatementOutcome {
  const { bench, inbound } = applying;
  const { owned, retractions: absorbed, facts: joining } = absorb(located, bench);
  const target = located.personId!;
  const reportId = reportIdOf(inbound, applying.at);
  const decision = decideReport(owned.visit, reportOf(statement, reportId, inbound));
  bench.awaken(decision.awakened, target);
  const said = { ...verdictFor(statement, decision.verdict), personId: target };
  const counts = lastMove(decision.visit)?.id === reportId;
  const personId = counts ? target : owned.personId;
  const isRehomed = counts && owned.personId !== target;
  const rehomed = isRehomed
    ? decideRehoming(decision.visit)
    : { retractions: [], visit: decision.visit, changes: personId ? decision.changes : [] };
  const { retractions, visit, changes } = rehomed;
  const staying = visit.facts ?? [];
  const facts = [...(isRehomed ? staying : []), ...joining];
  const isTold = changes.length > 0 || facts.length > 0 || (isRehomed && bench.isKnown(target));
  const registered = isTold ? tellPerson(statement, located, target, applying) : [];
  const keep = (kept: Visit) => bench.keepVisit({ ...owned, visit: kept, personId });
  keep(visit);
  const takenBackFacts = isRehomed ? staying : [];
  const before = [
    ...registered,
    ...absorbed,
    ...retractions.map((change) => toEvent(owned.personId!, change, REASON)),
    ...takenBackFacts.map(({ eventId }) => takenBack(owned.personId!, eventId)),
  ];
  return {
    ...said,
    events: [
      ...before,
      ...changes.map((change) => toEvent(personId!, change)),
      ...facts.map((fact) => factEvent(personId!, { kind: 'overdose-reported', ...fact })),
    ],
    published: (ids) => {
      const told = ids.slice(before.length);
      const moved = facts.map((fact, at) => ({ ...fact, eventId: told[changes.length + at]! }));
      const kept = [...(isRehomed ? [] : staying), ...moved];
      keep({ ...withPublished(visit, changes, told), ...(kept.length > 0 ? { facts: kept } : {}) });
    },
  };
}

/** Visits of the same number that turn out to be this one: what was told of them is taken back. */
function absorb(located: Located, bench: Applying['bench']) {
  let owned = bench.visit(located.visitKey!);
  const retractions: Outgoing[] = [];
  const facts: VisitFact[] = [];
  for (const key of located.absorbs) {
    const other = bench.visit(key);
    const taken = decideAbsorption(owned.visit, other.visit);
    const { personId } = other;
    const told = other.visit.facts ?? [];
    retractions.push(...taken.retractions.map((change) => toEvent(personId!, change, REASON)));
    retractions.push(...told.map(({ eventId }) => takenBack(personId!, eventId)));
    facts.push(...told.filter(({ occurredAt }) => !isToldAgain(owned.visit, occurredAt)));
    owned = { ...owned, personId: owned.personId ?? personId, visit: taken.visit };
    bench.dropVisit(key, owned.visit.key);
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
