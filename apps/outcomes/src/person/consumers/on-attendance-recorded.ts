import { Controller, Inject } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { attendanceRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { watchFollowUps } from '../../follow-up/follow-up.publish.js';
import { tell } from '../steps/journey.step.js';
import { RULE_NUMBERS, type RuleNumbers } from '../../outcomes.settings.js';
import type { PersonOutcomes } from '../person-outcomes.js';
import { react } from '../reaction.js';

/** Coming to a session is the follow-up that a discharge waits for. */
@Controller()
export class OnAttendanceRecorded {
  constructor(@Inject(RULE_NUMBERS) private readonly numbers: RuleNumbers) {}

  @EventPattern<string>(attendanceRecorded.type)
  handle(
    @Payload() event: EventOf<typeof attendanceRecorded>,
    @Ctx() at: Moment<PersonOutcomes>,
  ): Outcome<PersonOutcomes> {
    const told = tell(event, this.numbers.timeZone);
    if (event.data.attendance !== 'attended') return react(at, [told]);
    const contact = {
      kind: 'attended',
      eventId: event.id,
      at: event.data.sessionStartsAt,
    } as const;
    return react(at, [told, watchFollowUps(contact, at, this.numbers.followUp)]);
  }
}
