import type { Request, Response } from 'express';
import type { PendingSignIn } from './issuer-client.js';

const PENDING_MS = 10 * 60_000;
const PENDING_PATH = '/v1/session';

/**
 * The cookies of the console. Over TLS they carry the prefix that binds them to this host and to TLS
 * (`__Host-`, `__Secure-`); on this machine without TLS no browser takes such a name.
 */
export class SessionCookies {
  readonly #isSecure: boolean;
  readonly #session: string;
  readonly #pending: string;

  constructor(consoleUrl: string) {
    this.#isSecure = consoleUrl.startsWith('https:');
    this.#session = this.#isSecure ? '__Host-handrail' : 'handrail';
    this.#pending = this.#isSecure ? '__Secure-handrail-sign-in' : 'handrail-sign-in';
  }

  idIn(request: Request): string | undefined {
    const id = cookieIn(request, this.#session);
    return id !== undefined && /^[\w-]{20,100}$/.test(id) ? id : undefined;
  }

  setId(response: Response, id: string): void {
    response.cookie(this.#session, id, { ...this.#common(), path: '/' });
  }

  clearId(response: Response): void {
    response.clearCookie(this.#session, { ...this.#common(), path: '/' });
  }

  pendingIn(request: Request): PendingSignIn | undefined {
    const text = cookieIn(request, this.#pending);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(Buffer.from(text, 'base64url').toString()) as PendingSignIn;
    } catch {
      return undefined;
    }
  }

  setPending(response: Response, pending: PendingSignIn): void {
    const text = Buffer.from(JSON.stringify(pending)).toString('base64url');
    const options = { ...this.#common(), path: PENDING_PATH, maxAge: PENDING_MS };
    response.cookie(this.#pending, text, options);
  }

  clearPending(response: Response): void {
    response.clearCookie(this.#pending, { ...this.#common(), path: PENDING_PATH });
  }

  /** Lax: coming back from the issuer is a visit from another page, and has to find the cookie. */
  #common() {
    return { httpOnly: true, secure: this.#isSecure, sameSite: 'lax' as const };
  }
}

/** Of two cookies of one name neither is ours to choose. */
function cookieIn({ headers }: Request, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(/; */).map((pair) => pair.split('='));
  const found = pairs.filter(([known]) => known === name);
  return found.length === 1 ? found[0]![1] : undefined;
}
