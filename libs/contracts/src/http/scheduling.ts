/** One track as it was weighed for one person. */
export interface CandidateAnswer {
  readonly programId: string;
  readonly trackId: string;
  /** 0 to 1, the sum of the parts. */
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly excludedBecause: readonly string[];
}

/** `GET /v1/placements/{id}`. */
export interface PlacementAnswer {
  readonly id: string;
  readonly personId: string;
  readonly level: string;
  readonly status: string;
  readonly programId: string | null;
  readonly trackId: string | null;
  readonly startsOn: string | null;
  readonly endReason: string | null;
  readonly waitReason: string | null;
  /** Fitting tracks first, best first. */
  readonly candidates: readonly CandidateAnswer[];
}

/** Places of one track of a program. */
export interface TrackAnswer {
  readonly id: string;
  readonly capacity: number;
  /** Confirmed placements. */
  readonly used: number;
  /** Open offers. */
  readonly held: number;
  /** Places that can be given out now; none while the program is closed. */
  readonly free: number;
  /** When the program last reported its places. */
  readonly asOf: string | null;
}

/** One of `GET /v1/programs`. */
export interface ProgramAnswer {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly tracks: readonly TrackAnswer[];
}
