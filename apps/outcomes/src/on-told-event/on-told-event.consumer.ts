import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import * as events from '@handrail/contracts';
import type { EventEnvelope, Moment, Outcome } from '@handrail/messaging';
import { tell } from '../journey/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../outcomes.config.js';
import type { PersonOutcomes } from '../person/person-outcomes.js';
import { react } from '../person/reaction.js';

/** Events of a person that no rule of outcomes acts on: the journey tells them all the same. */
export const ONLY_TOLD = [
  events.consentChanged,
  events.continuedStayReviewDue,
  events.deadlineAtRisk,
  events.episodeClosed,
  events.episodeOpened,
  events.followUpDue,
  events.followUpMet,
  events.handoffMissed,
  events.levelOfCareDetermined,
  events.personRegistered,
  events.placementDeclined,
  events.placementOffered,
  events.placementWaitlisted,
  events.reassessmentOpened,
  events.reassessmentOverdue,
  events.reassessmentWithdrawn,
  events.repeatedReturnToUseWithdrawn,
  events.riskRatingsRecorded,
  events.sessionsScheduled,
  events.stepDownPlanned,
] as const;

@Controller()
export class OnToldEvent {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern(ONLY_TOLD.map(({ type }) => type))
  handle(
    @Payload() event: EventEnvelope,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(at, [tell(event, this.numbers.timeZone)]);
  }
}
