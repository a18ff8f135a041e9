import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { interimServicesRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import type { PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';
import { noteInterim } from '../domain/waiting/note-facts.js';

/** Somebody who waits was given interim services: the 48 hours are kept, and 14 days may become 120. */
@Controller()
export class OnInterimServicesRecorded {
  @EventPattern<string>(interimServicesRecorded.type)
  handle(
    @Payload() event: EventOf<typeof interimServicesRecorded>,
    @Ctx() { state, now }: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { at, items } = event.data;
    return toOutcome(state, noteInterim(state, { id: event.id, at, items }), now);
  }
}
