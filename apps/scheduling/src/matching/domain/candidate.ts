/** Why a track is not an option; `full` and `resting` are about now, `not-named` and `consent` are the person's own wish, the others about the fit. */
export type ExclusionCode =
  | 'level'
  | 'region'
  | 'payer'
  | 'availability'
  | `capability:${string}`
  | 'closed'
  | 'declined'
  | 'resting'
  | 'not-named'
  | 'consent'
  | 'full';

/** What each part adds at most; together they make 1. */
export const PART_WEIGHTS = {
  startsSoon: 0.35,
  near: 0.2,
  attends: 0.1,
  speciality: 0.1,
  room: 0.1,
  fresh: 0.1,
  certain: 0.05,
} as const;

export type ScoreParts = Partial<Record<keyof typeof PART_WEIGHTS, number>>;

/** One track as it was weighed for one person. */
export interface Candidate {
  readonly programId: string;
  readonly trackId: string;
  /** 0 to 1, the sum of the parts; 0 for a track that does not fit. */
  readonly score: number;
  readonly parts: ScoreParts;
  /** Empty when the person can have a place there now. */
  readonly excludedBecause: readonly ExclusionCode[];
}

/** A track the person would take if there were room. */
export const fits = (candidate: Candidate): boolean =>
  candidate.excludedBecause.every((code) => code === 'full');

/** Best first; equal scores are ordered by name so that the same input gives the same answer. */
export function byScore(a: Candidate, b: Candidate): number {
  return b.score - a.score || compare(a.programId, b.programId) || compare(a.trackId, b.trackId);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
