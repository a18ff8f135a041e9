import { deriveId, type Disposition, type Setting } from '@handrail/domain';
import { byReport, type Visit, type VisitReport } from './visit.js';

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

/**
 * The stays of a visit as its standing reports tell them, in the order the source reported. A pure
 * function of the set of reports: this is what makes intake indifferent to the order of arrival.
 */
export function staysOf(visit: Visit): Stay[] {
  const segments: Segment[] = [];
  for (const report of visit.reports
    .filter((candidate) => !visit.retracted.includes(candidate.id))
    .sort(byReport))
    tell(segments, report);
  return segments.flatMap((segment) => toStay(visit, segment));
}

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

function tell(segments: Segment[], report: VisitReport): void {
  switch (report.kind) {
    case 'started':
      return start(segments, report);
    case 'updated':
      return update(segments, report);
    case 'transferred':
      return transfer(segments, report);
    case 'planned':
      lastOrNew(segments, report).plannedFor = report.plannedFor;
      return;
    case 'ended':
      return end(segments, report);
    case 'plan-cancelled':
      if (segments.length > 0) segments.at(-1)!.plannedFor = undefined;
      return;
    case 'transfer-cancelled':
      return cancelTransfer(segments);
    case 'end-cancelled':
      if (segments.at(-1)?.end?.by === 'discharge') segments.at(-1)!.end = undefined;
      return;
    case 'start-cancelled':
      segments.length = 0;
      return;
    default:
      return report.kind satisfies never;
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
