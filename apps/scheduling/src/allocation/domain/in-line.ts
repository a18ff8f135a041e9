import type { ProgramLevel } from '@handrail/domain';
import { needsOf, type Needs } from '../../matching/domain/needs.js';
import type { ConsentReport } from '../../consent/domain/consent-report.js';
import type { CareNeed } from '../../placement/domain/placement.js';
import type { LinePosition } from '../../placement/domain/priority.js';

/** One waiting request as the allocator sees it. */
export interface InLine extends LinePosition {
  readonly personId: string;
  readonly level: ProgramLevel;
  readonly need: CareNeed;
  readonly declinedTracks: readonly string[];
  /** Tracks that are left alone for now. */
  readonly restingTracks: readonly string[];
  /** The only programs the person would go to; null when any would do. */
  readonly onlyPrograms: readonly string[] | null;
  /** What the person lets whom outside be told. */
  readonly consents: readonly ConsentReport[];
  readonly preferredTrack: string | null;
  /** From when the person is free of the stay they live in; `infinity` when nobody knows. */
  readonly freeFrom: string | null;
  /** Whether something about the request, or about what would do, is new since it was looked at. */
  readonly isNew: boolean;
  /** The people of the same needs it waits among, once it was looked at. */
  readonly needGroup: string | null;
  /** Tracks that suit the group and are out for this request. */
  readonly exceptedTracks: readonly string[];
}

export const needsIn = (request: InLine): Needs =>
  needsOf(request.level, request.need.context, request.need);

/**
 * The front of the line. Of people who wait for a track only as many are in it as could have a place, so
 * it is whole up to a position only: behind it, somebody who is not in it may stand before those who are.
 */
export interface LineFront {
  readonly line: readonly InLine[];
  /** By track, the last position up to which everybody is known who waits for it. */
  readonly knownUpTo: ReadonlyMap<string, LinePosition>;
}
