import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { attendanceRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';
import { watchFollowUps } from '../steps/follow-up.step.js';
import { noteInJourney } from '../steps/journey.step.js';

/** Coming to a session is the follow-up that a discharge waits for. */
@Controller()
export class OnAttendanceRecorded {
  readonly #numbers: RuleNumbers;

  constructor(@Inject(RULE_NUMBERS) numbers: RuleNumbers) {
    this.#numbers = numbers;
  }

  @EventPattern<string>(attendanceRecorded.type)
  handle(
    @Payload() event: EventOf<typeof attendanceRecorded>,
    @Ctx() moment: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const noted = noteInJourney(event, this.#numbers.timeZone);
    if (event.data.attendance !== 'attended') return react(moment, [noted]);
    const contact = {
      kind: 'attended',
      eventId: event.id,
      at: event.data.sessionStartsAt,
    } as const;
    return react(moment, [noted, watchFollowUps(contact, moment, this.#numbers.followUp)]);
  }
}
