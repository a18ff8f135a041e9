import { deriveId, type DischargeDisposition, type Setting } from '@handrail/domain';
import {
  endOf,
  episodeFor,
  newSegment,
  splitOverruled,
  startOf,
  type Admission,
  type Segment,
} from './episodes.js';
import { byReport, type ReportKind, type Visit, type VisitReport } from './visit.js';

/**
 * One stay of a visit: the time in one setting. A transfer to another setting begins a new one, and so
 * does an admission after an end.
 */
export interface Stay {
  readonly stayId: string;
  readonly facility: string;
  readonly setting: Setting;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly disposition: DischargeDisposition | null;
  /** `discharge`, or the report id of the transfer that ended it; null while it is open. */
  readonly endedBy: string | null;
  readonly plannedFor: string | null;
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

interface History {
  readonly episodes: Admission[];
  expected: VisitReport | undefined;
  isTransferPlanned: boolean;
}

/**
 * The visit as its standing reports tell it, in the order the source reported. A pure function of the
 * set of reports: this is what makes intake indifferent to the order of arrival.
 */
export function outlineOf(visit: Visit): Outline {
  const history: History = { episodes: [], expected: undefined, isTransferPlanned: false };
  for (const report of visit.reports
    .filter((candidate) => !visit.retracted.includes(candidate.id))
    .sort(byReport))
    applyReport(history, report);
  const { episodes, expected } = history;
  const stays = episodes.flatMap(({ segments }) =>
    segments.flatMap((segment) => toStay(visit, segment)),
  );
  return {
    stays,
    isHeardOf: episodes.length > 0 || expected !== undefined,
    isExpected: expected?.setting !== undefined,
    isTransferPlanned: history.isTransferPlanned && stays.length > 0,
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

function applyReport(history: History, report: VisitReport): void {
  const { episodes } = history;
  switch (report.kind) {
    case 'expected':
      history.expected = report;
      return;
    case 'started':
      return start(episodeFor(episodes, report)!, report);
    case 'updated':
      return update(episodeFor(episodes, report), report);
    case 'transfer-planned':
      history.isTransferPlanned = true;
      return;
    case 'transferred':
      return transfer(episodeFor(episodes, report)?.segments, report);
    case 'planned':
      return plan(episodeFor(episodes, report)!, report);
    case 'ended':
      return end(splitOverruled(episodes, episodeFor(episodes, report)!, report), report);
    case 'moved':
      return;
    default:
      return cancel(history, report, report.kind);
  }
}

function cancel(
  history: History,
  report: VisitReport,
  kind: Extract<ReportKind, `${string}-cancelled`>,
): void {
  const episode = episodeFor(history.episodes, report);
  switch (kind) {
    case 'plan-cancelled':
      if (episode) episode.segments.at(-1)!.plannedFor = undefined;
      return;
    case 'transfer-plan-cancelled':
      history.isTransferPlanned = false;
      return;
    case 'transfer-cancelled':
      if (episode) cancelTransfer(episode.segments);
      return;
    case 'end-cancelled':
      if (episode && endOf(episode)) episode.segments.at(-1)!.end = undefined;
      return;
    case 'expectation-cancelled':
      history.expected = undefined;
      return;
    case 'start-cancelled':
      if (episode) history.episodes.splice(history.episodes.indexOf(episode), 1);
      return;
    default:
      return kind satisfies never;
  }
}

/** The segment a person is in, with what a report says of its kind of care and of the beginning. */
function current(episode: Admission, report: VisitReport): Segment {
  const last = episode.segments.at(-1)!;
  last.setting = report.setting ?? last.setting;
  const isKnown = startOf(episode) !== undefined && report.isStartAssumed === true;
  if (report.startedAt && !isKnown) {
    episode.segments[0]!.startedAt = report.startedAt;
    episode.isStartAssumed = report.isStartAssumed ?? false;
  }
  return last;
}

/** A second admission before an end corrects the first; the kind of care only if not moved. */
function start(episode: Admission, report: VisitReport): void {
  const before = startOf(episode);
  if (before && report.startedAt && report.startedAt > before && !report.isStartAssumed)
    episode.overruled = { startedAt: before, setting: episode.segments[0]!.setting };
  const setting = episode.segments.length > 1 ? undefined : report.setting;
  current(episode, { ...report, setting });
}

/** A plan without a time says only that somebody thinks of one. */
function plan(episode: Admission, report: VisitReport): void {
  const last = current(episode, report);
  last.plannedFor = report.plannedFor ?? last.plannedFor;
}

/** Corrects what is there; alone it does not make a visit known. */
function update(episode: Admission | undefined, report: VisitReport): void {
  if (!episode) return;
  const last = current(episode, report);
  if (last.end?.by !== 'discharge') return;
  last.end.at = report.endedAt ?? last.end.at;
  last.end.disposition = report.disposition ?? last.end.disposition;
}

/** An end without a time of its own moves no end that is there. */
function end(episode: Admission, report: VisitReport): void {
  const last = current(episode, report);
  const endedAt = report.isEndAssumed ? (last.end?.at ?? report.endedAt) : report.endedAt;
  last.end = {
    by: 'discharge',
    at: endedAt ?? last.end?.at,
    disposition: report.disposition ?? last.end?.disposition,
  };
}

/** A move of an unknown or ended visit, or within one kind of care, changes no stay. */
function transfer(segments: Segment[] | undefined, report: VisitReport): void {
  const last = segments?.at(-1);
  if (!segments || !last || last.end || !report.setting || report.setting === last.setting) return;
  if (!last.setting) {
    last.setting = report.setting;
    return;
  }
  last.end = { by: report.id, at: report.movedAt, disposition: 'transferred' };
  segments.push({ ...newSegment(report.id, report.setting), startedAt: report.movedAt });
}

function cancelTransfer(segments: Segment[]): void {
  if (segments.length < 2) return;
  const undone = segments.pop()!;
  segments.at(-1)!.end = undone.end;
}
