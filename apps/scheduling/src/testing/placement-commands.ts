import type { CareContext } from '@handrail/contracts';
import type { Level, ProgramLevel, WaitReason } from '@handrail/domain';
import type { Asked } from '@handrail/testing/decider';
import type { SessionPlan } from '../calendar/domain/sessions.js';
import { isWaiting, type PersonPlacements } from '../placement/domain/placement.js';
import type { Acceptance } from '../program/domain/program.js';
import { allotted, determined, id, keptWaiting, newest, OFFER_EXPIRES } from './builders.js';
import type { DeterminationChange } from './builders.js';
import type { PlacementCommand } from './placement-decider.js';

/** A command, or one that reads in the state which placement it is about. */
type Command = Asked<PersonPlacements, PlacementCommand>;

/** The named reassessment determines a level, `minutes` after a fixed morning. */
export const determines = (
  reassessment: string,
  change: DeterminationChange = {},
  minutes = 0,
): PlacementCommand => ({
  kind: 'request-place',
  determined: determined(reassessment, change, minutes),
  event: `${reassessment} ${minutes}`,
});

/** The allocator finds a place for who waits, the newest request first. */
export const finds =
  (acceptance: Acceptance = 'automatic', plan: SessionPlan | null = null): Command =>
  (person) => {
    const found = allotted(waitingOf(person), acceptance);
    return { kind: 'settle', allotment: { ...found, place: { ...found.place, plan } } };
  };

/** The allocator finds a place for the request at a level. */
export const findsAt =
  (level: ProgramLevel, acceptance: Acceptance = 'automatic'): Command =>
  (person) => {
    const waiting = person.placements.findLast((each) => isWaiting(each) && each.level === level);
    return { kind: 'settle', allotment: allotted(waiting ?? newest(person), acceptance) };
  };

/** The allocator finds no place. */
export const findsNone =
  (waitReason: WaitReason = 'full'): Command =>
  (person) => ({ kind: 'settle', allotment: keptWaiting(waitingOf(person), waitReason) });

/** The allocator finds none that gives the level, and perhaps one that gives an alternative. */
export const matchesNone =
  (level: ProgramLevel, alternative: Level | null = null): Command =>
  (person) => {
    const waiting = person.placements.findLast((each) => isWaiting(each) && each.level === level);
    const kept = keptWaiting(waiting ?? newest(person), 'no-matching-program', alternative);
    return { kind: 'settle', allotment: kept };
  };

export const accepts: Command = (person) => ({
  kind: 'accept-offer',
  placementId: offerOf(person),
});

export const declines =
  (reason = 'no-bed-for-this-need'): Command =>
  (person) => ({ kind: 'decline-offer', placementId: offerOf(person), reason });

/** Time passes without an answer. */
export const staysSilent =
  (now = OFFER_EXPIRES): Command =>
  (person) => ({ kind: 'expire-offer', placementId: offerOf(person), now });

/** What the named reassessment rests on is no longer true. */
export const falls = (reassessment: string, reason = 'trigger-retracted'): PlacementCommand => ({
  kind: 'withdraw-for',
  reassessmentId: id(reassessment),
  reason,
});

/** The person comes to a session of the newest placement. */
export const attends: Command = (person) => ({
  kind: 'note-attendance',
  placementId: newest(person).id,
  attended: true,
});

export const isRated = (context: CareContext, ratedAt: string): PlacementCommand => ({
  kind: 'note-fact',
  recorded: { context, ratedAt },
});

/** The plan of the first placement is looked at when it should be over. */
export const planEnds =
  (now: string): Command =>
  (person) => ({ kind: 'finish-plan', placementId: person.placements[0]!.id, now });

const waitingOf = (person: PersonPlacements) =>
  person.placements.findLast(isWaiting) ?? newest(person);

const offerOf = (person: PersonPlacements): string =>
  (person.placements.findLast(({ status }) => status === 'offered') ?? newest(person)).id;
