/** The admission desk of one program: who comes, who is offered, who came, how many places there are. */

/** A program whose desk can be chosen. */
export interface ProgramChoice {
  readonly id: string;
  readonly name: string;
}

/** Why a program does not take somebody it is offered. */
export const DECLINE_REASONS = ['full', 'not-suitable', 'person-declines', 'safety'] as const;

/** Hours of a track on some weekdays, by the clock of the program. */
export interface DeskHours {
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
}

export interface DeskTrack {
  readonly id: string;
  /** Empty for care around the clock. */
  readonly hours: readonly DeskHours[];
}

export interface DeskProgram {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly timeZone: string;
  readonly tracks: readonly DeskTrack[];
}

/** Somebody the program is asked to take. */
export interface DeskOffer {
  readonly id: string;
  readonly placementId: string;
  readonly personId: string;
  readonly trackId: string | null;
  readonly startsOn: string | null;
  /** What is unsafe without it comes first. */
  readonly needs: readonly string[];
  /** When the offer lapses. */
  readonly expiresAt: string | null;
}

/** Somebody who has a place in the program. */
export interface DeskPerson {
  readonly placementId: string;
  readonly personId: string;
  readonly status: string;
  readonly trackId: string | null;
  readonly startsOn: string | null;
  /** What is unsafe without it comes first. */
  readonly needs: readonly string[];
  readonly hasArrived: boolean;
  readonly heldSince: string | null;
  readonly notStartedSince: string | null;
  /** What the desk may record: a residence has no sessions, and often no feed that reports who moved in. */
  readonly arrivalAct: ArrivalAct | null;
  /** What whoever records it has seen; null of a release that says none. */
  readonly version: number | null;
}

export const ARRIVAL_ACTS = ['arrived', 'not-arrived'] as const;
export type ArrivalAct = (typeof ARRIVAL_ACTS)[number];

export interface AdmissionDesk {
  readonly program: DeskProgram;
  /** Offers first to lapse first. */
  readonly offers: readonly DeskOffer[];
  /** Who has a place, first to start first. */
  readonly people: readonly DeskPerson[];
  /** True when there are more people than are read at once. */
  readonly cut: boolean;
}

/** `no-show` is an absence nobody excused. */
export const ATTENDANCES = ['attended', 'excused', 'no-show'] as const;
export type AttendanceMark = (typeof ATTENDANCES)[number];

export interface TrackAttendance {
  /** Last recorded of the session that was asked for, by placement. */
  readonly session: Readonly<Record<string, AttendanceMark | 'cancelled'>>;
  /** Hours attended so far and absences, by placement. */
  readonly hours: Readonly<Record<string, { attendedHours: number; unexcused: number }>>;
}
