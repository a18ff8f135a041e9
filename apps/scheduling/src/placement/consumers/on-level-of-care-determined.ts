import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { levelOfCareDetermined } from '@handrail/contracts';
import { causeOf, type EventOf, type Moment, type Outcome } from '@handrail/messaging';
import { SERVICE_SETTINGS } from '@handrail/platform';
import type { SchedulingSettings } from '../../scheduling.settings.js';
import type { PersonPlacements } from '../domain/placement.js';
import type { Determined } from '../domain/determined.js';
import { requestKnowing } from '../domain/waiting/request-knowing.js';
import { toOutcome } from '../placement.step.js';

type LevelOfCareDetermined = EventOf<typeof levelOfCareDetermined>;

/** A level of care was determined: the person joins the line for it. */
@Controller()
export class OnLevelOfCareDetermined {
  readonly #withHousing: boolean;

  constructor(@Inject(SERVICE_SETTINGS) settings: SchedulingSettings) {
    this.#withHousing = settings.RECOVERY_HOUSING;
  }

  @EventPattern<string>(levelOfCareDetermined.type)
  handle(
    @Payload() event: LevelOfCareDetermined,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { state, now } = moment;
    const newId = (purpose: string) => moment.newId(purpose);
    const cause = causeOf(event);
    const circumstances = { now, cause, newId, withHousing: this.#withHousing };
    return toOutcome(state, requestKnowing(state, determinedIn(event), circumstances), now);
  }
}

function determinedIn({ data }: LevelOfCareDetermined): Determined {
  const { determination, trigger, reassessmentId, determinationId } = data;
  const happened = [trigger, ...trigger.evidence].map(({ occurredAt }) => Date.parse(occurredAt));
  const reasonAt = new Date(Math.max(...happened)).toISOString();
  return {
    support: {
      ...{ reassessmentId, determinationId, messageId: trigger.messageId, reasonAt },
      ...(data.decidedBy === 'clinician' ? { isByClinician: true } : {}),
    },
    level: determination.level,
    mode: determination.mode,
    decidedBy: data.decidedBy,
    need: {
      context: data.context,
      supports: determination.supports,
      withdrawalSetting: determination.withdrawalSetting,
      placeFrom: data.placeFrom,
      alternatives: determination.alternatives,
    },
    requestedAt: data.requestedAt,
    determinedAt: data.determinedAt,
  };
}
