import type { DischargeDisposition, Setting } from '@handrail/domain';

/**
 * What one message says about a visit. Cancellations take back what was reported before them; `moved`
 * says whose visit it is and nothing about its stays.
 */
export const REPORT_KINDS = [
  'expected',
  'started',
  'updated',
  'transfer-planned',
  'transferred',
  'planned',
  'ended',
  'plan-cancelled',
  'transfer-plan-cancelled',
  'transfer-cancelled',
  'end-cancelled',
  'expectation-cancelled',
  'start-cancelled',
  'moved',
] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** One report. Everything except identity and time is optional: feeds leave out almost anything. */
export interface VisitReport {
  /** Identity of the message, so that the same message twice is one report. */
  readonly id: string;
  readonly kind: ReportKind;
  /** When the source recorded it, UTC with milliseconds: reports are ordered by it, not by arrival. */
  readonly reportedAt: string;
  /** When the message itself was made, where it says so: it orders what was recorded in one minute. */
  readonly sentAt?: string;
  /** When it came: it orders what was recorded and sent in one moment. Absent in old rows. */
  readonly receivedAt?: string;
  /** Place among those of its visit that came in one frame or body; given by the visit. */
  readonly place?: number;
  readonly setting?: Setting;
  readonly startedAt?: string;
  /** No admission time was told: `startedAt` is the time of the message. */
  readonly isStartAssumed?: true;
  /** No visit number was told: the admission time, else the open stay, says what it is about. */
  readonly isUnnumbered?: true;
  /** When the person moved, of a transfer. */
  readonly movedAt?: string;
  readonly endedAt?: string;
  /** No time of the end was told: `endedAt` is the time of the message. */
  readonly isEndAssumed?: true;
  readonly disposition?: DischargeDisposition;
  readonly plannedFor?: string;
}

/** What has been published about a stay and still stands, so that it can be corrected or taken back. */
export interface PublishedStay {
  readonly setting: Setting;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly disposition: DischargeDisposition | null;
  readonly plannedFor: string | null;
  readonly startEventId: string | null;
  readonly endEventId: string | null;
  /** What ended it: a discharge, or the transfer of that report id. Another ender is another fact. */
  readonly endedBy: string | null;
  readonly planEventIds: readonly string[];
}

/** A diagnosis of overdose that came with a visit, under the id it was told by. */
export interface VisitFact {
  readonly eventId: string;
  readonly occurredAt: string;
  readonly facility: string | null;
  readonly substance: string | null;
}

/**
 * Everything known about one visit number of one facility. Reports are a set: what the stays look
 * like is a pure function of the set, so that neither order nor repetition of arrival matters.
 */
export interface Visit {
  /** Pseudonymous key made of facility and visit number. */
  readonly key: string;
  readonly facility: string;
  readonly reports: readonly VisitReport[];
  /** Report ids that their source has taken back one by one. */
  readonly retracted: readonly string[];
  /** Report ids that had no effect yet because what they are about is unknown. */
  readonly waiting: readonly string[];
  /** Facts that were told with the visit and are no stays: they go where it goes. Absent in old rows. */
  readonly facts?: readonly VisitFact[];
  /** By stay id. */
  readonly published: Readonly<Record<string, PublishedStay>>;
}

export const newVisit = (key: string, facility: string): Visit => ({
  key,
  facility,
  reports: [],
  retracted: [],
  waiting: [],
  published: {},
});

/**
 * Adds a report; the same id again changes nothing. Of the corrections only those are kept that still
 * decide some field, because a feed may send hundreds of them for one visit.
 */
export function withReport(visit: Visit, report: VisitReport): Visit {
  if (visit.reports.some((known) => known.id === report.id)) return visit;
  const together = visit.reports.filter(
    ({ receivedAt }) => receivedAt !== undefined && receivedAt === report.receivedAt,
  );
  const placed = together.length > 0 ? { ...report, place: together.length } : report;
  return { ...visit, reports: withoutOverruledUpdates([...visit.reports, placed]) };
}

export function withoutReport(visit: Visit, reportId: string): Visit {
  return { ...visit, reports: visit.reports.filter((report) => report.id !== reportId) };
}

/** The newest word on whose visit it is: it counts, whenever it and the older ones arrive. */
export function lastMove({ reports, retracted }: Visit): VisitReport | undefined {
  return reports
    .filter(({ kind, id }) => kind === 'moved' && !retracted.includes(id))
    .sort(byReport)
    .at(-1);
}

/**
 * Whether a fact has been told with the visit already: every message of a stay tells its diagnosis anew,
 * and only one from after an end is another.
 */
export function isRepeatedFact({ facts = [], reports }: Visit, occurredAt: string): boolean {
  const hasEndBetween = (from: string, to: string) =>
    reports.some(({ endedAt }) => endedAt !== undefined && endedAt >= from && endedAt <= to);
  return facts.some(({ occurredAt: known }) => {
    const [from, to] = [known, occurredAt].sort();
    return from === to || !hasEndBetween(from!, to!);
  });
}

/** Takes one report back; it stays listed so that the same report again is recognised. */
export function withRetracted(visit: Visit, reportId: string): Visit {
  if (visit.retracted.includes(reportId)) return visit;
  return { ...visit, retracted: [...visit.retracted, reportId] };
}

const CORRECTABLE = ['setting', 'startedAt', 'endedAt', 'disposition'] as const;

function withoutOverruledUpdates(reports: readonly VisitReport[]): VisitReport[] {
  const updates = reports
    .filter((report) => report.kind === 'updated')
    .sort(byReport)
    .reverse();
  const decided = new Map<string, string>();
  for (const update of updates)
    for (const field of CORRECTABLE) {
      // An admission time may name another stay of the number, of which nothing is overruled.
      const key = `${update.startedAt?.slice(0, 16) ?? ''} ${field}`;
      if (update[field] !== undefined && !decided.has(key)) decided.set(key, update.id);
    }
  const deciding = new Set(decided.values());
  return reports.filter((report) => report.kind !== 'updated' || deciding.has(report.id));
}

const rank = new Map<ReportKind, number>(REPORT_KINDS.map((kind, index) => [kind, index]));

/** A report and what takes it back, told at one moment: only their arrival can say which came last. */
const UNDONE_KIND: Readonly<Partial<Record<ReportKind, ReportKind>>> = {
  'end-cancelled': 'ended',
  'plan-cancelled': 'planned',
  'transfer-cancelled': 'transferred',
};

const rankOf = ({ kind }: VisitReport): number => rank.get(UNDONE_KIND[kind] ?? kind)!;

const minuteOf = ({ reportedAt }: VisitReport): string => reportedAt.slice(0, 16);

/**
 * Order of reports: by the minute the source recorded, then by when the message was made, because many
 * systems record minutes and send seconds; then by kind (feeds stamp several messages of one visit with
 * one second); then by arrival; the id only makes the order whole.
 */
export function byReport(a: VisitReport, b: VisitReport): number {
  return (
    compare(minuteOf(a), minuteOf(b)) ||
    compare(a.sentAt ?? a.reportedAt, b.sentAt ?? b.reportedAt) ||
    compare(a.reportedAt, b.reportedAt) ||
    rankOf(a) - rankOf(b) ||
    compare(a.receivedAt ?? '', b.receivedAt ?? '') ||
    (a.place ?? 0) - (b.place ?? 0) ||
    compare(a.id, b.id)
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
