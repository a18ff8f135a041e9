import { changesOf, type StayChange } from './changes.js';
import { outlineOf } from './stays.js';
import {
  byReport,
  lastMove,
  withReport,
  withRetracted,
  type ReportKind,
  type Visit,
  type VisitReport,
} from './visit.js';

/** What became of a report, as the message it came in records it. */
export interface StayVerdict {
  readonly disposition: 'applied' | 'ignored' | 'superseded' | 'parked';
  /** A stable code. */
  readonly reason: string;
}

export interface StayDecision {
  readonly visit: Visit;
  readonly changes: readonly StayChange[];
  readonly verdict: StayVerdict;
  /** Reports that waited and have had their effect through this one. */
  readonly awakened: readonly string[];
}

/** Takes in one report about a visit. */
export function decideReport(before: Visit, report: VisitReport): StayDecision {
  if (before.reports.some((known) => known.id === report.id))
    return unchanged(before, { disposition: 'ignored', reason: 'report-known' });
  const after = withReport(before, report);
  const changes = changesOf(after);
  const verdict = verdictOn(before, after, report, changes);
  return settle(after, changes, verdict, waits(verdict) ? report.id : undefined);
}

/** Takes one report back, known or not yet known. */
export function decideRetraction(before: Visit, reportId: string): StayDecision {
  if (before.retracted.includes(reportId))
    return unchanged(before, { disposition: 'ignored', reason: 'already-cancelled' });
  const after = withRetracted(before, reportId);
  const changes = changesOf(after);
  return settle(after, changes, {
    disposition: 'applied',
    reason: nameOf(changes) ?? 'report-retracted',
  });
}

const unchanged = (visit: Visit, verdict: StayVerdict): StayDecision => ({
  visit,
  changes: [],
  verdict,
  awakened: [],
});

function settle(
  after: Visit,
  changes: readonly StayChange[],
  verdict: StayVerdict,
  waitsFor?: string,
): StayDecision {
  const awakened = after.waiting.filter((id) => hasEffect(after, id) || hasCome(after, id));
  const waiting = after.waiting.filter(
    (id) => !awakened.includes(id) && after.reports.some((report) => report.id === id),
  );
  return {
    visit: { ...after, waiting: waitsFor ? [...waiting, waitsFor] : waiting },
    changes,
    verdict,
    awakened,
  };
}

/** Whether the stays would be others without this report. */
function hasEffect(visit: Visit, reportId: string): boolean {
  const without = { ...visit, reports: visit.reports.filter(({ id }) => id !== reportId) };
  return !sameEffect(visit, without);
}

/** Whether what a parked report waits for is here now, even where it changes nothing or is taken back. */
function hasCome(visit: Visit, reportId: string): boolean {
  const report = visit.reports.find(({ id }) => id === reportId);
  if (!report) return false;
  if (isCancelled(visit, report)) return true;
  if (report.kind === 'moved') return isHeardOf(visit);
  if (isTransfer(report.kind)) return hasBegun(visit);
  return isCancellation(report.kind) && isSettledKind(visit, report.kind);
}

function sameEffect(a: Visit, b: Visit): boolean {
  const effectOf = (visit: Visit) => JSON.stringify({ ...outlineOf(visit), isHeardOf: true });
  return effectOf(a) === effectOf(b);
}

const NOT_RECOGNISED = 'service-not-recognised';
const NO_SUCH_VISIT = 'no-such-visit';

/** Waits: what is parked, and what is about a visit nobody has recognised yet. */
const waits = ({ disposition, reason }: StayVerdict) =>
  disposition === 'parked' || reason === NOT_RECOGNISED || reason === NO_SUCH_VISIT;

const isKnown = (visit: Visit) => outlineOf(visit).stays.length > 0;

function verdictOn(
  before: Visit,
  after: Visit,
  report: VisitReport,
  changes: readonly StayChange[],
): StayVerdict {
  if (!isNews(report, changes) && isCancelled(after, report))
    return { disposition: 'superseded', reason: 'cancelled-before-arrival' };
  const name = nameOf(changes);
  if (name) return { disposition: 'applied', reason: name };
  if (report.kind === 'planned' && !report.plannedFor)
    return { disposition: 'ignored', reason: 'no-planned-time' };
  if (sameEffect(before, after)) return withoutEffect(before, report);
  return report.kind === 'planned'
    ? { disposition: 'superseded', reason: 'stay-already-ended' }
    : { disposition: 'applied', reason: NOTED[report.kind] ?? 'recorded' };
}

/** What is kept although the others are told nothing of it. */
const NOTED: Partial<Record<ReportKind, string>> = {
  expected: 'admission-expected',
  'expectation-cancelled': 'expected-admission-cancelled',
  'transfer-planned': 'transfer-planned',
  'transfer-plan-cancelled': 'planned-transfer-cancelled',
};

/** Why a report changed nothing; the sentence a person reads who asks what became of it. */
function withoutEffect(before: Visit, report: VisitReport): StayVerdict {
  const known = isKnown(before);
  if (isCancellation(report.kind)) return cancelsNothing(before, report);
  switch (report.kind) {
    case 'expected':
    case 'started':
    case 'ended':
    case 'planned':
      return known || report.setting ? overruled(before, report) : notRecognised;
    case 'updated':
      if (known) return { disposition: 'ignored', reason: 'no-change' };
      return report.setting ? { disposition: 'ignored', reason: NO_SUCH_VISIT } : notRecognised;
    case 'transfer-planned':
    case 'transferred':
      if (known) return { disposition: 'ignored', reason: 'same-setting' };
      if (hasBegun(before)) return notRecognised;
      return { disposition: 'parked', reason: NO_SUCH_VISIT };
    case 'moved':
      if (known) return movedVerdict(before, report);
      if (isHeardOf(before)) return notRecognised;
      return { disposition: 'parked', reason: NO_SUCH_VISIT };
    default:
      return report.kind satisfies never;
  }
}

/** Of two moves of one visit the newer counts. */
function movedVerdict(before: Visit, report: VisitReport): StayVerdict {
  const last = lastMove(before);
  return last && byReport(last, report) > 0
    ? { disposition: 'superseded', reason: 'newer-report-known' }
    : { disposition: 'applied', reason: 'visit-moved' };
}

const notRecognised: StayVerdict = { disposition: 'ignored', reason: NOT_RECOGNISED };

const ARRIVALS: readonly ReportKind[] = ['started', 'planned', 'ended'];

const hasReport = (visit: Visit, kinds: readonly ReportKind[]): boolean =>
  visit.reports.some(({ kind, id }) => kinds.includes(kind) && !visit.retracted.includes(id));

/** Arrived, whatever for and whether or not it was cancelled: a visit that is only announced cannot move. */
const hasBegun = (visit: Visit): boolean => hasReport(visit, ARRIVALS);

const isHeardOf = (visit: Visit): boolean => hasReport(visit, [...ARRIVALS, 'expected']);

const isTransfer = (kind: ReportKind) => kind === 'transferred' || kind === 'transfer-planned';

type Cancellation = Extract<ReportKind, `${string}-cancelled`>;

const isCancellation = (kind: ReportKind): kind is Cancellation => kind.endsWith('-cancelled');

/** Whether a report of the kind it takes back, made before it, is here. */
const isAboutSomething = (visit: Visit, report: VisitReport): boolean =>
  visit.reports.some(
    (known) =>
      (CANCELLED_BY[known.kind] ?? []).includes(report.kind) && byReport(known, report) < 0,
  );

/** Whether a cancellation of this kind has found what it takes back: another one has nothing left. */
const isSettledKind = (visit: Visit, kind: ReportKind): boolean =>
  visit.reports.some((known) => known.kind === kind && isAboutSomething(visit, known));

/** The same cancellation under another id has nothing left to take back; a first one waits. */
function cancelsNothing(before: Visit, report: VisitReport): StayVerdict {
  if (isSettledKind(before, report.kind))
    return { disposition: 'ignored', reason: 'already-cancelled' };
  if (isAboutSomething(before, report))
    return isKnown(before) ? { disposition: 'ignored', reason: 'no-change' } : notRecognised;
  const { isHeardOf } = outlineOf(before);
  return { disposition: 'parked', reason: isHeardOf ? 'no-such-event' : NO_SUCH_VISIT };
}

/** A later report says something newer, or this one says the same again. */
function overruled(before: Visit, report: VisitReport): StayVerdict {
  const newer = before.reports.some(
    (known) => known.kind === report.kind && known.reportedAt > report.reportedAt,
  );
  return newer
    ? { disposition: 'superseded', reason: 'newer-report-known' }
    : { disposition: 'ignored', reason: 'no-change' };
}

const CANCELLED_BY: Partial<Record<ReportKind, readonly ReportKind[]>> = {
  expected: ['expectation-cancelled', 'start-cancelled'],
  started: ['start-cancelled'],
  'transfer-planned': ['transfer-plan-cancelled', 'start-cancelled'],
  transferred: ['transfer-cancelled', 'start-cancelled'],
  planned: ['plan-cancelled', 'start-cancelled'],
  ended: ['end-cancelled', 'start-cancelled'],
};

const NEWS_OF: Partial<Record<ReportKind, StayChange['kind']>> = {
  started: 'stay-started',
  planned: 'step-down-planned',
  ended: 'stay-ended',
};

/** Whether a report says something the others hear of; a move is news by whatever it changes. */
const isNews = (report: VisitReport, changes: readonly StayChange[]): boolean =>
  report.kind === 'transferred'
    ? changes.length > 0
    : changes.some(({ kind }) => kind === NEWS_OF[report.kind]);

/** Taken back by a cancellation that was here before it, of its kind or of it alone. */
const isCancelled = (visit: Visit, report: VisitReport) =>
  visit.retracted.includes(report.id) ||
  visit.reports.some(
    (known) =>
      (CANCELLED_BY[report.kind] ?? []).includes(known.kind) &&
      !visit.retracted.includes(known.id) &&
      byReport(known, report) > 0,
  );

/** The change that says most about a message; what triggers something comes first. */
function nameOf(changes: readonly StayChange[]): string | undefined {
  const order = [
    'stay-ended',
    'fact-retracted',
    'step-down-planned',
    'stay-started',
    'stay-corrected',
  ] as const;
  return order.find((kind) => changes.some((change) => change.kind === kind));
}
