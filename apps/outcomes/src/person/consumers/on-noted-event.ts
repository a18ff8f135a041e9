import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import * as events from '@handrail/contracts';
import type { EventEnvelope, Moment, Outcome } from '@handrail/messaging';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';

/** Events of a person that a rule of outcomes acts on; their own consumers tell them too. */
const ACTED_ON: ReadonlySet<string> = new Set(
  [
    events.attendanceRecorded,
    events.factRetracted,
    events.overdoseReported,
    events.personsMerged,
    events.placementCompleted,
    events.placementConfirmed,
    events.placementWithdrawn,
    events.repeatedReturnToUseDetected,
    events.returnToUseReported,
    events.sessionsScheduled,
    events.stayCorrected,
    events.stayEnded,
    events.stayStarted,
  ].map(({ type }) => type),
);

/** All others: the journey tells every event of a person, also one that was added today. */
const ONLY_TOLD = events.catalogue.filter(
  ({ key, type }) => key === 'personId' && !ACTED_ON.has(type),
);

@Controller()
export class OnNotedEvent {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern(ONLY_TOLD.map(({ type }) => type))
  handle(
    @Payload() event: EventEnvelope,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    return react(at, [tell(event, this.numbers.timeZone)]);
  }
}
