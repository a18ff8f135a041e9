import type { DischargeDisposition, Setting } from '@handrail/domain';
import type { ReportKind, VisitReport } from './visit.js';

export interface Ending {
  readonly by: string;
  at: string | undefined;
  disposition: DischargeDisposition | undefined;
}

/** The time in one setting, as far as it has been told. */
export interface Segment {
  /** Of the first its episode's, of later ones the transfer's report id: stable whatever arrives when. */
  origin: string;
  setting: Setting | undefined;
  startedAt: string | undefined;
  end: Ending | undefined;
  plannedFor: string | undefined;
}

/** One admission and what followed from it. A visit number that is used again has several. */
export interface Admission {
  readonly segments: Segment[];
  /** Its beginning is the time of the message, because no admission time was told. */
  isStartAssumed: boolean;
  /** An admission that a later one of the same number took the place of while nothing had ended. */
  overruled: { readonly startedAt: string; readonly setting: Setting | undefined } | undefined;
}

/** Reports that make an episode known by themselves. */
const OPENING: readonly ReportKind[] = ['started', 'planned', 'ended'];

/**
 * The episode a report is about; a new one where it tells of an admission that cannot be of those there
 * are. Undefined where a report says something about an admission nobody has told of.
 */
export function episodeFor(episodes: Admission[], report: VisitReport): Admission | undefined {
  const known = report.isUnnumbered ? ofUnnumbered(episodes, report) : ofNumbered(episodes, report);
  if (known) return known;
  return OPENING.includes(report.kind) ? begin(episodes, report) : undefined;
}

/**
 * Under one number the admission time tells episodes apart: one later than an end is a new stay. A time
 * that fits none of them corrects the one it falls into.
 */
function ofNumbered(
  episodes: readonly Admission[],
  { startedAt }: VisitReport,
): Admission | undefined {
  const last = episodes.at(-1);
  if (!last || !startedAt) return last;
  const same = startedIn(episodes, startedAt);
  if (same) return same;
  if (isAfterEnd(last, startedAt)) return undefined;
  return episodes.find((episode) => !isAfterEnd(episode, startedAt)) ?? last;
}

/**
 * Without a number the admission time to the minute is the key, else the open stay of that setting; an
 * end that finds none open corrects the last one of its setting.
 */
function ofUnnumbered(episodes: readonly Admission[], report: VisitReport): Admission | undefined {
  const { startedAt, setting, kind, endedAt } = report;
  const fits = (episode: Admission) => !setting || isOfSetting(episode, setting);
  const open = episodes.filter((episode) => !endOf(episode));
  if (startedAt && !report.isStartAssumed) {
    const unsure = (episode: Admission) =>
      episode.isStartAssumed && (!endedAt || isBefore(episode, endedAt));
    return startedIn(episodes, startedAt) ?? open.findLast((each) => fits(each) && unsure(each));
  }
  if (kind === 'end-cancelled') return episodes.findLast((each) => endOf(each));
  if (kind === 'transferred' || kind === 'transfer-cancelled') return open.at(-1);
  const found = open.findLast(fits);
  if (found || kind !== 'ended') return found;
  return episodes.findLast(fits);
}

function begin(episodes: Admission[], report: VisitReport): Admission {
  const admission = `admitted ${minuteOf(report.startedAt ?? report.endedAt ?? report.reportedAt)}`;
  const isTaken = (origin: string) => episodes.some((each) => each.segments[0]!.origin === origin);
  const origin = [...(episodes.length === 0 ? ['visit'] : []), admission, report.id].find(
    (each) => !isTaken(each),
  )!;
  const episode: Admission = {
    segments: [newSegment(origin, report.setting)],
    isStartAssumed: report.isStartAssumed ?? report.startedAt === undefined,
    overruled: undefined,
  };
  episodes.push(episode);
  return episode;
}

export const newSegment = (origin: string, setting: Setting | undefined): Segment => ({
  origin,
  setting,
  startedAt: undefined,
  end: undefined,
  plannedFor: undefined,
});

/**
 * A discharge that is told after the next admission of the same number: the admission that seemed to be
 * corrected is an episode of its own, which ended before.
 */
export function splitOverruled(
  episodes: Admission[],
  episode: Admission,
  report: VisitReport,
): Admission {
  const { overruled } = episode;
  const start = startOf(episode);
  if (!overruled || !start || !report.endedAt || report.endedAt > start) return episode;
  if (report.startedAt && report.startedAt >= start) return episode;
  const [first] = episode.segments;
  const earlier: Admission = {
    segments: [{ ...newSegment(first!.origin, overruled.setting), startedAt: overruled.startedAt }],
    isStartAssumed: false,
    overruled: undefined,
  };
  first!.origin = `admitted ${minuteOf(start)}`;
  episode.overruled = undefined;
  episodes.splice(episodes.indexOf(episode), 0, earlier);
  return earlier;
}

export const startOf = ({ segments }: Admission): string | undefined => segments[0]!.startedAt;

/** The discharge of an episode; a transfer ends a segment of it only. */
export function endOf({ segments }: Admission): Ending | undefined {
  const { end } = segments.at(-1)!;
  return end?.by === 'discharge' ? end : undefined;
}

const minuteOf = (time: string): string => time.slice(0, 16);

const startedIn = (episodes: readonly Admission[], startedAt: string): Admission | undefined =>
  episodes.findLast((each) => minuteOf(startOf(each) ?? '') === minuteOf(startedAt));

function isAfterEnd(episode: Admission, startedAt: string): boolean {
  const end = endOf(episode)?.at;
  return end !== undefined && startedAt >= end && startedAt > (startOf(episode) ?? '');
}

const isBefore = (episode: Admission, time: string): boolean => (startOf(episode) ?? '') <= time;

const isOfSetting = ({ segments }: Admission, setting: Setting): boolean => {
  const last = segments.at(-1)!.setting;
  return last === undefined || last === setting;
};
