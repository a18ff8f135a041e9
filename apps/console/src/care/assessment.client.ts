import { Injectable } from '@nestjs/common';
import { Problem, type ProblemBody } from '@handrail/platform';
import { NoAnswer, ServiceClient, type Answer } from '../services/service-client.js';

/** A year of determinations is evaluated again within seconds; anything longer has hung. */
const WHAT_IF_TIMEOUT_MS = 60_000;

/**
 * The assessment service for the Care area. Its refusals are passed on as they are, with who did
 * what meanwhile; when it does not answer the caller is told whether something may have changed.
 */
@Injectable()
export class AssessmentClient {
  constructor(private readonly services: ServiceClient) {}

  get<T>(path: string): Promise<T> {
    return this.answered<T>(() => this.services.get('assessment', path, 5_000), silent);
  }

  post<T>(path: string, body: object, ifMatch?: string): Promise<T> {
    const headers: Record<string, string> = ifMatch ? { 'if-match': ifMatch } : {};
    return this.answered<T>(
      () => this.services.post('assessment', path, body, WHAT_IF_TIMEOUT_MS, headers),
      unknown,
    );
  }

  private async answered<T>(
    ask: () => Promise<Answer>,
    onSilence: (error: unknown) => unknown,
  ): Promise<T> {
    const { status, body } = await ask().catch((error: unknown) => {
      throw onSilence(error);
    });
    if (status < 300) return body as T;
    throw refused(status, body);
  }
}

function silent(error: unknown): unknown {
  if (!(error instanceof NoAnswer)) return error;
  return new Problem(
    503,
    'assessment-silent',
    'The assessment service does not answer',
    `It could not be asked: ${error.message}. What you typed is kept here.`,
  );
}

/** A change that was sent and not answered may have been made: nobody may say that it was not. */
function unknown(error: unknown): unknown {
  if (!(error instanceof NoAnswer && error.mayHaveArrived)) return silent(error);
  return new Problem(
    503,
    'outcome-unknown',
    'It may have happened',
    `The assessment service gave no answer: ${error.message}. Look whether the change is there before ` +
      'you repeat it. What you typed is kept here.',
  );
}

/** A refusal keeps its code, its words and its further members: the page shows all of them. */
function refused(status: number, body: unknown): Problem {
  const { type, title, detail, errors, ...rest } = (body ?? {}) as Partial<ProblemBody>;
  const { status: _, ...extensions } = rest;
  return new Problem(
    status,
    typeof type === 'string' ? type.replace('urn:handrail:problem:', '') : 'refused',
    typeof title === 'string' ? title : 'The assessment service refused',
    typeof detail === 'string' ? detail : `It answered ${status}.`,
    errors,
    extensions,
  );
}
