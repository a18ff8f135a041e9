/** A refusal of the server, as RFC 9457 says it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    /** Stable code of the refusal, for example `version-changed`. */
    readonly code = '',
    /** Further members of the problem, for example who did what meanwhile. */
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
    this.name = 'ApiError';
  }
}

/** Longer than the console itself waits for any service. */
const ANSWER_WITHIN_MS = 75_000;

/** GET and POST of the console's own API. */
export async function api<T>(path: string, init?: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...init,
      headers: { accept: 'application/json', ...init?.headers },
    });
  } catch {
    throw new ApiError(0, 'The console does not answer', 'Check that it runs and is reachable.');
  }
  const body = await bodyOf(answer);
  if (answer.ok && body !== undefined) return body as T;
  // Whether something was done is not known, so it is not taken for done.
  if (answer.ok)
    throw new ApiError(0, 'The answer broke off', 'Read it again before you repeat it.');
  if (answer.status === 401) signIn();
  const problem = (body ?? {}) as Readonly<Record<string, unknown>>;
  throw new ApiError(
    answer.status,
    text(problem['title']) || `Answered ${answer.status}`,
    text(problem['detail']),
    text(problem['type']).replace('urn:handrail:problem:', ''),
    problem,
  );
}

/** Its JSON, null where there is none, and undefined when it did not arrive as it was sent. */
async function bodyOf(answer: Response): Promise<unknown> {
  try {
    const sent = await answer.text();
    return sent === '' ? null : JSON.parse(sent);
  } catch {
    return undefined;
  }
}

/** Pages that are shown to somebody who is not signed in. */
const OPEN_PAGES = new Set(['/sign-in', '/confirm-capacity']);

/** The session has ended, or never began: signing in leads back to the page. */
function signIn(): void {
  const { pathname, search } = window.location;
  if (OPEN_PAGES.has(pathname)) return;
  window.location.assign(`/v1/session/sign-in?returnTo=${encodeURIComponent(pathname + search)}`);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** `version` is the one that was seen: when somebody was faster the answer is 412. */
export const post = <T>(path: string, body: object, version?: number): Promise<T> =>
  send<T>('POST', path, body, version);

/** Replaces what was seen in this version. */
export const put = <T>(path: string, body: object, version: number): Promise<T> =>
  send<T>('PUT', path, body, version);

const send = <T>(method: string, path: string, body: object, version?: number): Promise<T> =>
  api<T>(path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    },
    body: JSON.stringify(body),
  });
