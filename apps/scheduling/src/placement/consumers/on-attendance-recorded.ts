import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { attendanceRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { noteAttendance } from '../domain/note-attendance.js';
import type { PersonCase } from '../domain/placement.js';
import { toOutcome } from '../placement.publish.js';

/** Somebody came to a session: from now on only a human takes the placement back. */
@Controller()
export class OnAttendanceRecorded {
  @EventPattern<string>(attendanceRecorded.type)
  handle(
    @Payload() event: EventOf<typeof attendanceRecorded>,
    @Ctx() at: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, attendance } = event.data;
    return toOutcome(at.state, noteAttendance(at.state, placementId, attendance), at.now);
  }
}
