import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DomainError } from '@handrail/domain';
import { describeProblem, newSchemaCompiler, contextSchema } from '@handrail/contracts';
import { applied, type Cause, type Messaging, type Moment } from '@handrail/messaging';
import { badRequest, conflict, MESSAGING, notFound, preconditionFailed } from '@handrail/platform';
import { ReassessmentsReader } from '../../reads/reassessments/reassessments.reader.js';
import { CaseRules } from '../case-rules.js';
import { act, type Act, type Target } from '../domain/act.js';
import type { RatingsRecorded } from '../domain/facts.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';
import { publicEvents, timerChanges } from '../reassessment.publish.js';
import { viewOf, type ReassessmentView } from '../reassessment.view.js';
import type { OverrideDto, RateDto } from './commands.dto.js';

const isContext = newSchemaCompiler().compile(contextSchema);

/** Runs what people do with a reassessment on the case of its person, under the person's lane. */
@Injectable()
export class ReassessmentCommands {
  constructor(
    @Inject(MESSAGING) private readonly messaging: Messaging,
    private readonly reader: ReassessmentsReader,
    private readonly rules: CaseRules,
  ) {}

  claim(target: Target, by: string): Promise<ReassessmentView> {
    this.refuseNul({ by });
    return this.run(target, () => ({ kind: 'claim', by }));
  }

  sign(target: Target): Promise<ReassessmentView> {
    return this.run(target, () => ({ kind: 'sign' }));
  }

  override(target: Target, body: OverrideDto): Promise<ReassessmentView> {
    this.refuseNul(body);
    const { level, reasonCode, text, role } = body;
    return this.run(target, () => ({ kind: 'override', level, reasonCode, text, role }));
  }

  rate(target: Target, body: RateDto): Promise<ReassessmentView> {
    this.refuseNul(body);
    if (body.context !== undefined && !isContext(body.context))
      throw badRequest(
        'One or more fields are not valid.',
        (isContext.errors ?? []).map((error) => {
          const problem = describeProblem(error);
          return { ...problem, path: `/context${problem.path}` };
        }),
      );
    return this.run(target, (cause) => ({ kind: 'rate', fact: ratingsFact(body, cause) }));
  }

  /** PostgreSQL keeps no NUL in JSON: refused here as a fault of the input, not found out there. */
  private refuseNul(body: object): void {
    if (!JSON.stringify(body).includes('\\u0000')) return;
    const problem = { path: '/', reason: 'holds a NUL character', accepted: 'text without NUL' };
    throw badRequest('One or more fields are not valid.', [problem]);
  }

  private async run(target: Target, what: (cause: Cause) => Act): Promise<ReassessmentView> {
    const { personId, trigger } = await this.reader.one(target.id);
    const cause: Cause = {
      id: randomUUID(),
      correlationId: trigger.messageId,
      recordedTime: new Date().toISOString(),
    };
    const rule = (at: Moment<PersonCase>) => {
      const circumstances = this.rules.circumstances(at.now);
      const { state: after, events } = act(at.state, target, what(cause), circumstances);
      const publish = publicEvents(events, after);
      const timers = timerChanges(at.state, after, circumstances.policy);
      const one = after.reassessments.find(({ id }) => id === target.id)!;
      return { outcome: applied(after, publish, timers), result: viewOf(one, after.personId) };
    };
    try {
      return await this.messaging.command(personId, cause, rule);
    } catch (error) {
      throw asProblem(error);
    }
  }
}

function ratingsFact(body: RateDto, cause: Cause): RatingsRecorded {
  const { d1, d2, d3, d4, d5, d6 } = body.ratings;
  const ratedAt = normalised(body.ratedAt ?? cause.recordedTime);
  return {
    kind: 'ratings-recorded',
    source: {
      eventId: cause.id,
      messageId: cause.correlationId,
      type: 'handrail.assessment.ratings-entered',
      occurredAt: ratedAt,
      recordedAt: cause.recordedTime,
    },
    ratedAt,
    ratings: {
      d1: d1 ?? 'unknown',
      d2: d2 ?? 'unknown',
      d3: d3 ?? 'unknown',
      d4: d4 ?? 'unknown',
      d5: d5 ?? 'unknown',
      d6: d6 ?? 'unknown',
    },
    context: body.context ?? {},
  };
}

/** A refusal of a rule in the words of HTTP. */
function asProblem(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  switch (error.code) {
    case 'not-found':
      return notFound('reassessment');
    case 'version-changed':
      return preconditionFailed('Read the reassessment again: somebody changed it meanwhile.');
    default:
      return conflict(
        error.code,
        `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`,
      );
  }
}
