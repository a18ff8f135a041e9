/** A report that the person used again; an overdose is one too. */
export interface Report {
  readonly eventId: string;
  readonly occurredAt: string;
  /** When intake recorded it; absent in what was stored before history was told apart. */
  readonly recordedAt?: string;
}

/** A stay in withdrawal management that ended as completed. */
export interface CompletedDetox {
  readonly eventId: string;
  readonly stayId: string;
  readonly endedAt: string;
  readonly recordedAt?: string;
}

type Pattern = 'returns-in-window' | 'second-detox';

/**
 * A repetition that was announced. `announced`: its event is out, and once it has come back its id is
 * known. `falling`: its ground is gone, but the event that announced it has not come back yet, so
 * nobody could be told which event falls. `withdrawn`: taken back.
 */
export interface Detection {
  readonly detectionId: string;
  readonly pattern: Pattern;
  /** When the last report that made it happened; the cool-down counts from here. */
  readonly at: string;
  /** Event that announced it; null until outcomes has read its own announcement. */
  readonly eventId: string | null;
  readonly status: 'announced' | 'falling' | 'withdrawn';
}

/** Everything the rule on repeated return to use (T3) remembers of a person. */
export interface ReturnHistory {
  readonly reports: readonly Report[];
  readonly detoxes: readonly CompletedDetox[];
  readonly detections: readonly Detection[];
}

export const noReturns: ReturnHistory = { reports: [], detoxes: [], detections: [] };

/** The numbers of T3, all of them settings. */
export interface RepetitionNumbers {
  /** Returns to use that make a repetition. */
  readonly threshold: number;
  /** Days in which they must lie, by when they happened. */
  readonly windowDays: number;
  /** Reports this close together are one return to use. */
  readonly sameWithinHours: number;
  /** Months after a completed detox in which a second one is a repetition. */
  readonly secondDetoxMonths: number;
  /** Days after a repetition in which no further one is announced. */
  readonly coolDownDays: number;
  /** A repetition that became known more days than this after it happened is history. */
  readonly historyAfterDays: number;
}

export const defaultNumbers: RepetitionNumbers = {
  threshold: 2,
  windowDays: 30,
  sameWithinHours: 24,
  secondDetoxMonths: 6,
  coolDownDays: 7,
  historyAfterDays: 30,
};

export type ReturnEvent =
  | { readonly kind: 'report-noted'; readonly report: Report }
  | { readonly kind: 'detox-noted'; readonly detox: CompletedDetox }
  | { readonly kind: 'detox-corrected'; readonly stayId: string; readonly endedAt: string }
  | { readonly kind: 'fact-forgotten'; readonly eventId: string }
  /** Something changed that may make or break a repetition: look once everything older is read. */
  | { readonly kind: 'check-scheduled' }
  | {
      readonly kind: 'repetition-detected';
      readonly detection: Detection;
      readonly repetition: SeenRepetition;
    }
  | { readonly kind: 'detection-known'; readonly detectionId: string; readonly eventId: string }
  | { readonly kind: 'detection-falling'; readonly detectionId: string }
  | {
      readonly kind: 'repetition-withdrawn';
      readonly detectionId: string;
      readonly detectedEventId: string;
    };

/** A repetition seen in the history, announced or not. */
export interface SeenRepetition {
  readonly pattern: Pattern;
  readonly at: string;
  /** When enough of it had been recorded to see it. */
  readonly knownAt: string;
  readonly reports: readonly Report[];
}

/** Writes what happened into the history of a person. */
export const evolve = (history: ReturnHistory, events: readonly ReturnEvent[]): ReturnHistory =>
  events.reduce(applied, history);

function applied(history: ReturnHistory, event: ReturnEvent): ReturnHistory {
  switch (event.kind) {
    case 'report-noted':
      return { ...history, reports: [...history.reports, event.report] };
    case 'detox-noted':
      return { ...history, detoxes: [...history.detoxes, event.detox] };
    case 'detox-corrected':
      return {
        ...history,
        detoxes: history.detoxes.map((detox) =>
          detox.stayId === event.stayId ? { ...detox, endedAt: event.endedAt } : detox,
        ),
      };
    case 'fact-forgotten':
      return {
        ...history,
        reports: history.reports.filter(({ eventId }) => eventId !== event.eventId),
        detoxes: history.detoxes.filter(({ eventId }) => eventId !== event.eventId),
      };
    case 'check-scheduled':
      return history;
    case 'repetition-detected':
      return { ...history, detections: [...history.detections, event.detection] };
    case 'detection-known':
      return withDetection(history, event.detectionId, { eventId: event.eventId });
    case 'detection-falling':
      return withDetection(history, event.detectionId, { status: 'falling' });
    case 'repetition-withdrawn':
      return withDetection(history, event.detectionId, { status: 'withdrawn' });
    default:
      return event satisfies never;
  }
}

const withDetection = (
  history: ReturnHistory,
  detectionId: string,
  change: Partial<Detection>,
): ReturnHistory => ({
  ...history,
  detections: history.detections.map((detection) =>
    detection.detectionId === detectionId ? { ...detection, ...change } : detection,
  ),
});

/** Folds the history of a retired record of the same person into the survivor's. */
export const mergeHistories = (a: ReturnHistory, b: ReturnHistory): ReturnHistory => ({
  reports: union(a.reports, b.reports, ({ eventId }) => eventId),
  detoxes: union(a.detoxes, b.detoxes, ({ eventId }) => eventId),
  detections: union(a.detections, b.detections, ({ detectionId }) => detectionId),
});

function union<T>(a: readonly T[], b: readonly T[], idOf: (item: T) => string): readonly T[] {
  const known = new Set(a.map(idOf));
  return [...a, ...b.filter((item) => !known.has(idOf(item)))];
}
