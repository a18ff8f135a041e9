import type { EmptiedByAnswer, MeanwhileAnswer } from '@handrail/contracts';
import type { CoordinationItem } from '../api/coordination.js';
import { amount, array, object, string } from '../services/domain/json.js';

/** A placement as scheduling of any release lists it; null for what has no id, version or person. */
export function readItem(answered: unknown): CoordinationItem | null {
  const placement = object(answered);
  const [id, personId] = [string(placement['id']), string(placement['personId'])];
  const version = amount(placement['version']);
  if (id === null || personId === null || version === null) return null;
  return {
    ...{ id, version, personId },
    level: string(placement['level']) ?? 'unknown',
    status: string(placement['status']) ?? 'unknown',
    programName: string(placement['programName']) ?? string(placement['programId']),
    priorityClass: amount(placement['priorityClass']),
    requestedAt: string(placement['requestedAt']) ?? '',
    updatedAt: string(placement['updatedAt']) ?? '',
    needsReview: string(placement['needsReview']),
    notStartedSince: string(placement['notStartedSince']),
    askPersonBy: string(placement['askPersonBy']),
    insteadOf: string(placement['insteadOf']),
    meanwhile: readMeanwhile(placement['meanwhile']),
    emptiedBy: array(placement['emptiedBy']).flatMap(readFilter),
  };
}

function readMeanwhile(answered: unknown): MeanwhileAnswer | null {
  const tried = object(answered);
  const [placementId, level] = [string(tried['placementId']), string(tried['level'])];
  if (placementId === null || level === null) return null;
  const status = string(tried['status']) ?? 'unknown';
  return { placementId, level, status, programName: string(tried['programName']) };
}

function readFilter(answered: unknown): EmptiedByAnswer[] {
  const { code, programs } = object(answered);
  const [read, taken] = [string(code), amount(programs)];
  return read === null || taken === null ? [] : [{ code: read, programs: taken }];
}
