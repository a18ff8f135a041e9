/** One track as it was weighed for one person. */
export interface CandidateAnswer {
  readonly programId: string;
  readonly trackId: string;
  /** 0 to 1, the sum of the parts. */
  readonly score: number;
  readonly parts: Readonly<Record<string, number>>;
  readonly excludedBecause: readonly string[];
}

/** A filter that leaves no program for somebody, and how many programs it takes away by itself. */
export interface EmptiedByAnswer {
  /** As in `excludedBecause`. */
  readonly code: string;
  readonly programs: number;
}

/** What is tried for somebody whose level no program gives. */
export interface MeanwhileAnswer {
  readonly placementId: string;
  readonly level: string;
  readonly status: string;
  readonly programName: string | null;
}

/** `GET /v1/placements/{id}`. */
export interface PlacementAnswer {
  readonly id: string;
  readonly personId: string;
  readonly level: string;
  /** `recovery-housing` of a place to live in beside care; null of care. */
  readonly support: string | null;
  /** The level that was determined, of what is tried because no program gives it. */
  readonly insteadOf: string | null;
  /** What is tried instead of the level, while no program gives it. */
  readonly meanwhile: MeanwhileAnswer | null;
  readonly status: string;
  readonly programId: string | null;
  readonly trackId: string | null;
  readonly startsOn: string | null;
  readonly endReason: string | null;
  readonly waitReason: string | null;
  /** Fitting tracks first, best first. */
  readonly candidates: readonly CandidateAnswer[];
}

/** One program that is or was asked for a placement. */
export interface PlacementOfferAnswer {
  readonly id: string;
  readonly programId: string;
  readonly trackId: string;
  readonly status: string;
  /** Why it came to nothing. */
  readonly reason: string | null;
  readonly madeAt: string;
  /** When it lapses, counted in the hours in which the program answers. */
  readonly expiresAt: string;
  readonly acknowledgedAt: string | null;
}

/** What somebody did with a placement. */
export interface PlacementActAnswer {
  readonly kind: string;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

/** `GET /v1/placements/{id}` with all that people act on. */
export interface PlacementCaseAnswer extends PlacementAnswer {
  readonly programName: string | null;
  readonly priorityClass: number;
  readonly requestedAt: string;
  readonly expiresAt: string | null;
  readonly attended: boolean;
  readonly arrivedAt: string | null;
  readonly heldSince: string | null;
  readonly notStartedSince: string | null;
  /** When who waits is free of the stay they live in; `unknown` when nobody knows. */
  readonly freeFrom: string | null;
  readonly needsReview: string | null;
  readonly personAgreedAt: string | null;
  readonly askPersonBy: string | null;
  readonly parkedUntil: string | null;
  readonly onlyPrograms: readonly string[] | null;
  readonly causedBy: { readonly reassessmentId: string; readonly messageId: string };
  readonly offers: readonly PlacementOfferAnswer[];
  readonly acts: readonly PlacementActAnswer[];
  readonly version: number;
}

/** One of `GET /v1/offers`: a program that is or was asked to take a person. */
export interface OfferAnswer extends PlacementOfferAnswer {
  readonly placementId: string;
  readonly personId: string;
  readonly level: string;
  readonly programName: string;
  readonly startsOn: string;
  /** What the program must be able to do for the person. */
  readonly needs: readonly string[];
  readonly priorityClass: number;
  /** How many other programs are asked at the same time. */
  readonly askedBeside: number;
  readonly personAgreedAt: string | null;
  readonly endedAt: string | null;
}

/** One of `GET /v1/offers/odds`: how a program answers, for one need or for `any`. */
export interface OfferOddsAnswer {
  readonly programId: string;
  readonly need: string;
  readonly accepted: number;
  readonly declined: number;
  readonly n: number;
  /** 0 to 1. */
  readonly odds: number;
  readonly othersDeclined: number;
  readonly othersN: number;
  /** Declines this need clearly more often than other programs of the level. */
  readonly flagged: boolean;
}

/** A number of places with its age: when and by whom it was last said, and how far it can be believed. */
export interface AgedNumberAnswer {
  readonly value: number;
  readonly asOf: string | null;
  readonly source: string;
  /** 1 for news of now, half of it after every 24 hours without news. */
  readonly confidence: number;
}

/** Places out of service. */
export interface PlaceBlockAnswer {
  readonly id: string;
  readonly places: number;
  readonly reason: string;
  readonly until: string | null;
  readonly by: string;
  readonly since: string;
}

/** One of `GET /v1/capacity`: the places of a track. */
export interface CapacityAnswer {
  readonly programId: string;
  readonly programName: string;
  readonly trackId: string;
  readonly level: string;
  readonly regions: readonly string[];
  readonly timeZone: string;
  readonly acceptance: string;
  readonly modality: string;
  readonly closed: boolean;
  /** capacity, no-capacity, waitlist or additional-assessment-required. */
  readonly code: string;
  readonly capacity: AgedNumberAnswer;
  readonly plannedCapacity: number | null;
  readonly confirmed: AgedNumberAnswer;
  readonly held: AgedNumberAnswer;
  readonly takenElsewhere: AgedNumberAnswer;
  readonly blocked: AgedNumberAnswer;
  readonly free: AgedNumberAnswer;
  /** Places whose plan or stay ends within 7 days. */
  readonly expectedEnds: number;
  readonly blocks: readonly PlaceBlockAnswer[];
  /** Of the program, for If-Match. */
  readonly version: number;
}

/** Something that is owed to a person who waits. */
export interface ClockAnswer {
  /** Interim services, admission (two), the answer of the State, a contact. */
  readonly clock: 'due48h' | 'due14' | 'due120' | 'state-referral' | 'contact';
  readonly state: 'running' | 'at-risk' | 'missed' | 'paused' | 'met' | 'met-late' | 'replaced';
  readonly startedAt: string;
  /** Null while a pause without an end keeps it from running out. */
  readonly dueAt: string | null;
  readonly metAt: string | null;
}

/** Something that was noted by hand or reported, and can be taken back by its id. */
export interface WaitingEntryAnswer {
  readonly id: string;
  readonly kind: 'interim' | 'contact' | 'pause' | 'exception' | 'referral';
  readonly at: string;
  /** Of a pause: until when. Of a referral: when the State answered. */
  readonly until: string | null;
  /** Groups of services, an outcome, a reason or an answer, as codes. */
  readonly codes: readonly string[];
}

/** One of `GET /v1/waitlist`. */
export interface WaitingAnswer {
  readonly placementId: string;
  readonly personId: string;
  readonly level: string;
  readonly region: string | null;
  /** 1 pregnant injecting, 2 pregnant, 3 injecting, 4 others. */
  readonly priorityClass: number;
  readonly classSince: string;
  readonly requestedAt: string;
  readonly waitReason: string;
  readonly clocks: readonly ClockAnswer[];
  /** Everything that was noted while the person waits, the newest first. */
  readonly entries: readonly WaitingEntryAnswer[];
  /** In a pause now. */
  readonly isPaused: boolean;
  /** What `If-Match` has to name. */
  readonly version: number;
}

/** One of `GET /v1/waitlist/forecast`, in the order of the waiting list. */
export interface ForecastAnswer {
  readonly placementId: string;
  readonly personId: string;
  readonly level: string;
  /** When a place is likely; null when no day can be named. */
  readonly likelyAt: string | null;
  readonly because: 'no-matching-program' | 'cannot-come' | 'too-far-ahead' | null;
}

/** How far forecasts of a level erred, and a moving average of the last 30 days for the same people. */
export interface ForecastErrorAnswer {
  readonly level: string;
  readonly measured: number;
  readonly errorDays: number;
  readonly movingAverageErrorDays: number;
}

/** `GET /v1/waitlist/forecast`. */
export interface ForecastPageAnswer {
  readonly items: readonly ForecastAnswer[];
  readonly nextCursor: string | null;
  readonly errors: readonly ForecastErrorAnswer[];
}

/** One of `GET /v1/capacity/notices`: a program has reached 90 % of its capacity, the State is to be told. */
export interface CapacityNoticeAnswer {
  readonly id: string;
  readonly programId: string;
  readonly programName: string;
  readonly level: string;
  /** Places taken, and in service, when it was reached. */
  readonly taken: number;
  readonly capacity: number;
  readonly reachedAt: string;
  readonly dueAt: string;
  readonly state: 'running' | 'at-risk' | 'missed' | 'given' | 'given-late';
  readonly givenAt: string | null;
  /** When the program was under 85 % again. */
  readonly endedAt: string | null;
  readonly version: number;
}

/** `GET /v1/capacity/notices/{id}/evidence`. */
export interface NoticeEvidenceAnswer {
  readonly notice: CapacityNoticeAnswer;
  readonly days: ReadonlyArray<{
    readonly day: string;
    readonly capacity: number;
    readonly taken: number;
    readonly free: number;
  }>;
  readonly waited: ReadonlyArray<{
    readonly placementId: string;
    readonly priorityClass: number;
    readonly requestedAt: string;
    readonly placedAt: string | null;
    readonly waitedDays: number;
  }>;
  readonly waitedInAll: number;
  /** Offers since, by what became of them. */
  readonly offers: Readonly<Record<string, number>>;
  readonly exceptions: ReadonlyArray<{
    readonly placementId: string;
    readonly at: string;
    readonly reason: string;
  }>;
}
