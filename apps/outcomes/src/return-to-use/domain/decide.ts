import {
  happened,
  ignored,
  isHistory,
  type Decision,
  type DischargeDisposition,
  type Setting,
} from '@handrail/domain';
import type {
  Detection,
  SeenRepetition,
  ReturnEvent,
  RepetitionNumbers,
  ReturnHistory,
} from './history.js';
import { evolve } from './history.js';
import { isAmong, isInCoolDown, repetitionsIn } from './repetition.js';

/** What can bear on repeated return to use. */
export type ReturnFact =
  /** A return to use or an overdose was reported. */
  | {
      readonly kind: 'reported';
      readonly eventId: string;
      readonly occurredAt: string;
      /** When intake recorded it. */
      readonly recordedAt: string;
    }
  | {
      readonly kind: 'stay-ended';
      readonly eventId: string;
      readonly stayId: string;
      readonly setting: Setting;
      readonly disposition: DischargeDisposition;
      readonly endedAt: string;
      readonly recordedAt: string;
    }
  | { readonly kind: 'stay-corrected'; readonly stayId: string; readonly endedAt: string | null }
  | { readonly kind: 'fact-retracted'; readonly eventId: string }
  | { readonly kind: 'histories-merged' }
  /** Everything recorded before the last change has been read: the level held is known. */
  | { readonly kind: 'check-due'; readonly detectionId: string }
  /** Outcomes read its own announcement. */
  | { readonly kind: 'announced'; readonly detectionId: string; readonly eventId: string };

/** What a decision rests on beside the history and the fact. */
export interface ReturnCircumstances {
  readonly numbers: RepetitionNumbers;
}

/**
 * T3. A fact is noted when it arrives; whether it makes or breaks a repetition is decided by a check
 * of the history at the same moment, after everything older has been read, because the announcement
 * carries the level of care held and placements come from another topic.
 */
export function decide(
  history: ReturnHistory,
  fact: ReturnFact,
  { numbers }: ReturnCircumstances,
): Decision<ReturnEvent> {
  switch (fact.kind) {
    case 'reported':
      return noting(history, numbers, {
        kind: 'report-noted',
        report: {
          eventId: fact.eventId,
          occurredAt: fact.occurredAt,
          recordedAt: fact.recordedAt,
        },
      });
    case 'stay-ended':
      if (fact.setting !== 'withdrawal-management' || fact.disposition !== 'completed')
        return ignored('not-a-completed-detox');
      return noting(history, numbers, {
        kind: 'detox-noted',
        detox: {
          eventId: fact.eventId,
          stayId: fact.stayId,
          endedAt: fact.endedAt,
          recordedAt: fact.recordedAt,
        },
      });
    case 'stay-corrected':
      if (!fact.endedAt || !history.detoxes.some(({ stayId }) => stayId === fact.stayId))
        return ignored('not-a-completed-detox');
      return happened({ kind: 'detox-corrected', stayId: fact.stayId, endedAt: fact.endedAt });
    case 'fact-retracted':
      if (![...history.reports, ...history.detoxes].some((f) => f.eventId === fact.eventId))
        return ignored('not-a-return-to-use');
      return noting(history, numbers, { kind: 'fact-forgotten', eventId: fact.eventId });
    case 'histories-merged':
      return changesIn(history, numbers) ? happened({ kind: 'check-scheduled' }) : ignored('same');
    case 'check-due':
      return check(history, numbers, fact.detectionId);
    case 'announced':
      return known(history, fact.detectionId, fact.eventId);
    default:
      return fact satisfies never;
  }
}

function noting(
  history: ReturnHistory,
  numbers: RepetitionNumbers,
  noted: ReturnEvent,
): Decision<ReturnEvent> {
  return changesIn(evolve(history, [noted]), numbers)
    ? happened(noted, { kind: 'check-scheduled' })
    : happened(noted);
}

const announced = (history: ReturnHistory) =>
  history.detections.filter(({ status }) => status === 'announced');

/** Announced repetitions that the history no longer supports. */
function fallen(
  history: ReturnHistory,
  repetitions: readonly SeenRepetition[],
  numbers: RepetitionNumbers,
) {
  return announced(history).filter(({ at }) => !isAmong(repetitions, at, numbers));
}

/**
 * The newest repetition, when it lies after the cool-down of every announced one that stands. One that is
 * history is not announced: it would ask for a place because of what happened years ago.
 */
function fresh(
  standing: readonly Detection[],
  repetitions: readonly SeenRepetition[],
  numbers: RepetitionNumbers,
): SeenRepetition | undefined {
  const newest = repetitions.at(-1);
  if (newest && isHistory(newest.at, newest.knownAt, numbers.historyAfterDays)) return undefined;
  if (!newest || standing.some(({ at }) => isInCoolDown(newest.at, at, numbers))) return undefined;
  return newest;
}

function changesIn(history: ReturnHistory, numbers: RepetitionNumbers): boolean {
  const repetitions = repetitionsIn(history, numbers);
  const falling = fallen(history, repetitions, numbers);
  if (falling.length > 0) return true;
  return fresh(announced(history), repetitions, numbers) !== undefined;
}

function check(
  history: ReturnHistory,
  numbers: RepetitionNumbers,
  detectionId: string,
): Decision<ReturnEvent> {
  const repetitions = repetitionsIn(history, numbers);
  const falling = fallen(history, repetitions, numbers);
  const standing = announced(history).filter((detection) => !falling.includes(detection));
  const found = fresh(standing, repetitions, numbers);
  const events: ReturnEvent[] = falling.map(withdrawalOf);
  if (found)
    events.push({
      kind: 'repetition-detected',
      detection: {
        detectionId,
        pattern: found.pattern,
        at: found.at,
        eventId: null,
        status: 'announced',
      },
      repetition: found,
    });
  return events.length > 0 ? happened(...events) : ignored('nothing-changed');
}

const withdrawalOf = ({ detectionId, eventId }: Detection): ReturnEvent =>
  eventId
    ? { kind: 'repetition-withdrawn', detectionId, detectedEventId: eventId }
    : { kind: 'detection-falling', detectionId };

function known(
  history: ReturnHistory,
  detectionId: string,
  eventId: string,
): Decision<ReturnEvent> {
  const detection = history.detections.find((d) => d.detectionId === detectionId);
  if (!detection || detection.eventId) return ignored('already-known');
  const noted: ReturnEvent = { kind: 'detection-known', detectionId, eventId };
  if (detection.status !== 'falling') return happened(noted);
  return happened<ReturnEvent>(noted, {
    kind: 'repetition-withdrawn',
    detectionId,
    detectedEventId: eventId,
  });
}
