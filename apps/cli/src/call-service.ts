import { authorizationOf } from './authorization.js';
import type { ToolEnvironment } from './command.js';
import { addressOf, type AskedService } from './service-address.js';

const TIMEOUT_MS = 60_000;

interface ProblemAnswer {
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: ReadonlyArray<{ path: string; reason: string; accepted: string }>;
}

/**
 * Asks a service to do something, or with no body what there is.
 *
 * @throws Error with what the service says is wrong, or that it does not answer
 */
export async function callService<T>(
  env: ToolEnvironment,
  service: AskedService,
  path: string,
  body?: object,
): Promise<T> {
  const base = addressOf(env, service);
  const response = await fetch(new URL(path, base), {
    method: body ? 'POST' : 'GET',
    headers: { ...authorizationOf(env), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => {
    throw new Error(`${service} does not answer at ${base} (is Handrail running?)`);
  });
  const text = await response.text();
  if (!response.ok) throw new Error(wordsOf(service, response.status, text));
  return JSON.parse(text) as T;
}

function wordsOf(service: AskedService, status: number, text: string): string {
  const problem = problemIn(text);
  const errors = problem.errors ?? [];
  return [
    `${service} answered ${status}: ${problem.detail ?? problem.title ?? 'without a reason'}`,
    ...errors.map(({ path, reason, accepted }) => `${path} ${reason}; accepted is ${accepted}`),
  ].join('; ');
}

function problemIn(text: string): ProblemAnswer {
  try {
    return JSON.parse(text) as ProblemAnswer;
  } catch {
    return {};
  }
}
