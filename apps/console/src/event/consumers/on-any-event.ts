import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { catalogue, wordsOf } from '@handrail/contracts';
import { applied } from '@handrail/messaging';
import type { EventEnvelope, Moment, Outcome } from '@handrail/messaging';
import { project } from '../domain/project.js';
import type { Additions } from '../read-model.store.js';

/** Reads every released event of every service into the console's read model. */
@Controller()
export class OnAnyEvent {
  @EventPattern(catalogue.map((contract) => contract.type))
  handle(@Payload() event: EventEnvelope, @Ctx() moment: Moment<Additions>): Outcome<Additions> {
    const { outcome } = wordsOf(event.type, event.data);
    return applied({
      projections: [...moment.state.projections, project(event, moment.key, outcome)],
    });
  }
}
