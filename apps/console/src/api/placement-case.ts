/**
 * What coordinators and admission desks see of a place. The scheduling service owns all of it: the
 * console puts the answers of several of its lists together and keeps nothing.
 */
import type {
  OfferAnswer,
  OfferOddsAnswer,
  PlacementCaseAnswer,
  TrackSettingsAnswer,
} from '@handrail/contracts';

/** A track among the candidates of a placement, with how old its numbers are. */
export interface CaseTrack extends TrackSettingsAnswer {
  readonly free: number;
  readonly asOf: string | null;
  /** Since when a new number is asked for. */
  readonly askedAt?: string | null;
}

export interface CaseProgram {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  readonly acceptance: string;
  readonly tracks: readonly CaseTrack[];
}

export interface PlacementCase {
  readonly at: string;
  readonly placement: PlacementCaseAnswer;
  /** Programs of the level, and those among the candidates. */
  readonly programs: readonly CaseProgram[];
  readonly odds: readonly OfferOddsAnswer[];
}

export interface OffersAnswer {
  readonly at: string;
  readonly items: readonly OfferAnswer[];
  /** True when there are more than the console reads at once. */
  readonly cut: boolean;
  readonly odds: readonly OfferOddsAnswer[];
}

/** Each is passed on to scheduling as it is called there. */
export const PLACEMENT_SCREEN_ACTS = [
  'offers',
  'end',
  'reinstate',
  'extend',
  'move',
  'reschedule',
  'hold',
  'release',
  'arrived',
  'not-arrived',
  'person-answer',
] as const;
export type PlacementScreenAct = (typeof PLACEMENT_SCREEN_ACTS)[number];

export const OFFER_SCREEN_ACTS = ['acknowledge', 'accept', 'decline', 'withdraw'] as const;
export type OfferScreenAct = (typeof OFFER_SCREEN_ACTS)[number];
