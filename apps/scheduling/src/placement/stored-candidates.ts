import type { Candidate, ExclusionCode, ScoreParts } from '../matching/domain/candidate.js';

/**
 * Candidates as a row keeps them. Most tracks of a directory are out for the same few reasons, so
 * those are kept as names under their reasons: about a quarter of the size, which is what a batch of
 * waiting people mostly writes.
 */
export interface StoredCandidates {
  readonly fitting: ReadonlyArray<{
    readonly track: string;
    readonly score: number;
    readonly parts: ScoreParts;
    readonly full?: true;
  }>;
  /** Tracks by their reasons, joined by a comma. */
  readonly others: Readonly<Record<string, readonly string[]>>;
}

export const NO_CANDIDATES: StoredCandidates = { fitting: [], others: {} };

export function packCandidates(candidates: readonly Candidate[]): StoredCandidates {
  const fitting: Array<StoredCandidates['fitting'][number]> = [];
  const others: Record<string, string[]> = {};
  for (const { programId, trackId, score, parts, excludedBecause } of candidates) {
    const track = `${programId}/${trackId}`;
    const full = excludedBecause.length === 1 && excludedBecause[0] === 'full';
    if (excludedBecause.length === 0) fitting.push({ track, score, parts });
    else if (full) fitting.push({ track, score, parts, full });
    else (others[excludedBecause.join()] ??= []).push(track);
  }
  return { fitting, others };
}

/** Fitting tracks first, best first, then the others by their reasons. */
export function unpackCandidates(stored: StoredCandidates): Candidate[] {
  return [
    ...stored.fitting.map(({ track, score, parts, full }) => ({
      ...named(track),
      score,
      parts,
      excludedBecause: full ? (['full'] as const) : [],
    })),
    ...Object.entries(stored.others).flatMap(([reasons, tracks]) =>
      tracks.map((track) => ({
        ...named(track),
        score: 0,
        parts: {},
        excludedBecause: reasons.split(',') as ExclusionCode[],
      })),
    ),
  ];
}

function named(track: string) {
  const slash = track.indexOf('/');
  return { programId: track.slice(0, slash), trackId: track.slice(slash + 1) };
}
