import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { describeProblem, newSchemaCompiler, contextSchema } from '@handrail/contracts';
import type { Cause, Messaging, Moment } from '@handrail/messaging';
import { badRequest, MESSAGING } from '@handrail/platform';
import { ReassessmentReader } from '../reassessment.reader.js';
import { ReassessmentStep } from '../reassessment.step.js';
import type { Act, ActTarget } from '../domain/act.js';
import { normalised } from '../domain/instants.js';
import type { PersonCase } from '../domain/person-case.js';
import { viewOf, type ReassessmentView } from '../reassessment.view.js';
import { asProblem } from './as-problem.js';
import type { OverrideDto, RateDto } from './commands.dto.js';
import { ratingsFact } from './ratings-fact.js';
import type {
  DraftDto,
  HandOffDto,
  OutreachDto,
  RequestInformationDto,
  SignDto,
  SnoozeDto,
} from './work.dto.js';

const isContext = newSchemaCompiler().compile(contextSchema);

/** Runs what people do with a reassessment on the case of its person, under the person's lane. */
@Injectable()
export class ReassessmentCommands {
  readonly #messaging: Messaging;
  readonly #reader: ReassessmentReader;
  readonly #step: ReassessmentStep;

  constructor(
    @Inject(MESSAGING) messaging: Messaging,
    reader: ReassessmentReader,
    step: ReassessmentStep,
  ) {
    this.#messaging = messaging;
    this.#reader = reader;
    this.#step = step;
  }

  claim(target: ActTarget, by: string): Promise<ReassessmentView> {
    this.#refuseNul({ by });
    return this.#run(target, () => ({ kind: 'claim', by }));
  }

  handOff(target: ActTarget, body: HandOffDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    return this.#run(target, () => ({ kind: 'hand-off', ...plain(body) }));
  }

  snooze(target: ActTarget, body: SnoozeDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    const { by, reason } = body;
    const until = normalised(body.until);
    return this.#run(target, () => ({ kind: 'snooze', by, until, reason }));
  }

  requestInformation(target: ActTarget, body: RequestInformationDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    return this.#run(target, () => ({ kind: 'request-information', ...plain(body) }));
  }

  saveDraft(target: ActTarget, body: DraftDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    this.#refuseContext(body.context);
    const { by, ratings, context = {}, note = null } = body;
    return this.#run(target, () => ({
      kind: 'draft',
      ...{ by, ratings: plain(ratings), context, note },
    }));
  }

  noteOutreach(target: ActTarget, { by, outcome }: OutreachDto): Promise<ReassessmentView> {
    this.#refuseNul({ by });
    return this.#run(target, () => ({ kind: 'outreach', by, outcome }));
  }

  sign(target: ActTarget, body: SignDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    const { by = null, role = null } = body;
    return this.#run(target, () => ({ kind: 'sign', by, role }));
  }

  override(target: ActTarget, body: OverrideDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    const { by = null, level, reasonCode, text, role } = body;
    return this.#run(target, () => ({ kind: 'override', by, level, reasonCode, text, role }));
  }

  rate(target: ActTarget, body: RateDto): Promise<ReassessmentView> {
    this.#refuseNul(body);
    this.#refuseContext(body.context);
    const { by = null } = body;
    return this.#run(target, (cause) => ({ kind: 'rate', by, fact: ratingsFact(body, cause) }));
  }

  #refuseContext(context: unknown): void {
    if (context === undefined || isContext(context)) return;
    const problems = (isContext.errors ?? []).map((error) => {
      const problem = describeProblem(error);
      return { ...problem, path: `/context${problem.path}` };
    });
    throw badRequest('One or more fields are not valid.', problems);
  }

  /** PostgreSQL keeps no NUL in JSON: refused here as a fault of the input, not found out there. */
  #refuseNul(body: object): void {
    if (!JSON.stringify(body).includes('\\u0000')) return;
    const problem = { path: '/', reason: 'holds a NUL character', accepted: 'text without NUL' };
    throw badRequest('One or more fields are not valid.', [problem]);
  }

  async #run(target: ActTarget, what: (cause: Cause) => Act): Promise<ReassessmentView> {
    const { personId, trigger } = await this.#reader.byId(target.id);
    const cause: Cause = {
      id: randomUUID(),
      correlationId: trigger.messageId,
      recordedTime: new Date().toISOString(),
    };
    const rule = (moment: Moment<PersonCase>) => {
      const { outcome, reassessment, state } = this.#step.act(what(cause), target, moment);
      return { outcome, result: viewOf(reassessment, state) };
    };
    try {
      return await this.#messaging.command(personId, cause, rule);
    } catch (error) {
      throw asProblem(error);
    }
  }
}

/** The fields of a body as a plain object, which is what rules keep. */
const plain = <T extends object>(body: T): { [K in keyof T]: T[K] } => ({ ...body });
