import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { attendanceRecorded } from '@handrail/contracts';
import type { EventOf, Moment, Outcome } from '@handrail/messaging';
import { sourceOf } from '../fact-source.js';
import { ReassessmentStep } from '../reassessment.step.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';

/** A program says who came (T6, T7): misses ask for outreach, and whoever came has been in contact. */
@Controller()
export class OnAttendanceRecorded {
  readonly #step: ReassessmentStep;

  constructor(step: ReassessmentStep) {
    this.#step = step;
  }

  @EventPattern<string>(attendanceRecorded.type)
  handle(
    @Payload() event: EventOf<typeof attendanceRecorded>,
    @Ctx() moment: Moment<PersonCase>,
  ): Outcome<PersonCase> {
    const { placementId, attendance } = event.data;
    const sessionStartsAt = normalised(event.data.sessionStartsAt);
    const source = sourceOf(event, sessionStartsAt);
    const fact = { source, placementId, sessionStartsAt, attendance };
    return this.#step.react({ kind: 'attendance-recorded', ...fact }, moment);
  }
}
