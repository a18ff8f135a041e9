import { personRegistered } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { decideReport, lastMove, withPublished, withRetracted } from '../stay/domain/index.js';
import { toEvent } from '../stay/stay.publish.js';
import type { Visit, VisitReport } from '../stay/domain/index.js';
import type { ReviewReason } from '../person/person.store.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import type { ResolvedStatement } from '../identity/resolution.js';
import type { StatementOutcome, WorkingSet } from './working-set.js';

/** What applying needs to know about the message besides the statement. */
export interface Applying {
  readonly inbound: Inbound;
  readonly workingSet: WorkingSet;
  /** It was cancelled before it came. */
  readonly isCancelled: boolean;
  /** Position among the message's statements. */
  readonly at: number;
}

export type VisitStatement = Extract<Statement, { kind: 'visit' }>;

/** A report about a visit, joined with what is known of it. */
export function applyVisit(
  statement: VisitStatement,
  resolved: ResolvedStatement,
  applying: Applying,
): StatementOutcome {
  const { workingSet, inbound } = applying;
  const owned = workingSet.visit(resolved.visitKey!);
  const reportId = reportIdOf(inbound, applying.at);
  const before = applying.isCancelled ? withRetracted(owned.visit, reportId) : owned.visit;
  const decision = decideReport(before, reportOf(statement, reportId, inbound));
  const personId = owned.personId ?? resolved.personId;
  const isElses = owned.personId && resolved.personId && owned.personId !== resolved.personId;
  const registered = [
    ...(resolved.personId ? updatePerson(statement, resolved, resolved.personId, applying) : []),
    ...(decision.changes.length > 0 ? makeKnown(personId!, applying) : []),
  ];
  workingSet.keepVisit({ ...owned, visit: decision.visit, personId });
  workingSet.awaken(decision.awakened, personId);
  if (isElses && !reportedBeforeMove(owned.visit, statement))
    review(applying, owned.personId, resolved.personId, 'visit-of-another-person');
  for (const other of resolved.ofSameVisit)
    review(applying, personId!, other, 'visit-of-another-person');
  const { disposition, reason } = verdictFor(statement, personId, decision.verdict);
  return {
    disposition,
    reason,
    personId,
    events: [...registered, ...decision.changes.map((change) => toEvent(personId!, change))],
    published: (ids) => {
      const own = ids.slice(registered.length);
      const visit = withPublished(decision.visit, decision.changes, own);
      workingSet.keepVisit({ ...owned, visit, personId });
    },
  };
}

/** The report a statement makes, under its id. */
export const reportOf = (
  { report, visit }: VisitStatement,
  id: string,
  { receivedAt }: Inbound,
): VisitReport => ({
  ...{ ...report, id, receivedAt },
  ...(visit.isUnnumbered ? { isUnnumbered: true } : {}),
});

/** A message from before its visit was moved names the person it was taken from: so it should. */
function reportedBeforeMove(visit: Visit, { report }: VisitStatement): boolean {
  const move = lastMove(visit);
  return move !== undefined && report.reportedAt <= move.reportedAt;
}

/** Says that there is a person of whom something is about to be told. */
export function makeKnown(personId: string, { workingSet, inbound }: Applying): Outgoing[] {
  const { receivedAt } = inbound;
  const isNew =
    !workingSet.isKnown(personId) && workingSet.updatePerson(personId, {}, receivedAt, receivedAt);
  return isNew ? [outgoing(personRegistered, { personId })] : [];
}

/** The claim of a message names its report as well, so that a repeat is the same report. */
export const reportIdOf = (inbound: Inbound, at: number): string =>
  at === 0 ? inbound.claim!.key : `${inbound.claim!.key}#${at}`;

/** Senders without a profile are heard where a service is recognised; the rest is not kept waiting. */
function verdictFor(
  { report, fromKnownSource }: VisitStatement,
  personId: string | null,
  verdict: { disposition: StatementOutcome['disposition']; reason: string },
) {
  return !personId && !fromKnownSource && report.setting === undefined
    ? ({ disposition: 'ignored', reason: 'unknown-source' } as const)
    : verdict;
}

/** Registers the person when new, and says so; notes identifiers that point to somebody else. */
export function updatePerson(
  statement: Extract<Statement, { kind: 'visit' | 'details' | 'person-fact' }>,
  resolved: ResolvedStatement,
  personId: string,
  applying: Applying,
): Outgoing[] {
  const { workingSet, inbound } = applying;
  const { person } = statement;
  const reportedAt =
    statement.kind === 'visit' ? statement.report.reportedAt : statement.reportedAt;
  const isNew = workingSet.updatePerson(personId, person.details, reportedAt, inbound.receivedAt);
  for (const other of resolved.others)
    review(applying, personId, other, 'identifiers-of-two-persons');
  for (const other of resolved.contradicted) review(applying, personId, other, 'number-shared');
  if (resolved.match && resolved.personId === personId) {
    workingSet.keepRecord(personId, resolved.match.matchable, resolved.match.merges);
    for (const { personId: other, scoreBits } of resolved.match.reviews)
      review(applying, personId, other, 'probable-duplicate', scoreBits);
  }
  return isNew ? [outgoing(personRegistered, { personId })] : [];
}

function review(
  { workingSet, inbound }: Applying,
  personId: string,
  other: string,
  reason: ReviewReason,
  scoreBits: number | null = null,
): void {
  workingSet.openReview({
    id: deriveId(Date.parse(inbound.receivedAt), 'review', [personId, other].sort().join()),
    persons: [personId, other],
    reason,
    messageId: inbound.id,
    openedAt: inbound.receivedAt,
    scoreBits,
  });
}
