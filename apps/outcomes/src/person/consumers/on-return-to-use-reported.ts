import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { overdoseReported, returnToUseReported } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { checkReturns } from '../../return-to-use/return-to-use.publish.js';

/** A return to use or an overdose is reported: it may be one too many. */
@Controller()
export class OnReturnToUseReported {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern([returnToUseReported.type, overdoseReported.type])
  handle(
    @Payload() event: EventOf<typeof returnToUseReported> | EventOf<typeof overdoseReported>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const { occurredAt } = event.data;
    return react(at, [
      tell(event, this.numbers.timeZone),
      checkReturns(
        { kind: 'reported', eventId: event.id, occurredAt, recordedAt: at.now },
        at,
        this.numbers.repetition,
      ),
    ]);
  }
}
