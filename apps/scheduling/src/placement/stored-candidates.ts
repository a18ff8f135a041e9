import {
  fits,
  type Candidate,
  type ExclusionCode,
  type ScoreParts,
} from '../matching/domain/candidate.js';
import { KEPT } from '../matching/domain/match.js';

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

/**
 * What a place was chosen from as far as it tells somebody something: its own track, the best that fitted
 * beside it, and what kept the person from others of the level. A large directory has thousands.
 */
export function worthStoring(
  candidates: readonly Candidate[],
  place: { readonly programId: string | null; readonly trackId: string | null },
): Candidate[] {
  if (candidates.length <= KEPT) return [...candidates];
  const fitting = candidates.filter(fits);
  const others = candidates.filter((candidate) => !fits(candidate));
  const chosen = fitting.findIndex(
    ({ programId, trackId }) => programId === place.programId && trackId === place.trackId,
  );
  const ofLevel = others.filter(({ excludedBecause }) => !excludedBecause.includes('level'));
  return [
    ...fitting.filter((_, at) => at < KEPT || at === chosen),
    ...(ofLevel.length > 0 ? ofLevel : others).slice(0, KEPT),
  ];
}

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
