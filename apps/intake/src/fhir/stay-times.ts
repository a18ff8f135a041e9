import { localDay } from '@handrail/domain';
import { FAR_AHEAD, isFarAhead } from '../inbound/domain/far-ahead.js';
import type { Profile } from '../profile/source-profiles.js';
import type { ReportKind } from '../stay/domain/index.js';
import { periodElementOf, periodOf } from './encounter-elements.js';
import type { Bundle, Resource } from './fhir-shapes.js';
import { readFhirTime } from './fhir-time.js';
import { noTime, timeFaults, type Fault } from './places.js';

/** When a stay began and ended, as far as it is told, and what was odd about that. */
export interface StayTimes {
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  readonly isEndAssumed?: true;
  /** When the source says so: the bundle, else the resource. */
  readonly stamped: string | undefined;
  readonly faults: readonly Fault[];
}

interface TimesContext {
  readonly bundle: Bundle;
  readonly profile: Profile;
  readonly receivedAt: string;
}

/**
 * An end on a day alone is never before a beginning on that day. What is over and has no end ended when its
 * source told of it: a later message that knows the end corrects it.
 */
export function timesOf(
  encounter: Resource,
  kind: ReportKind,
  { bundle, profile: { zone }, receivedAt }: TimesContext,
): StayTimes {
  const period = periodOf(encounter);
  const element = periodElementOf(encounter);
  const stamped = [bundle.timestamp, encounter.meta?.lastUpdated]
    .map((stamp) => readFhirTime(stamp, zone)?.at)
    .find((at) => at !== undefined && !isFarAhead(at, receivedAt));
  const [start, stated] = [readFhirTime(period.start, zone), readFhirTime(period.end, zone)];
  const isAhead = stated !== undefined && isFarAhead(stated.at, receivedAt);
  const end = isAhead ? undefined : stated;
  const faults = [
    ...timeFaults(`${element}.start`, period.start, start),
    ...timeFaults(`${element}.end`, period.end, stated),
    ...(isAhead && kind === 'ended' ? [{ element: `${element}.end`, ...FAR_AHEAD }] : []),
    ...(kind === 'started' && stated ? [{ element: `${element}.end`, ...NOT_OVER }] : []),
  ];
  const times = { startedAt: start?.at, stamped, faults };
  if (isAhead) return { ...times, endedAt: stamped ?? receivedAt, isEndAssumed: true };
  if (end) {
    const isSameDay = start && end.isPartial && localDay(start.at, zone) === localDay(end.at, zone);
    return { ...times, endedAt: isSameDay && start.at > end.at ? start.at : end.at };
  }
  const isAssumed = kind === 'ended' && isUnsaid(period.end) && stamped !== undefined;
  if (!isAssumed) return times;
  const assumed = noTime(`${element}.end`, period.end, 'the time of the bundle is taken for it');
  return { ...times, endedAt: stamped, isEndAssumed: true, faults: [...faults, assumed] };
}

const NOT_OVER = {
  reason: 'is there although the encounter is not over: it was not used',
  accepted: 'an end of an encounter that is finished',
};

const isUnsaid = (value: unknown): boolean => value === undefined || value === null;
