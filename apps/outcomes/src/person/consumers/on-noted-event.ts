import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import * as events from '@handrail/contracts';
import type { EventEnvelope, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { noteInJourney } from '../steps/journey.step.js';

/** Events of a person that a rule of outcomes acts on; their own consumers note them too. */
const ACTED_ON: ReadonlySet<string> = new Set(
  [
    events.attendanceRecorded,
    events.factRetracted,
    events.overdoseReported,
    events.personsMerged,
    events.placementCompleted,
    events.placementConfirmed,
    events.placementRescheduled,
    events.placementWithdrawn,
    events.repeatedReturnToUseDetected,
    events.returnToUseReported,
    events.sessionsScheduled,
    events.stayCorrected,
    events.stayEnded,
    events.stayStarted,
  ].map(({ type }) => type),
);

/** All others: the journey notes every event of a person, also the ones added today. */
const ONLY_NOTED = events.catalogue.filter(
  ({ key, type }) => key === 'personId' && !ACTED_ON.has(type),
);

/** An event that no rule acts on is still part of the person's journey. */
@Controller()
export class OnNotedEvent {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern(ONLY_NOTED.map(({ type }) => type))
  handle(
    @Payload() event: EventEnvelope,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(moment, [noteInJourney(event, this.#numbers.timeZone)]);
  }
}
