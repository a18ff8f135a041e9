import { Inject, Injectable } from '@nestjs/common';
import { deriveId } from '@handrail/domain';
import type { Cause, Messaging, Moment } from '@handrail/messaging';
import { MESSAGING } from '@handrail/platform';
import { ReassessmentStep } from '../reassessment.step.js';
import type { InstrumentReported } from '../domain/facts.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';
import type { InstrumentResultDto, PostInstrumentResultDto } from './instruments.dto.js';

/** Keeps results of other instruments in the case of their person. */
@Injectable()
export class InstrumentsService {
  readonly #messaging: Messaging;
  readonly #step: ReassessmentStep;

  constructor(@Inject(MESSAGING) messaging: Messaging, step: ReassessmentStep) {
    this.#messaging = messaging;
    this.#step = step;
  }

  /** The same result posted again is the same fact, so it is kept once. */
  async keep(personId: string, posted: PostInstrumentResultDto): Promise<InstrumentResultDto> {
    const { instrument } = posted;
    const [level, composite] = [posted.level ?? null, posted.composite ?? null];
    const assessedAt = normalised(posted.assessedAt);
    const parts = [personId, instrument, assessedAt, String(level), String(composite)];
    const eventId = deriveId(Date.parse(assessedAt), 'instrument-result', ...parts);
    const recordedTime = new Date().toISOString();
    const cause: Cause = { id: eventId, correlationId: eventId, recordedTime };
    const fact: InstrumentReported = {
      kind: 'instrument-reported',
      source: {
        ...{ eventId, messageId: eventId, type: 'handrail.assessment.instrument-reported' },
        ...{ occurredAt: assessedAt, recordedAt: recordedTime },
      },
      ...{ instrument, level, composite, assessedAt },
    };
    const result = { eventId, instrument, level, composite, assessedAt };
    return await this.#messaging.command(personId, cause, (moment: Moment<PersonCase>) => ({
      outcome: this.#step.react(fact, moment),
      result,
    }));
  }
}
