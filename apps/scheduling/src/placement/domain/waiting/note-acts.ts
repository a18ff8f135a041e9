import type { Decision } from '@handrail/domain';
import { pauseAt } from '../../../waiting/domain/pauses.js';
import { holdsEntry, type WaitingNote } from '../../../waiting/domain/note.js';
import type {
  ContactOutcome,
  InterimItem,
  StateAnswer,
  StateReferral,
} from '../../../waiting/domain/record.js';
import { decideAct, type ActByHand, type PlacementActRefusal } from '../acts/act.js';
import {
  hasArrived,
  type PersonPlacements,
  type Placement,
  type WaitingAct,
} from '../placement.js';
import type { PlacementEvent } from '../placement-event.js';

/** When somebody acts, and under which id what they note is kept. */
export interface ActMoment {
  readonly now: string;
  readonly entryId: string;
}

type NoteRule = (placement: Placement) => WaitingNote | PlacementActRefusal;

/** An act that notes something about who waits, or has a place and has not come yet. */
function noteByHand(
  person: PersonPlacements,
  kind: WaitingAct,
  act: ActByHand,
  now: string,
  rule: NoteRule,
): Decision<PlacementEvent> {
  return decideAct(person, kind, act, now, (placement) => {
    if (!isOwed(placement)) return 'not-waiting';
    const note = rule(placement);
    if (typeof note === 'string') return note;
    return [{ kind: 'waiting-noted', placementId: placement.id, note }];
  });
}

const isOwed = (placement: Placement): boolean =>
  placement.status === 'waitlisted' ||
  placement.status === 'offered' ||
  (placement.status === 'confirmed' && !hasArrived(placement));

/** Interim services were given (45 CFR 96.121). */
export const giveInterim = (
  person: PersonPlacements,
  act: ActByHand & { readonly items: readonly InterimItem[]; readonly at: string },
  { now, entryId }: ActMoment,
): Decision<PlacementEvent> =>
  noteByHand(person, 'interim', act, now, () =>
    isAhead(act.at, now)
      ? 'in-the-future'
      : { what: 'interim', services: { id: entryId, at: act.at, items: act.items } },
  );

/** Somebody tried to be in touch, or the person answered that they still wait. */
export const makeContact = (
  person: PersonPlacements,
  act: ActByHand & {
    readonly outcome: ContactOutcome;
    readonly at: string;
    readonly day: string;
  },
  { now, entryId }: ActMoment,
): Decision<PlacementEvent> =>
  noteByHand(person, 'contact', act, now, () => {
    const { at, day, outcome } = act;
    if (isAhead(at, now)) return 'in-the-future';
    return { what: 'contact', contact: { id: entryId, at, day, outcome } };
  });

/** The person cannot come for a while. Undone by resuming, or by taking the entry back. */
export const pauseWait = (
  person: PersonPlacements,
  act: ActByHand & { readonly from: string; readonly until: string | null },
  { now, entryId }: ActMoment,
): Decision<PlacementEvent> =>
  noteByHand(person, 'pause', act, now, () => {
    const { from, until, reason } = act;
    const [fromMs, untilMs] = [Date.parse(from), until === null ? Infinity : Date.parse(until)];
    if (untilMs <= Math.max(fromMs, Date.parse(now))) return 'ends-before-it-begins';
    const overlaps = person.waiting.pauses.some((pause) => {
      const ends = [pause.until, pause.resumedAt].map((at) => (at ? Date.parse(at) : Infinity));
      return Date.parse(pause.from) < untilMs && Math.min(...ends) > fromMs;
    });
    if (overlaps) return 'already-paused';
    return { what: 'paused', pause: { id: entryId, from, until, reason, resumedAt: null } };
  });

/** The person can come again. Undone by another pause. */
export const resumeWait = (
  person: PersonPlacements,
  act: ActByHand,
  now: string,
): Decision<PlacementEvent> =>
  noteByHand(person, 'resume', act, now, () => {
    const pause = pauseAt(person.waiting.pauses, now);
    return pause ? { what: 'resumed', pauseId: pause.id, at: now } : 'not-paused';
  });

/** A reason for serving somebody out of turn, or not, for the evidence. The order stays. */
export const recordException = (
  person: PersonPlacements,
  act: ActByHand,
  { now, entryId: id }: ActMoment,
): Decision<PlacementEvent> =>
  noteByHand(person, 'exception', act, now, ({ id: placementId }) => ({
    what: 'exception',
    exception: { id, placementId, at: now, reason: act.reason },
  }));

/** A pregnant woman nobody can take is referred to the State (42 USC 300x-27). */
export const referToState = (
  person: PersonPlacements,
  act: ActByHand,
  { now, entryId: id }: ActMoment,
): Decision<PlacementEvent> =>
  noteByHand(person, 'refer', act, now, ({ priorityClass }) => {
    if (priorityClass > 2) return 'not-pregnant';
    if (openReferral(person)) return 'already-referred';
    return { what: 'referred', referral: { id, at: now, answer: null, answeredAt: null } };
  });

/** What the State answered to the referral that waits for it. */
export const recordStateAnswer = (
  person: PersonPlacements,
  act: ActByHand & { readonly answer: StateAnswer },
  now: string,
): Decision<PlacementEvent> =>
  noteByHand(person, 'answer', act, now, () => {
    const referral = openReferral(person);
    if (!referral) return 'not-referred';
    return { what: 'answered', referralId: referral.id, answer: act.answer, at: now };
  });

/** What was noted by mistake: every clock is as if it had never been. The act stays on record. */
export const takeBackEntry = (
  person: PersonPlacements,
  act: ActByHand & { readonly entryId: string },
  now: string,
): Decision<PlacementEvent> =>
  noteByHand(person, 'take-back', act, now, () =>
    holdsEntry(person.waiting, act.entryId)
      ? { what: 'taken-back', id: act.entryId }
      : 'no-such-entry',
  );

const openReferral = ({ waiting }: PersonPlacements): StateReferral | undefined =>
  waiting.referrals.find(({ answer }) => answer === null);

/** Clocks of two machines may differ by minutes. */
const SKEW_MS = 5 * 60_000;

const isAhead = (at: string, now: string): boolean => Date.parse(at) > Date.parse(now) + SKEW_MS;
