import { changesOf, withPublished } from '../stay/domain/changes.js';
import { decideReport, decideRetraction, type StayDecision } from '../stay/domain/decide.js';
import { newVisit, type ReportKind, type Visit, type VisitReport } from '../stay/domain/visit.js';

/** Test vocabulary: a visit to which messages come one after another, each given its event ids. */
export class Story {
  visit: Visit = newVisit('visit-key', 'st-mary');
  last: StayDecision | undefined;
  /** `kind:event id` of everything published, in order. */
  readonly published: string[] = [];
  /** Reports that were parked and have not been settled since. */
  readonly parked = new Set<string>();
  #events = 0;

  given(...reports: readonly VisitReport[]): this {
    reports.forEach((report) => this.hears(report));
    this.published.length = 0;
    return this;
  }

  hears(report: VisitReport): this {
    const decision = decideReport(this.visit, report);
    if (decision.verdict.disposition === 'parked') this.parked.add(report.id);
    return this.#settle(decision);
  }

  retracts(reportId: string): this {
    return this.#settle(decideRetraction(this.visit, reportId));
  }

  /** What is still to be said; nothing, when every change was published. */
  get untold(): string[] {
    return changesOf(this.visit).map((change) => change.kind);
  }

  #settle(decision: StayDecision): this {
    const ids = decision.changes.map(() => `e${(this.#events += 1)}`);
    decision.changes.forEach((change, at) =>
      this.published.push(
        change.kind === 'fact-retracted'
          ? `${change.kind} ${change.eventId}`
          : `${change.kind} as ${ids[at]}`,
      ),
    );
    this.visit = withPublished(decision.visit, decision.changes, ids);
    decision.awakened.forEach((id) => this.parked.delete(id));
    this.last = decision;
    return this;
  }
}

/** Minute of a made-up day, so that reports read as a time line. */
export const minute = (at: number) => new Date(Date.UTC(2026, 10, 2) + at * 60_000).toISOString();

export function report(kind: ReportKind, at: number, more: Partial<VisitReport> = {}): VisitReport {
  const times = {
    started: { startedAt: minute(at) },
    transferred: { movedAt: minute(at) },
    planned: { plannedFor: minute(at + 10_000) },
    ended: { endedAt: minute(at), disposition: 'completed' as const },
  };
  return {
    id: `${kind}@${at}`,
    kind,
    reportedAt: minute(at),
    ...(kind in times ? times[kind as keyof typeof times] : {}),
    ...more,
  };
}
