import { personRegistered } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { decideReport, lastMove, withPublished, withRetracted } from '../stay/domain/index.js';
import { toEvent } from '../stay/stay.publish.js';
import type { Visit, VisitReport } from '../stay/domain/index.js';
import type { ReviewReason } from '../person/person.store.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';
import type { Located } from '../identity/resolution.js';
import type { StatementOutcome, Workbench } from './workbench.js';

/** What applying needs to know about the message besides the statement. */
export interface Applying {
  readonly inbound: Inbound;
  readonly bench: Workbench;
  /** It was cancelled before it came. */
  readonly isCancelled: boolean;
  /** Position among the message's statements. */
  readonly at: number;
}

export type VisitStatement = Extract<Statement, { kind: 'visit' }>;

/** A report about a visit, joined with what is known of it. */
export function applyVisit(
  statement: VisitStatement,
  located: Located,
  applying: Applying,
): StatementOutcome {
  const { bench, inbound } = applying;
  const owned = bench.visit(located.visitKey!);
  const reportId = reportIdOf(inbound, applying.at);
  const before = applying.isCancelled ? withRetracted(owned.visit, reportId) : owned.visit;
  const decision = decideReport(before, reportOf(statement, reportId, inbound));
  const personId = owned.personId ?? located.personId;
  const isElses = owned.personId && located.personId && owned.personId !== located.personId;
  const registered = [
    ...(located.personId ? tellPerson(statement, located, located.personId, applying) : []),
    ...(decision.changes.length > 0 ? makeKnown(personId!, applying) : []),
  ];
  bench.keepVisit({ ...owned, visit: decision.visit, personId });
  bench.awaken(decision.awakened, personId);
  if (isElses && !reportedBeforeMove(owned.visit, statement))
    review(applying, owned.personId, located.personId, 'visit-of-another-person');
  for (const other of located.ofSameVisit)
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
      bench.keepVisit({ ...owned, visit, personId });
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
export function makeKnown(personId: string, { bench, inbound }: Applying): Outgoing[] {
  const { receivedAt } = inbound;
  const isNew = !bench.isKnown(personId) && bench.tellPerson(personId, {}, receivedAt, receivedAt);
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
export function tellPerson(
  statement: Extract<Statement, { kind: 'visit' | 'details' | 'person-fact' }>,
  located: Located,
  personId: string,
  applying: Applying,
): Outgoing[] {
  const { bench, inbound } = applying;
  const { person } = statement;
  const reportedAt =
    statement.kind === 'visit' ? statement.report.reportedAt : statement.reportedAt;
  const isNew = bench.tellPerson(personId, person.details, reportedAt, inbound.receivedAt);
  for (const other of located.others)
    review(applying, personId, other, 'identifiers-of-two-persons');
  for (const other of located.contradicted) review(applying, personId, other, 'number-shared');
  if (located.match && located.personId === personId) {
    bench.keepRecord(personId, located.match.matchable, located.match.merges);
    for (const { personId: other, scoreBits } of located.match.reviews)
      review(applying, personId, other, 'probable-duplicate', scoreBits);
  }
  return isNew ? [outgoing(personRegistered, { personId })] : [];
}

function review(
  { bench, inbound }: Applying,
  one: string,
  other: string,
  reason: ReviewReason,
  scoreBits: number | null = null,
): void {
  bench.openReview({
    id: deriveId(Date.parse(inbound.receivedAt), 'review', [one, other].sort().join()),
    persons: [one, other],
    reason,
    messageId: inbound.id,
    openedAt: inbound.receivedAt,
    scoreBits,
  });
}
