import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { attendanceRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { noteAttendance } from '../domain/note-attendance.js';
import type { PersonPlacements } from '../domain/placement.js';
import { toOutcome } from '../placement.step.js';

/** Somebody came to a session: from now on only a human takes the placement back. */
@Controller()
export class OnAttendanceRecorded {
  @EventPattern<string>(attendanceRecorded.type)
  handle(
    @Payload() event: EventOf<typeof attendanceRecorded>,
    @Ctx() moment: Moment<PersonPlacements>,
  ): Outcome<PersonPlacements> {
    const { placementId, ...session } = event.data;
    const attendance = { ...session, eventId: event.id };
    return toOutcome(
      moment.state,
      noteAttendance(moment.state, placementId, attendance),
      moment.now,
    );
  }
}
