import { Injectable } from '@nestjs/common';
import { toCareTime, type WaitlistRemovalReason } from '@handrail/domain';
import type { Moment } from '@handrail/messaging';
import type { ActByHand } from '../placement/domain/acts/act.js';
import type { PersonPlacements } from '../placement/domain/placement.js';
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
  type ActMoment,
} from '../placement/domain/waiting/note-acts.js';
import type { StateAnswer } from '../waiting/domain/record.js';
import { PlacementActs } from './placement-acts.service.js';
import type { ContactDto, InterimDto, PauseDto } from './waiting-acts.dto.js';

/** What people do about somebody who waits, under the person's lane. */
@Injectable()
export class WaitingActs {
  readonly #acts: PlacementActs;

  constructor(acts: PlacementActs) {
    this.#acts = acts;
  }

  interim(act: ActByHand, { items, at }: InterimDto): Promise<void> {
    return this.#acts.decide(act, (moment) => {
      const { state, now } = moment;
      const given = { ...act, items: [...new Set(items)], at: timeOf(at, now) };
      return giveInterim(state, given, inMoment(moment));
    });
  }

  contact(act: ActByHand, { outcome, at }: ContactDto): Promise<void> {
    return this.#acts.decide(act, (moment) => {
      const { state, now } = moment;
      const made = { ...act, outcome, at: timeOf(at, now), day: (at ?? now).slice(0, 10) };
      return makeContact(state, made, inMoment(moment));
    });
  }

  pause(act: ActByHand, { from, until }: PauseDto): Promise<void> {
    return this.#acts.decide(act, (moment) => {
      const { state, now } = moment;
      const ends = until ? timeOf(until, now) : null;
      const pause = { ...act, from: timeOf(from, now), until: ends };
      return pauseWait(state, pause, inMoment(moment));
    });
  }

  resume(act: ActByHand): Promise<void> {
    return this.#acts.decide(act, ({ state, now }) => resumeWait(state, act, now));
  }

  remove(act: ActByHand, reason: WaitlistRemovalReason): Promise<void> {
    return this.#acts.decide(act, ({ state, now }) =>
      removeFromLine(state, { ...act, reason }, now),
    );
  }

  putBack(act: ActByHand): Promise<void> {
    return this.#acts.decide(act, ({ state, now }) => returnToLine(state, act, now));
  }

  exception(act: ActByHand): Promise<void> {
    return this.#acts.decide(act, (moment) => recordException(moment.state, act, inMoment(moment)));
  }

  refer(act: ActByHand): Promise<void> {
    return this.#acts.decide(act, (moment) => referToState(moment.state, act, inMoment(moment)));
  }

  answer(act: ActByHand, answer: StateAnswer): Promise<void> {
    return this.#acts.decide(act, ({ state, now }) =>
      recordStateAnswer(state, { ...act, answer }, now),
    );
  }

  takeBack(act: ActByHand, entryId: string): Promise<void> {
    const entry = { ...act, entryId: entryId.toLowerCase() };
    return this.#acts.decide(act, ({ state, now }) => takeBackEntry(state, entry, now));
  }
}

/** What is noted has an id of its own. */
const inMoment = (moment: Moment<PersonPlacements>): ActMoment => ({
  now: moment.now,
  entryId: moment.newId('entry'),
});

/** Checked before: a time that is none is refused at the door. */
const timeOf = (text: string | undefined, now: string): string =>
  text === undefined ? now : (toCareTime(text) ?? now);
