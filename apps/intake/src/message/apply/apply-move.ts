import { factRetracted, overdoseReported } from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import {
  decideRehoming,
  decideReport,
  lastMove,
  withPublished,
  type StayVerdict,
  type Visit,
} from '../../stay/domain/index.js';
import { toEvent } from '../../stay/stay.publish.js';
import type { Located } from '../locate.js';
import type { StatementOutcome } from '../workbench.js';
import { factEvent } from './apply-person-fact.js';
import { reportIdOf, tellPerson, type Applying, type VisitStatement } from './apply-visit.js';

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
  const owned = bench.visit(located.visitKey!);
  const target = located.personId!;
  const reportId = reportIdOf(inbound, applying.at);
  const decision = decideReport(owned.visit, { ...statement.report, id: reportId });
  bench.awaken(decision.awakened, target);
  const said = { ...verdictFor(statement, decision.verdict), personId: target };
  const counts = lastMove(decision.visit)?.id === reportId;
  if (!counts || owned.personId === target) {
    bench.keepVisit({ visit: decision.visit, personId: counts ? target : owned.personId });
    return { ...said, events: [] };
  }
  const { retractions, visit, changes } = decideRehoming(decision.visit);
  const facts = visit.facts ?? [];
  const isTold = changes.length > 0 || facts.length > 0 || bench.isKnown(target);
  const registered = isTold ? tellPerson(statement, located, target, applying) : [];
  const keep = (kept: Visit) => bench.keepVisit({ visit: kept, personId: target });
  keep(visit);
  return {
    ...said,
    events: [
      ...registered,
      ...retractions.map((change) => toEvent(owned.personId!, change, REASON)),
      ...facts.map(({ eventId }) => takenBack(owned.personId!, eventId)),
      ...changes.map((change) => toEvent(target, change)),
      ...facts.map((fact) => factEvent(target, { kind: 'overdose-reported', ...fact })),
    ],
    published: (ids) => {
      const told = ids.slice(registered.length + retractions.length + facts.length);
      const moved = facts.map((fact, at) => ({ ...fact, eventId: told[changes.length + at]! }));
      keep({ ...withPublished(visit, changes, told), facts: moved });
    },
  };
}

const takenBack = (personId: string, eventId: string): Outgoing =>
  outgoing(factRetracted, {
    personId,
    retractedEventId: eventId,
    retractedType: overdoseReported.type,
    stayId: null,
    reason: REASON,
  });

/** Senders without a profile are heard where their visit or its service is recognised. */
const verdictFor = ({ fromKnownSource }: VisitStatement, verdict: StayVerdict): StayVerdict =>
  verdict.disposition === 'parked' && !fromKnownSource
    ? { disposition: 'ignored', reason: 'unknown-source' }
    : verdict;
