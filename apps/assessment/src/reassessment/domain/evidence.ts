import { DAY_MS } from '@handrail/domain';
import type { CareContext, EvidenceStanding } from '@handrail/contracts';
import type { DrugTested, FactSource, RatingsRecorded } from './facts.js';
import { instantMs, plusDays } from './instants.js';
import type { PersonCase, Reassessment } from './person-case.js';
import { statedWithRequests, type Stated } from './stated.js';

/** One thing known about a person, with where it comes from and how it counts. */
export interface EvidenceItem {
  /** A dimension, a fact of the context, or the kind of what happened. */
  readonly item: string;
  readonly value: string | number | boolean | null;
  /** When it was true in the world, and when it was recorded at the source. */
  readonly observedAt: string;
  readonly recordedAt: string;
  readonly source: { readonly eventId: string; readonly type: string };
  readonly standing: EvidenceStanding;
  readonly conflictsWith: readonly string[];
}

const DIMENSIONS = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6'] as const;
const FACTS = [
  'housing',
  'pregnant',
  'injecting',
  'coOccurring',
  'moud',
  'severeWithdrawalHistory',
  'wheelchair',
  'language',
] as const satisfies readonly (keyof CareContext)[];

/** Two statements so close in time that only one can be right. Handrail proposal. */
const SAME_TIME_DAYS = 1;
/** What was said about somebody's life longer ago than this is shown as old. Handrail proposal. */
const FACT_FRESH_DAYS = 30;
/** Ratings that differ by so much within the same time contradict each other. Handrail proposal. */
const RATINGS_APART = 2;
const RECORDS_SHOWN = 5;

/**
 * Everything a reassessment rests on, newest first within each item: what counts, what is too old, what
 * was replaced and what contradicts it. Nothing that was told is hidden because it does not count.
 */
export function evidenceOf(reassessment: Reassessment, state: PersonCase): EvidenceItem[] {
  const ratings = state.ratings.filter(isKnownTo(reassessment));
  const requests = statedWithRequests(state).filter(isKnownTo(reassessment));
  const drugTests = state.drugTests.filter(isKnownTo(reassessment));
  const records = newestOf(ratings);
  const stated = newestOf([...ratings, ...requests]);
  return [
    ...DIMENSIONS.flatMap((item) => dimensionEvidence(item, records, reassessment)),
    ...FACTS.flatMap((item) => factEvidence(item, stated, reassessment)),
    ...drugTestEvidence(reassessment, drugTests),
    ...happenings(reassessment),
  ];
}

/**
 * Whether something was recorded before the reassessment was settled. What came afterwards is no evidence of
 * it, and would stand there or not by which events were decided in one transaction.
 */
function isKnownTo({ status, decision, withdrawn }: Reassessment) {
  const settledAt = status === 'determined' ? decision?.determinedAt : withdrawn?.at;
  return ({ source }: { readonly source: FactSource }): boolean =>
    settledAt === undefined || instantMs(source.recordedAt) <= instantMs(settledAt);
}

const newestOf = <T extends Stated>(statements: readonly T[]): T[] =>
  statements
    .toSorted((a, b) => instantMs(b.ratedAt) - instantMs(a.ratedAt))
    .slice(0, RECORDS_SHOWN);

type Dimension = (typeof DIMENSIONS)[number];

function dimensionEvidence(
  item: Dimension,
  records: readonly RatingsRecorded[],
  { used }: Reassessment,
): EvidenceItem[] {
  const counting = records.find(({ source }) => source.eventId === used?.ratingsEventId);
  const stated = records.filter(({ ratings }) => ratings[item] !== 'unknown');
  return stated.map((record) => {
    const contradicting = stated.filter((other) => ratedApart(item, record, other));
    const counts = record === counting;
    const stale = counts && used?.stale.includes(item) === true;
    const conflicts = counting !== undefined && (counts || ratedApart(item, record, counting));
    return evidenceItem(item, record.ratings[item], record.ratedAt, record.source, {
      standing: standingOf({ counts, stale, conflicts: conflicts && contradicting.length > 0 }),
      conflictsWith: contradicting.map(({ source }) => source.eventId),
    });
  });
}

function ratedApart(item: Dimension, a: RatingsRecorded, b: RatingsRecorded): boolean {
  const [x, y] = [a.ratings[item], b.ratings[item]];
  if (x === 'unknown' || y === 'unknown' || !sameTime(a, b)) return false;
  return Math.abs(x - y) >= RATINGS_APART;
}

function factEvidence(
  item: (typeof FACTS)[number],
  records: readonly Stated[],
  reassessment: Reassessment,
): EvidenceItem[] {
  const stated = records.filter(({ context }) => context[item] !== undefined);
  const reason = reassessment.triggers[0]?.occurredAt ?? reassessment.openedAt;
  return stated.map((record, index) => {
    const contradicting = stated.filter(
      (other) => other.context[item] !== record.context[item] && sameTime(record, other),
    );
    const counts = index === 0;
    const stale =
      counts && instantMs(record.ratedAt) < instantMs(plusDays(reason, -FACT_FRESH_DAYS));
    const newest = stated[0]!;
    const conflicts = contradicting.length > 0 && (counts || contradicting.includes(newest));
    return evidenceItem(item, record.context[item] ?? null, record.ratedAt, record.source, {
      standing: standingOf({ counts, stale, conflicts }),
      conflictsWith: contradicting.map(({ source }) => source.eventId),
    });
  });
}

/** What drug tests found, the newest first; it stands beside the ratings and decides nothing. */
function drugTestEvidence(
  reassessment: Reassessment,
  drugTests: readonly DrugTested[],
): EvidenceItem[] {
  const reason = reassessment.triggers[0]?.occurredAt ?? reassessment.openedAt;
  const newestFirst = drugTests
    .toSorted((a, b) => instantMs(b.source.occurredAt) - instantMs(a.source.occurredAt))
    .slice(0, RECORDS_SHOWN);
  return newestFirst.map(({ result, substances, source }, index) => {
    const { occurredAt } = source;
    const stale = instantMs(occurredAt) < instantMs(plusDays(reason, -FACT_FRESH_DAYS));
    return evidenceItem('drug-test', [result, ...substances].join(' '), occurredAt, source, {
      standing: standingOf({ counts: index === 0, stale, conflicts: false }),
      conflictsWith: [],
    });
  });
}

const sameTime = (a: Stated, b: Stated): boolean =>
  a !== b && Math.abs(instantMs(a.ratedAt) - instantMs(b.ratedAt)) <= SAME_TIME_DAYS * DAY_MS;

function standingOf(marks: {
  counts: boolean;
  stale: boolean;
  conflicts: boolean;
}): EvidenceStanding {
  if (marks.conflicts) return 'conflicting';
  if (marks.stale) return 'stale';
  return marks.counts ? 'used' : 'superseded';
}

/** What asked for the reassessment, and what joined it. */
function happenings({ triggers, shared, fallen }: Reassessment): EvidenceItem[] {
  const standing = [...triggers, ...shared].map((trigger) => ({
    trigger: trigger,
    standing: 'used' as const,
  }));
  const gone = fallen.map((trigger) => ({ trigger: trigger, standing: 'superseded' as const }));
  return [...standing, ...gone].map(({ trigger: trigger, standing }) => {
    const { kind, occurredAt, recordedAt, eventId, type } = trigger;
    const value = trigger.repetition?.pattern ?? trigger.request?.requestedBy ?? null;
    const source = { eventId, type, occurredAt, recordedAt };
    return evidenceItem(kind, value, occurredAt, source, { standing, conflictsWith: [] });
  });
}

const evidenceItem = (
  item: string,
  value: EvidenceItem['value'],
  observedAt: string,
  { eventId, type, recordedAt }: Pick<FactSource, 'eventId' | 'type' | 'recordedAt'>,
  how: Pick<EvidenceItem, 'standing' | 'conflictsWith'>,
): EvidenceItem => ({
  ...{ item, value, observedAt, recordedAt },
  source: { eventId, type },
  ...how,
});
