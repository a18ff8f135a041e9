import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import {
  factRetracted,
  stayCorrected,
  stayEnded,
  stayStarted,
  stepDownPlanned,
} from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { StayFact } from '../../stay/domain/stay.js';
import { takeBackConsent } from '../domain/note-consent.js';
import { takeBackAttendance } from '../domain/note-attendance.js';
import { noteStay } from '../domain/note-stay.js';
import type { PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';
import { takeBackReport } from '../domain/waiting/note-facts.js';

/** Somebody arrives, leaves, is to leave, or it was not so: their places follow. */
@Controller()
export class OnStayReported {
  @EventPattern<string>(stayStarted.type)
  started(
    @Payload() event: EventOf<typeof stayStarted>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    return note({ kind: 'stay-started', eventId: event.id, ...event.data }, moment);
  }

  @EventPattern<string>(stayEnded.type)
  ended(
    @Payload() event: EventOf<typeof stayEnded>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    return note({ kind: 'stay-ended', eventId: event.id, ...event.data }, moment);
  }

  @EventPattern<string>(stepDownPlanned.type)
  planned(
    @Payload() event: EventOf<typeof stepDownPlanned>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    return note({ kind: 'step-down-planned', eventId: event.id, ...event.data }, moment);
  }

  @EventPattern<string>(stayCorrected.type)
  corrected(
    @Payload() event: EventOf<typeof stayCorrected>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    return note({ kind: 'stay-corrected', eventId: event.id, ...event.data }, moment);
  }

  @EventPattern<string>(factRetracted.type)
  retracted(
    @Payload() event: EventOf<typeof factRetracted>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { retractedEventId, stayId } = event.data;
    // Of anything but stays only consents, first sessions and what bears on waiting are kept here.
    if (stayId === null) {
      const decision =
        takeBackConsent(moment.state, retractedEventId) ??
        takeBackAttendance(moment.state, retractedEventId) ??
        takeBackReport(moment.state, retractedEventId);
      return toOutcome(moment.state, decision, moment.now);
    }
    return note({ kind: 'fact-retracted', retractedEventId }, moment);
  }
}

const note = (fact: StayFact, { state, now }: Moment<PersonPlacements>) =>
  toOutcome(state, noteStay(state, fact), now);
