import type { EmptiedByAnswer } from '@handrail/contracts';
import type { ProgramLevel } from '@handrail/domain';
import { askedOf } from '../../allocation/domain/allot.js';
import { programsOf, type Directory } from '../../allocation/domain/directory.js';
import type { Candidate } from '../../matching/domain/candidate.js';
import { emptiedBy } from '../../matching/domain/emptied-by.js';
import { rank, sift, type Sifted } from '../../matching/domain/match.js';
import { needGroupId } from '../../matching/domain/need-group.js';
import { needsOf } from '../../matching/domain/needs.js';
import { rememberedStarts } from '../../matching/domain/starts.js';
import { toFreeFrom } from '../../placement/placement-row.js';
import { packCandidates } from '../../placement/stored-candidates.js';
import type { ListedPlacement } from './placement.dto.js';

/** What programs are for people who wait, at one moment. */
export class WaitingNow {
  readonly #directory: Directory;
  readonly #now: string;
  readonly #starts = rememberedStarts();
  readonly #sifted = new Map<string, Sifted>();

  constructor(directory: Directory, now: string) {
    this.#directory = directory;
    this.#now = now;
  }

  /** Tracks that would do first, best first, then the others with what speaks against each. */
  candidates(row: ListedPlacement): Candidate[] {
    const { level, need, free_from, declined_tracks, course, consents } = row;
    const request = {
      need,
      freeFrom: toFreeFrom(free_from),
      declinedTracks: declined_tracks,
      restingTracks: (course.resting ?? []).map(({ track }) => track),
      onlyPrograms: course.onlyPrograms ?? null,
      consents: consents ?? [],
    };
    const asked = askedOf(request, this.#now);
    const needs = needsOf(level as ProgramLevel, need.context, need);
    const key = needGroupId(needs);
    let sifted = this.#sifted.get(key);
    if (!sifted) this.#sifted.set(key, (sifted = sift(needs, this.#directory.programs)));
    return rank(sifted, asked, this.#now, { startOfTrack: this.#starts });
  }

  /** The filters that leave no program for somebody. */
  emptiedBy(row: ListedPlacement): EmptiedByAnswer[] {
    const { programs } = this.#directory;
    if (programsOf(this.#directory, row.level as ProgramLevel).length === 0)
      return [{ code: 'level', programs: programs.length }];
    return emptiedBy(packCandidates(this.candidates(row)).others);
  }
}
