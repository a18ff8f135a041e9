import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { levelOfCareDetermined } from '@handrail/contracts';
import { causeOf, type EventOf, type Moment, type Outcome } from '@handrail/messaging';
import type { PersonCase } from '../domain/placement.js';
import { requestPlace, type Determined } from '../domain/request-place.js';
import { toOutcome } from '../placement.publish.js';

type LevelOfCareDetermined = EventOf<typeof levelOfCareDetermined>;

/** A level of care was determined: the person joins the line for it. */
@Controller()
export class OnLevelOfCareDetermined {
  @EventPattern<string>(levelOfCareDetermined.type)
  handle(
    @Payload() event: LevelOfCareDetermined,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const moment = {
      now: at.now,
      cause: causeOf(event),
      newId: (purpose: string) => at.newId(purpose),
    };
    return toOutcome(at.state, requestPlace(at.state, determinedIn(event), moment), at.now);
  }
}

function determinedIn({ data }: LevelOfCareDetermined): Determined {
  const { determination, trigger, reassessmentId, determinationId } = data;
  const happened = [trigger, ...trigger.evidence].map(({ occurredAt }) => Date.parse(occurredAt));
  const reasonAt = new Date(Math.max(...happened)).toISOString();
  return {
    support: { reassessmentId, determinationId, messageId: trigger.messageId, reasonAt },
    level: determination.level,
    mode: determination.mode,
    decidedBy: data.decidedBy,
    need: {
      context: data.context,
      supports: determination.supports,
      withdrawalSetting: determination.withdrawalSetting,
      placeFrom: data.placeFrom,
    },
    requestedAt: data.requestedAt,
    determinedAt: data.determinedAt,
  };
}
