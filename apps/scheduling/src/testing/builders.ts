import type { CareContext } from '@handrail/contracts';
import { deriveId, MINUTE_MS, type Level, type WaitReason } from '@handrail/domain';
import { needsOf } from '../matching/domain/needs.js';
import type { Acceptance, Program, Track } from '../program/domain/program.js';
import type { Determined, RequestCircumstances } from '../placement/domain/determined.js';
import { evolve } from '../placement/domain/evolve.js';
import {
  noPlacements,
  type PersonPlacements,
  type Placement,
} from '../placement/domain/placement.js';
import { requestKnowing } from '../placement/domain/waiting/request-knowing.js';
import { settle, type Allotment } from '../placement/domain/settle.js';

/** Ids that read like their name in a failure, and are the same in every run. */
export const id = (name: string): string => deriveId(0, name);

export const NOW = '2026-11-16T15:00:00.000Z';

export const track = (
  change: Partial<Track> & { capacity?: number; used?: number } = {},
): Track => {
  const { capacity = 5, used = 0, ...rest } = change;
  return {
    id: 'evening',
    days: ['mon', 'wed', 'fri'],
    from: '18:00',
    to: '21:00',
    modality: 'on-site',
    places: {
      capacity,
      plannedCapacity: null,
      used,
      held: 0,
      occupiedReported: null,
      takenElsewhere: 0,
      asOf: NOW,
      capacitySource: 'person',
      occupiedAsOf: null,
      occupiedSource: null,
      usedAsOf: null,
      blocked: 0,
      blocks: [],
      askedAt: null,
    },
    ...rest,
  };
};

export const program = (name: string, change: Partial<Program> = {}): Program => ({
  id: name,
  name,
  level: 'IOP',
  regions: ['boston'],
  timeZone: 'America/New_York',
  payers: [],
  capabilities: [],
  facilities: [],
  acceptance: 'automatic',
  closed: false,
  admissionHours: null,
  tracks: [track()],
  ...change,
});

export interface DeterminationChange extends Partial<Omit<Determined, 'support' | 'need'>> {
  readonly context?: CareContext;
  readonly placeFrom?: string | null;
  /** What is needed beside the level. */
  readonly supports?: readonly string[];
  readonly alternatives?: readonly Level[];
}

/** A determination of the named reassessment, in the order of `minutes` after a fixed morning. */
export function determined(
  reassessment: string,
  asked: DeterminationChange = {},
  minutes = 0,
): Determined {
  const { context = {}, placeFrom = null, supports = [], alternatives, ...rest } = asked;
  const day = new Date(Date.parse('2026-11-16T09:00:00Z') + minutes * 60_000).toISOString();
  return {
    support: {
      reassessmentId: id(reassessment),
      determinationId: id(`${reassessment} determination ${minutes}`),
      messageId: id(`${reassessment} message`),
    },
    level: 'IOP',
    mode: 'automatic',
    decidedBy: 'policy',
    need: {
      ...{ context, supports, withdrawalSetting: null, placeFrom },
      ...(alternatives ? { alternatives } : {}),
    },
    requestedAt: day,
    determinedAt: day,
    ...rest,
  };
}

export const circumstances = (event: string): RequestCircumstances => ({
  now: NOW,
  cause: { id: id(event), correlationId: id(`${event} message`), recordedTime: NOW },
  newId: (purpose) => id(`${event} ${purpose}`),
});

export const nobody = noPlacements(id('person'));

/** The case after a determination was applied. */
export function asked(
  person: PersonPlacements,
  determination: Determined,
  event: string,
): PersonPlacements {
  const decision = requestKnowing(person, determination, circumstances(event));
  if (decision.kind !== 'happened') throw new Error(`ignored: ${decision.reason}`);
  return evolve(person, decision.events);
}

type PlaceFound = Extract<Allotment, { kind: 'place' }>;

export const allotted = (
  placement: Placement,
  acceptance: Acceptance = 'automatic',
): PlaceFound => ({
  kind: 'place',
  placementId: placement.id,
  place: {
    programId: `${placement.level.toLowerCase()}-program`,
    trackId: 'evening',
    startsOn: '2026-11-18',
    timeZone: 'America/New_York',
    plan: null,
  },
  acceptance,
  hours: null,
  candidates: [],
});

export const keptWaiting = (
  placement: Placement,
  waitReason: WaitReason = 'full',
  alternative: Level | null = null,
): Allotment => ({
  alternative,
  kind: 'wait',
  placementId: placement.id,
  waitReason,
  group: {
    id: id(`needs of ${placement.level}`),
    level: placement.level,
    needs: needsOf(placement.level, {}, placement.need),
    suitable: [],
  },
  exceptedTracks: [],
  isNew: true,
});

export const ATTENDED = {
  attendance: 'attended',
  sessionStartsAt: '2026-11-18T23:00:00.000Z',
} as const;

export const MISSED = { ...ATTENDED, attendance: 'no-show' } as const;

export const OFFER_TERMS = { now: NOW, ttlMs: 30 * MINUTE_MS } as const;

export const OFFER_EXPIRES = '2026-11-16T15:30:00.000Z';

/** The case after the allocator's turn. */
export function settled(person: PersonPlacements, allotment: Allotment): PersonPlacements {
  const decision = settle(person, allotment, OFFER_TERMS);
  if (decision.kind !== 'happened') throw new Error(`ignored: ${decision.reason}`);
  return evolve(person, decision.events);
}

/** The newest placement of a case. */
export const newest = (person: PersonPlacements): Placement => person.placements.at(-1)!;

/** A case as a line per placement, such as `IOP completed transferred`. */
export const shown = (person: PersonPlacements): string[] =>
  person.placements.map(({ level, status, endReason, waitReason }) =>
    [level, status, endReason ?? waitReason].filter(Boolean).join(' '),
  );
