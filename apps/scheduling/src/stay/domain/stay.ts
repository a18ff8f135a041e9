import {
  ROUND_THE_CLOCK_SETTINGS,
  saysWhereAt,
  wasLeft,
  type DischargeDisposition,
  type Setting,
} from '@handrail/domain';

/** A stay as its facts report it; each part falls when its own event is taken back. */
export interface KnownStay {
  readonly stayId: string;
  /** The facility as its source system names it; programs list the facilities they are. */
  readonly facility: string;
  readonly setting: Setting;
  readonly start: KnownStart | null;
  readonly plan: KnownPlan | null;
  readonly end: KnownEnd | null;
}

interface KnownStart {
  /** Null while only the end has been reported, which states the start too. */
  readonly eventId: string | null;
  readonly startedAt: string;
}

/** The newest announcement of when a stay is to end. */
interface KnownPlan {
  readonly eventId: string;
  readonly plannedFor: string;
}

interface KnownEnd {
  readonly eventId: string;
  readonly endedAt: string;
  readonly disposition: DischargeDisposition;
}

/** What scheduling knows about where a person has been. */
export interface StayHistory {
  readonly stays: readonly KnownStay[];
  /** Ids of events that were taken back before they arrived, and of deaths that were taken back. */
  readonly retracted: readonly string[];
}

export const noStays: StayHistory = { stays: [], retracted: [] };

interface AboutStay {
  readonly eventId: string;
  readonly stayId: string;
  readonly facility: string;
  readonly setting: Setting;
}

/** What intake reports about stays. */
export type StayFact =
  | (AboutStay & { readonly kind: 'stay-started'; readonly startedAt: string })
  | (AboutStay & {
      readonly kind: 'stay-ended';
      readonly startedAt: string | null;
      readonly endedAt: string;
      readonly disposition: DischargeDisposition;
    })
  | (AboutStay & { readonly kind: 'step-down-planned'; readonly plannedFor: string })
  | (AboutStay & {
      readonly kind: 'stay-corrected';
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly disposition: DischargeDisposition | null;
    })
  | { readonly kind: 'fact-retracted'; readonly retractedEventId: string };

/** Somebody lives in: from its beginning until its end is reported. */
export const isOpenRoundTheClock = ({ setting, start, plan, end }: KnownStay): boolean =>
  ROUND_THE_CLOCK_SETTINGS.includes(setting) && end === null && (start !== null || plan !== null);

/** The stay in which the person died. */
export const diedIn = ({ stays }: StayHistory): KnownStay | undefined =>
  stays.find(({ end }) => end?.disposition === 'died');

const timesOf = ({ setting, start, end }: KnownStay) => ({
  ...{ setting, startedAt: start?.startedAt ?? null },
  endedAt: end?.endedAt ?? null,
});

/** The stays a person lives in at a time: those that are open, and neither left since nor told too long ago. */
export function livesIn({ stays }: StayHistory, at: string): readonly KnownStay[] {
  const open = stays.filter(isOpenRoundTheClock);
  if (open.length === 0) return open;
  return open.filter((stay) => {
    const others = stays.filter((other) => other !== stay).map(timesOf);
    return saysWhereAt(stay.start?.startedAt ?? null, at) && !wasLeft(timesOf(stay), others);
  });
}

export const stayOf = ({ stays }: StayHistory, stayId: string | null): KnownStay | undefined =>
  stayId === null ? undefined : stays.find((stay) => stay.stayId === stayId);

/**
 * From when a person is free for something that starts outside: null when nobody knows of a stay they
 * live in, the latest planned end when all are planned to end, `infinity` when one is not. `at` is when they
 * asked for it, `besides` the stay in the very place they wait to have again.
 */
export function freeFrom(
  history: StayHistory,
  at: string,
  besides: string | null = null,
): string | null {
  const open = livesIn(history, at).filter(({ stayId }) => stayId !== besides);
  if (open.length === 0) return null;
  if (open.some(({ plan }) => plan === null)) return NEVER;
  return new Date(Math.max(...open.map(({ plan }) => Date.parse(plan!.plannedFor)))).toISOString();
}

/** A day that never comes; PostgreSQL reads it as a time behind all others. */
export const NEVER = 'infinity';

/** Both histories; of a stay known to both, each part that either has. */
export function mergeStays(survivor: StayHistory, retired: StayHistory): StayHistory {
  const known = new Map(survivor.stays.map((stay) => [stay.stayId, stay]));
  for (const stay of retired.stays) {
    const same = known.get(stay.stayId);
    known.set(
      stay.stayId,
      same
        ? {
            ...same,
            start: same.start ?? stay.start,
            plan: same.plan ?? stay.plan,
            end: same.end ?? stay.end,
          }
        : stay,
    );
  }
  return {
    stays: [...known.values()],
    retracted: [...new Set([...survivor.retracted, ...retired.retracted])],
  };
}
