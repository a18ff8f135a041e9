import type { DischargeDisposition, Level, Setting } from '@handrail/domain';

/** A stay as outcomes needs to know it. */
export interface CareStay {
  readonly stayId: string;
  readonly setting: Setting;
  readonly startedAt: string | null;
  /** Event that told of its beginning; taking that event back takes back the stay. */
  readonly startedBy: string | null;
  readonly endedAt: string | null;
  /** Event that told of its end; taking that event back opens the stay again. */
  readonly endedBy: string | null;
  readonly disposition: DischargeDisposition | null;
}

/** A confirmed placement, as long as it lasts and afterwards. */
export interface CarePlacement {
  readonly placementId: string;
  readonly level: Level;
  readonly confirmedAt: string;
  readonly endedAt: string | null;
  /** `YYYY-MM-DD` since when the person is in the level: a move within it begins nothing anew. */
  readonly since?: string;
  /** Start of the last session that is planned; absent for care without sessions. */
  readonly lastSessionAt?: string;
}

/** What care a person is and was in, from intake's stays and scheduling's placements. */
export interface Care {
  readonly stays: readonly CareStay[];
  readonly placements: readonly CarePlacement[];
}

export const noCare: Care = { stays: [], placements: [] };

export type CareFact =
  | {
      readonly kind: 'stay-started';
      readonly eventId: string;
      readonly stayId: string;
      readonly setting: Setting;
      readonly startedAt: string;
    }
  | {
      readonly kind: 'stay-ended';
      readonly eventId: string;
      readonly stayId: string;
      readonly setting: Setting;
      readonly startedAt: string | null;
      readonly endedAt: string;
      readonly disposition: DischargeDisposition;
    }
  | {
      readonly kind: 'stay-corrected';
      readonly stayId: string;
      readonly setting: Setting;
      readonly startedAt: string | null;
      readonly endedAt: string | null;
      readonly disposition: DischargeDisposition | null;
    }
  | { readonly kind: 'fact-retracted'; readonly eventId: string }
  | {
      readonly kind: 'placement-confirmed';
      readonly placementId: string;
      readonly level: Level;
      readonly at: string;
      /** `YYYY-MM-DD` of that time where the network is: an evening in America is the next day in UTC. */
      readonly on: string;
      readonly startsOn?: string;
      /** The place the person had until now. */
      readonly movedFrom?: string | null;
    }
  | {
      readonly kind: 'sessions-scheduled';
      readonly placementId: string;
      readonly lastSessionAt: string;
    }
  | {
      readonly kind: 'placement-rescheduled';
      readonly placementId: string;
      readonly startsOn: string;
      readonly startedOn: string;
    }
  | { readonly kind: 'placement-ended'; readonly placementId: string; readonly at: string };

/** Folds facts in. Those about the same stay or placement may come in any order. */
export const evolve = (care: Care, facts: readonly CareFact[]): Care => facts.reduce(applied, care);

function applied(care: Care, fact: CareFact): Care {
  switch (fact.kind) {
    case 'stay-started':
      return withStay(care, fact.stayId, (stay) => ({
        ...stay,
        setting: stay.endedBy ? stay.setting : fact.setting,
        startedAt: fact.startedAt,
        startedBy: fact.eventId,
      }));
    case 'stay-ended':
      return withStay(care, fact.stayId, (stay) => ({
        ...stay,
        setting: fact.setting,
        startedAt: fact.startedAt ?? stay.startedAt,
        endedAt: fact.endedAt,
        endedBy: fact.eventId,
        disposition: fact.disposition,
      }));
    case 'stay-corrected':
      return withKnownStay(care, fact.stayId, (stay) => ({
        ...stay,
        setting: fact.setting,
        startedAt: fact.startedAt ?? stay.startedAt,
        endedAt: stay.endedAt === null ? null : (fact.endedAt ?? stay.endedAt),
        disposition: stay.endedAt === null ? null : (fact.disposition ?? stay.disposition),
      }));
    case 'fact-retracted':
      return retract(care, fact.eventId);
    case 'placement-confirmed':
      return withPlacement(care, {
        placementId: fact.placementId,
        level: fact.level,
        confirmedAt: fact.at,
        endedAt: null,
        ...sinceOf(care, fact),
      });
    case 'sessions-scheduled':
      return {
        ...care,
        placements: care.placements.map((placement) =>
          placement.placementId === fact.placementId
            ? { ...placement, lastSessionAt: fact.lastSessionAt }
            : placement,
        ),
      };
    case 'placement-rescheduled':
      return {
        ...care,
        placements: care.placements.map((placement) =>
          placement.placementId === fact.placementId && placement.since === fact.startedOn
            ? { ...placement, since: fact.startsOn }
            : placement,
        ),
      };
    case 'placement-ended':
      return {
        ...care,
        placements: care.placements.map((placement) =>
          placement.placementId === fact.placementId && placement.endedAt === null
            ? { ...placement, endedAt: fact.at }
            : placement,
        ),
      };
    default:
      return fact satisfies never;
  }
}

/** Whoever had begun at the level when they moved has been in it since then. */
function sinceOf(
  { placements }: Care,
  { level, startsOn, movedFrom, on }: Extract<CareFact, { kind: 'placement-confirmed' }>,
): Pick<CarePlacement, 'since'> {
  const before = placements.find(({ placementId }) => placementId === movedFrom);
  const hasBegun = before?.since !== undefined && before.since <= on;
  const since = before?.level === level && hasBegun ? before.since : startsOn;
  return since === undefined ? {} : { since };
}

const unknownStay = (stayId: string): CareStay => ({
  stayId,
  setting: 'other',
  startedAt: null,
  startedBy: null,
  endedAt: null,
  endedBy: null,
  disposition: null,
});

function withStay(care: Care, stayId: string, change: (stay: CareStay) => CareStay): Care {
  const known = care.stays.some((stay) => stay.stayId === stayId);
  if (known) return withKnownStay(care, stayId, change);
  return { ...care, stays: [...care.stays, change(unknownStay(stayId))] };
}

const withKnownStay = (care: Care, stayId: string, change: (stay: CareStay) => CareStay): Care => ({
  ...care,
  stays: care.stays.map((stay) => (stay.stayId === stayId ? change(stay) : stay)),
});

const withPlacement = (care: Care, placement: CarePlacement): Care => ({
  ...care,
  placements: [
    ...care.placements.filter((other) => other.placementId !== placement.placementId),
    placement,
  ],
});

/** A stay whose beginning and end are both taken back, or that only ended, leaves no trace. */
function retract(care: Care, eventId: string): Care {
  const stays = care.stays
    .map((stay) => {
      if (stay.endedBy === eventId)
        return { ...stay, endedAt: null, endedBy: null, disposition: null };
      if (stay.startedBy === eventId) return { ...stay, startedBy: null };
      return stay;
    })
    .filter((stay) => stay.startedBy !== null || stay.endedBy !== null);
  return { ...care, stays };
}

/** Folds what is known of a retired record of the same person into the survivor's. */
export function mergeCare(survivor: Care, retired: Care): Care {
  const known = new Map(survivor.stays.map((stay) => [stay.stayId, stay]));
  const placementIds = new Set(survivor.placements.map((placement) => placement.placementId));
  return {
    stays: [
      ...new Map([
        ...known,
        ...retired.stays.map(
          (stay) => [stay.stayId, withParts(known.get(stay.stayId), stay)] as const,
        ),
      ]).values(),
    ],
    placements: [
      ...survivor.placements,
      ...retired.placements.filter(({ placementId }) => !placementIds.has(placementId)),
    ],
  };
}

/** One stay that both were told of keeps the parts each of them was told. */
const withParts = (known: CareStay | undefined, other: CareStay): CareStay =>
  known === undefined
    ? other
    : {
        ...known,
        startedAt: known.startedAt ?? other.startedAt,
        startedBy: known.startedBy ?? other.startedBy,
        ...(known.endedBy === null
          ? { endedAt: other.endedAt, endedBy: other.endedBy, disposition: other.disposition }
          : {}),
      };
