import type { Decision, WaitlistRemovalReason } from '@handrail/domain';
import type { Asked } from '@handrail/testing/decider';
import type { ActByHand } from '../placement/domain/acts/act.js';
import type { PersonPlacements, WaitingAct } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import { removeFromLine, returnToLine } from '../placement/domain/waiting/leave-line.js';
import {
  giveInterim,
  makeContact,
  pauseWait,
  recordException,
  recordStateAnswer,
  referToState,
  resumeWait,
  takeBackEntry,
} from '../placement/domain/waiting/note-acts.js';
import type { ContactOutcome, InterimItem, StateAnswer } from '../waiting/domain/record.js';
import { id, newest, NOW } from './builders.js';

/** An act about somebody who waits, with what it names. */
export interface WaitingActCommand extends ActByHand {
  readonly kind: 'waiting-act';
  readonly what: WaitingAct;
  readonly now?: string;
  readonly at?: string;
  readonly items?: readonly InterimItem[];
  readonly outcome?: ContactOutcome;
  readonly until?: string | null;
  readonly answer?: StateAnswer;
  readonly entryId?: string;
}

export function decideWaitingAct(
  person: PersonPlacements,
  { what, ...act }: WaitingActCommand,
): Decision<PlacementEvent> {
  const { now = NOW, at = now, until = null, items = ['prenatal'], outcome = 'reached' } = act;
  const moment = { now, entryId: id(`${what} ${at}`) };
  switch (what) {
    case 'interim':
      return giveInterim(person, { ...act, items, at }, moment);
    case 'contact':
      return makeContact(person, { ...act, outcome, at, day: at.slice(0, 10) }, moment);
    case 'pause':
      return pauseWait(person, { ...act, from: at, until }, moment);
    case 'resume':
      return resumeWait(person, act, now);
    case 'remove': {
      const reason = act.reason as WaitlistRemovalReason;
      return removeFromLine(person, { ...act, reason }, now);
    }
    case 'return':
      return returnToLine(person, act, now);
    case 'exception':
      return recordException(person, act, moment);
    case 'refer':
      return referToState(person, act, moment);
    case 'answer':
      return recordStateAnswer(person, { ...act, answer: act.answer ?? 'placed' }, now);
    case 'take-back':
      return takeBackEntry(person, { ...act, entryId: act.entryId ?? '' }, now);
    default:
      return what satisfies never;
  }
}

/** Somebody acts about the newest placement, as they have just read it. */
export const actsAbout =
  (
    what: WaitingAct,
    change: Partial<Omit<WaitingActCommand, 'kind' | 'what'>> = {},
  ): Asked<PersonPlacements, WaitingActCommand> =>
  (person) => {
    const { id: placementId, version } = newest(person);
    const reason = what === 'remove' ? 'refuses' : 'family-reasons';
    return {
      kind: 'waiting-act',
      what,
      placementId,
      version,
      by: 'coordinator-2',
      reason,
      ...change,
    };
  };
