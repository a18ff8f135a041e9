import type { ProgramLevel, PlaceBlockReason } from '@handrail/domain';
import type { Closure } from './closures.js';
import type { SessionBlock } from './session-block.js';
import type { Weekday } from './weekday.js';

export { WEEKDAYS, type Weekday } from './weekday.js';

export const TRACK_MODALITIES = ['on-site', 'virtual'] as const;
export type TrackModality = (typeof TRACK_MODALITIES)[number];

export const ACCEPTANCES = ['automatic', 'by-offer'] as const;
export type Acceptance = (typeof ACCEPTANCES)[number];

/** A recurring group of a program with its own hours and its own places. */
export interface Track {
  readonly id: string;
  /** Empty for round-the-clock care, which has no sessions. */
  readonly days: readonly Weekday[];
  /** Wall-clock time in the program's zone, `HH:MM`; null without sessions. */
  readonly from: string | null;
  readonly to: string | null;
  /** Several stretches of hours in a week; then `days` has all their days, `from` and `to` are null. */
  readonly blocks?: readonly SessionBlock[] | null;
  readonly modality: TrackModality;
  readonly places: Places;
}

/** Hours of some weekdays in which a program answers offers, wall-clock time in its zone. */
export interface AdmissionHours {
  readonly days: readonly Weekday[];
  readonly from: string;
  /** At or before `from`: on the next day. */
  readonly to: string;
}

/** The places of a track; `used` and `held` follow from placements and are never set by a caller. */
export interface Places {
  readonly capacity: number;
  /** A capacity asked for that is under what is taken; it holds once enough places are freed. */
  readonly plannedCapacity: number | null;
  /** Confirmed placements. */
  readonly used: number;
  /** Open offers. */
  readonly held: number;
  /** Places taken by anyone, as the program last reported; null when it never did. */
  readonly occupiedReported: number | null;
  /** Of those, the ones Handrail did not place: what was reported beyond `used` at that moment. */
  readonly takenElsewhere: number;
  /** When somebody last said how many places there are, RFC 3339, and who: a report or a person. */
  readonly asOf: string | null;
  readonly capacitySource: NumberSource;
  /** The same of the places taken by anyone. */
  readonly occupiedAsOf: string | null;
  readonly occupiedSource: NumberSource | null;
  /** When a placement last changed `used` or `held`. */
  readonly usedAsOf: string | null;
  /** Since when a new number is asked for: an offer was declined as full. A later report answers it. */
  readonly askedAt: string | null;
  /** Places out of service now. A block of more than are empty takes the others as they are freed. */
  readonly blocked: number;
  readonly blocks: readonly PlaceBlock[];
}

/** What a number of places rests on: a report, a person, or Handrail's own events. */
export const NUMBER_SOURCES = ['report', 'person', 'own-events'] as const;
export type NumberSource = (typeof NUMBER_SOURCES)[number];

/** Places somebody took out of service. */
export interface PlaceBlock {
  readonly id: string;
  readonly places: number;
  readonly reason: PlaceBlockReason;
  /** When they are given out again by themselves; null when somebody has to say so. */
  readonly until: string | null;
  readonly by: string;
  readonly since: string;
}

/** Whether what is known of the places is contradicted, and the program was not heard since. */
export const isAskedFor = ({ asOf, askedAt }: Pick<Places, 'asOf' | 'askedAt'>): boolean =>
  askedAt !== null && (asOf === null || Date.parse(asOf) < Date.parse(askedAt));

export interface Program {
  readonly id: string;
  readonly name: string;
  readonly level: ProgramLevel;
  /** Every region served; an empty list serves only people without one. */
  readonly regions: readonly string[];
  readonly timeZone: string;
  /** An empty list takes any payer. */
  readonly payers: readonly string[];
  readonly capabilities: readonly string[];
  /** Facilities it is, as sources of stays call them; empty when stays are told apart by level alone. */
  readonly facilities: readonly string[];
  /** The organisation outside of this network that runs it; absent or null for the network's own. */
  readonly organisation?: string | null;
  readonly acceptance: Acceptance;
  /** Takes nobody new for now; people placed keep their places. */
  readonly closed: boolean;
  /** Days without sessions, with what is held instead. */
  readonly closures?: readonly Closure[];
  /** Weeks with too few hours that somebody was warned of, so that nobody is twice. */
  readonly shortWeeks?: readonly AnnouncedWeek[];
  /** When it answers offers; null when it states none. */
  readonly admissionHours: readonly AdmissionHours[] | null;
  readonly tracks: readonly Track[];
}

export interface AnnouncedWeek {
  readonly trackId: string;
  /** Its Monday, `YYYY-MM-DD`. */
  readonly weekOf: string;
}

/** The programs that state a facility as their own, by facility as sources of stays name it. */
export type Claims = ReadonlyMap<string, readonly string[]>;

/** Names a track among all programs; program and track ids cannot contain a slash. */
export const trackKey = (programId: string, trackId: string): string => `${programId}/${trackId}`;

/**
 * Places that can be given out now. At the moment of a report this is capacity minus the larger of
 * what Handrail counts and what the program counts; every place given out afterwards takes one away,
 * until the next report says how many people there are. Blocked places are given to nobody.
 */
export function freePlaces(places: Places): number {
  const { capacity, used, held, takenElsewhere, blocked } = places;
  return Math.max(0, capacity - used - held - takenElsewhere - blocked);
}

/**
 * Places of a track that somebody can get now: the one number that is shown as free, everywhere. A
 * closed program gives out none, whatever its tracks count.
 */
export function placesToGive(program: Pick<Program, 'closed'>, track: Track): number {
  return program.closed ? 0 : freePlaces(track.places);
}
