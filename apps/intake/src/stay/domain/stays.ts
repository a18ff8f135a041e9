import { deriveId, type Disposition, type Setting } from '@handrail/domain';
import { byReport, type ReportKind, type Visit, type VisitReport } from './visit.js';

/** One stay of a visit: the time in one setting. A transfer to another setting begins a new one. */
export interface Stay {
  readonly stayId: string;
  readonly facility: string;
  readonly setting: Setting;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly disposition: Disposition | null;
  /** `discharge`, or the report id of the transfer that ended it; null while it is open. */
  readonly endedBy: string | null;
  readonly plannedFor: string | null;
}

interface Ending {
  readonly by: string;
  at: string | undefined;
  disposition: Disposition | undefined;
}

interface Segment {
  /** `visit` for the first, the transfer's report id for later ones: stable whatever arrives when. */
  readonly origin: string;
  setting: Setting | undefined;
  startedAt: string | undefined;
  end: Ending | undefined;
  plannedFor: string | undefined;
}

/** What the standing reports of a visit come to, in whatever order they arrived. */
export interface Outline {
  readonly stays: readonly Stay[];
  /** Somebody has reported an arrival, a plan or an end, of whatever kind of care. */
  readonly isHeardOf: boolean;
  /** An admission to a kind of care we know is announced; the others are told when it happens. */
  readonly isExpected: boolean;
  /** A move of a stay is announced; it is a move of level only when it happens. */
  readonly isTransferPlanned: boolean;
}

interface Tale {
  readonly segments: Segment[];
  expected: VisitReport | undefined;
  isTransferPlanned: boolean;
}

/**
 * The visit as its standing reports tell it, in the order the source reported. A pure function of the
 * set of reports: this is what makes intake indifferent to the order of arrival.
 */
export function outlineOf(visit: Visit): Outline {
  const tale: Tale = { segments: [], expected: undefined, isTransferPlanned: false };
  for (const report of visit.reports
    .filter((candidate) => !visit.retracted.includes(candidate.id))
    .sort(byReport))
    tell(tale, report);
  const { segments, expected } = tale;
  const stays = segments.flatMap((segment) => toStay(visit, segment));
  return {
    stays,
    isHeardOf: segments.length > 0 || expected !== undefined,
    isExpected: expected?.setting !== undefined,
    isTransferPlanned: tale.isTransferPlanned && stays.length > 0,
  };
}

/** The stays of a visit as its standing reports tell them. */
export const staysOf = (visit: Visit): readonly Stay[] => outlineOf(visit).stays;

/** Nobody's business until a report names the kind of care: such a segment is not a stay. */
function toStay(visit: Visit, segment: Segment): Stay[] {
  if (!segment.setting) return [];
  return [
    {
      stayId: stayIdOf(visit.key, segment.origin),
      facility: visit.facility,
      setting: segment.setting,
      startedAt: segment.startedAt ?? null,
      endedAt: segment.end?.at ?? null,
      disposition: segment.end ? (segment.end.disposition ?? 'other') : null,
      endedBy: segment.end?.by ?? null,
      plannedFor: segment.plannedFor ?? null,
    },
  ];
}

/** The same stay has the same id whichever of its reports comes first, so no time goes into it. */
const stayIdOf = (visitKey: string, origin: string) => deriveId(0, 'stay', visitKey, origin);

function tell(tale: Tale, report: VisitReport): void {
  const { segments } = tale;
  switch (report.kind) {
    case 'expected':
      tale.expected = report;
      return;
    case 'started':
      return start(segments, report);
    case 'updated':
      return update(segments, report);
    case 'transfer-planned':
      tale.isTransferPlanned = true;
      return;
    case 'transferred':
      return transfer(segments, report);
    case 'planned':
      return plan(segments, report);
    case 'ended':
      return end(segments, report);
    case 'moved':
      return;
    default:
      return cancel(tale, report.kind);
  }
}

function cancel(tale: Tale, kind: Extract<ReportKind, `${string}-cancelled`>): void {
  const { segments } = tale;
  switch (kind) {
    case 'plan-cancelled':
      if (segments.length > 0) segments.at(-1)!.plannedFor = undefined;
      return;
    case 'transfer-plan-cancelled':
      tale.isTransferPlanned = false;
      return;
    case 'transfer-cancelled':
      return cancelTransfer(segments);
    case 'end-cancelled':
      if (segments.at(-1)?.end?.by === 'discharge') segments.at(-1)!.end = undefined;
      return;
    case 'expectation-cancelled':
      tale.expected = undefined;
      return;
    case 'start-cancelled':
      segments.length = 0;
      return;
    default:
      return kind satisfies never;
  }
}

function lastOrNew(segments: Segment[], report: VisitReport): Segment {
  if (segments.length === 0)
    segments.push({
      origin: 'visit',
      setting: undefined,
      startedAt: undefined,
      end: undefined,
      plannedFor: undefined,
    });
  const last = segments.at(-1)!;
  last.setting = report.setting ?? last.setting;
  if (report.startedAt) segments[0]!.startedAt = report.startedAt;
  return last;
}

/** A second admission of one visit number corrects the first; the kind of care only if not moved. */
function start(segments: Segment[], report: VisitReport): void {
  const setting = segments.length > 1 ? undefined : report.setting;
  lastOrNew(segments, { ...report, setting });
}

/** A plan without a time says only that somebody thinks of one. */
function plan(segments: Segment[], report: VisitReport): void {
  const last = lastOrNew(segments, report);
  last.plannedFor = report.plannedFor ?? last.plannedFor;
}

/** Corrects what is there; alone it does not make a visit known. */
function update(segments: Segment[], report: VisitReport): void {
  if (segments.length === 0) return;
  const last = lastOrNew(segments, report);
  if (last.end?.by !== 'discharge') return;
  last.end.at = report.endedAt ?? last.end.at;
  last.end.disposition = report.disposition ?? last.end.disposition;
}

function end(segments: Segment[], report: VisitReport): void {
  const last = lastOrNew(segments, report);
  last.end = {
    by: 'discharge',
    at: report.endedAt ?? last.end?.at,
    disposition: report.disposition ?? last.end?.disposition,
  };
}

/** A move of an unknown or ended visit, or within one kind of care, changes no stay. */
function transfer(segments: Segment[], report: VisitReport): void {
  const last = segments.at(-1);
  if (!last || last.end || !report.setting || report.setting === last.setting) return;
  if (!last.setting) {
    last.setting = report.setting;
    return;
  }
  last.end = { by: report.id, at: report.movedAt, disposition: 'transferred' };
  segments.push({
    origin: report.id,
    setting: report.setting,
    startedAt: report.movedAt,
    end: undefined,
    plannedFor: undefined,
  });
}

function cancelTransfer(segments: Segment[]): void {
  if (segments.length < 2) return;
  const undone = segments.pop()!;
  segments.at(-1)!.end = undone.end;
}
