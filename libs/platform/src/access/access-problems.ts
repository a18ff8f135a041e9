import type { Response } from 'express';
import { Problem } from '../http/problem.js';
import type { Scope } from './scopes.js';

const REALM = 'Bearer realm="handrail"';

/** 401: nobody is known. Why a token is not taken helps only whoever tries to make one. */
export function unauthenticated(response: Response, hadToken: boolean): Problem {
  response.setHeader('www-authenticate', hadToken ? `${REALM}, error="invalid_token"` : REALM);
  return new Problem(
    401,
    'unauthenticated',
    'Sign in first',
    'This needs a valid access token in the Authorization header.',
  );
}

/** 403: somebody is known, and this is not for them. */
export function notAllowed(response: Response, scopes: readonly Scope[]): Problem {
  const needed = scopes.join(' ');
  response.setHeader('www-authenticate', `${REALM}, error="insufficient_scope", scope="${needed}"`);
  return new Problem(403, 'not-allowed', 'You may not do this', 'Your roles do not allow this.', [
    {
      path: 'Authorization',
      reason: 'does not allow this',
      accepted: scopes.length > 0 ? `a token with ${scopes.join(' or ')}` : 'nobody',
    },
  ]);
}

/** 403: the body says that somebody else acts. */
export const otherActor = (path: string): Problem =>
  new Problem(
    403,
    'other-actor',
    'Nobody acts for somebody else',
    'Who acts is who signed in. Nothing was changed; the attempt is kept.',
    [{ path, reason: 'names somebody else', accepted: 'nothing, or the name you signed in with' }],
  );

/** 503: whether a token is valid cannot be found out now. */
export function issuerSilent(response: Response): Problem {
  response.setHeader('retry-after', '2');
  return new Problem(
    503,
    'issuer-silent',
    'Tokens cannot be checked now',
    'The issuer of tokens does not answer. Nothing was done.',
  );
}
