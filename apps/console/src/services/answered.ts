import { Problem, type ProblemBody } from '@handrail/platform';
import { NoAnswer, type ServiceAnswer } from './service-client.js';

/**
 * The body of a service's answer. Its refusals are passed on as they are, with every further member; when
 * it does not answer the caller is told so, and what that means for them.
 */
export async function answered<T>(
  service: string,
  ask: () => Promise<ServiceAnswer>,
  meaning: string,
  kind: 'read' | 'change' = 'read',
): Promise<T> {
  const { status, body } = await ask().catch((error: unknown) => {
    if (!(error instanceof NoAnswer)) throw error;
    throw kind === 'change' && error.mayHaveArrived
      ? unknown(service, error.message, meaning)
      : silent(service, error.message, meaning);
  });
  if (status < 300) return body as T;
  throw refused(service, status, body);
}

export const silent = (service: string, why: string, meaning: string): Problem =>
  new Problem(
    503,
    `${service}-silent`,
    `The ${service} service does not answer`,
    `It could not be asked: ${why}. ${meaning}`,
  );

/** A change that was sent and not answered may have been made: nobody may say that it was not. */
const unknown = (service: string, why: string, meaning: string): Problem =>
  new Problem(
    503,
    'outcome-unknown',
    'It may have happened',
    `The ${service} service gave no answer: ${why}. Look whether the change is there before you repeat ` +
      `it. ${meaning}`,
  );

/** A refusal keeps its code, its words and its further members: the page shows all of them. */
export function refused(service: string, status: number, body: unknown): Problem {
  const { type, title, detail, errors, ...rest } = (body ?? {}) as Partial<ProblemBody>;
  const { status: _, ...extensions } = rest;
  return new Problem(
    status,
    typeof type === 'string' ? type.replace('urn:handrail:problem:', '') : 'refused',
    typeof title === 'string' ? title : `The ${service} service refused`,
    typeof detail === 'string' ? detail : `It answered ${status}.`,
    errors,
    extensions,
  );
}
