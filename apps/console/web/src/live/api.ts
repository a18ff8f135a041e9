/** A refusal of the server, as RFC 9457 says it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail || title);
    this.name = 'ApiError';
  }
}

/** GET and POST of the console's own API. */
export async function api<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      ...init,
      headers: { accept: 'application/json', ...init?.headers },
    });
  } catch {
    throw new ApiError(0, 'The console does not answer', 'Check that it runs and is reachable.');
  }
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body as T;
  const problem = (body ?? {}) as { title?: unknown; detail?: unknown };
  throw new ApiError(
    answer.status,
    typeof problem.title === 'string' ? problem.title : `Answered ${answer.status}`,
    typeof problem.detail === 'string' ? problem.detail : '',
  );
}

export const post = <T>(path: string, body: object): Promise<T> =>
  api<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
