interface CameBefore {
  readonly at: string;
  readonly stayId?: string;
  readonly eventId?: string;
}

/** What becomes of a place once somebody has it. */
export interface Course {
  /** When the person was first seen there, and by which stay; null when attendance alone shows it. */
  readonly arrival: { readonly at: string; readonly stayId: string } | null;
  /** Since when the place is kept, and the stay the person lives in meanwhile; null by hand. */
  readonly hold: { readonly stayId: string | null; readonly since: string } | null;
  /** Since when nobody knows why the person has not come. */
  readonly notStartedAt: string | null;
  /** Start of the first session, when it was missed. */
  readonly missedFirstAt: string | null;
  /** The discharge the first day was put off for, when it was. */
  readonly putOffTo: string | null;
  /** The stay that ended the place, or was begun instead of it. */
  readonly endedBy: string | null;
  /** Tracks that did not answer or had no room after all, each not asked again before a time. */
  readonly resting: ReadonlyArray<{ readonly track: string; readonly until: string }>;
  /** What somebody has looked at last, and when: the same is not asked again. */
  readonly reviewed: { readonly reason: string; readonly at: string } | null;
  /** Until when the person wants no place; null when nothing of the kind was said. */
  readonly parkedUntil: string | null;
  /** The only programs the person would go to; null when any would do. */
  readonly onlyPrograms: readonly string[] | null;
  /** When the person was first seen there by attendance or by hand. */
  readonly cameAt: string | null;
  /** The first reports of sessions they came to, and of the first one they missed, as long as nobody takes them back. */
  readonly sessionsBy: ReadonlyArray<{ readonly eventId: string; readonly at: string }>;
  readonly missedBy: string | null;
  /** When they were seen at the places they were moved from, and by which stay or report of a session; by hand by none. */
  readonly cameBefore: readonly CameBefore[];
  /** When the person said yes to the place. */
  readonly agreedAt: string | null;
}

export const notBegun: Course = {
  arrival: null,
  hold: null,
  notStartedAt: null,
  missedFirstAt: null,
  putOffTo: null,
  endedBy: null,
  resting: [],
  reviewed: null,
  parkedUntil: null,
  onlyPrograms: null,
  cameAt: null,
  sessionsBy: [],
  missedBy: null,
  cameBefore: [],
  agreedAt: null,
};
