import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { issuerSilent, unauthenticated } from './access-problems.js';
import { noteCaller, requestIdOf, type Caller } from './caller.js';
import { IssuerSilent, issuerKeys } from './issuer-keys.js';
import { isTrustedLocally, type TrustSettings } from './local-trust.js';
import { LOCAL } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

export interface AccessSettings extends TrustSettings {
  readonly AUDIENCE: string;
  readonly ISSUER_KEYS_URL?: string | undefined;
}

/** Browsers write these themselves; programs write neither. */
const BROWSER = ['origin', 'sec-fetch-site'];
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip'];
/** The token of RFC 6750, in the header only: an address is written into logs. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/**
 * Finds out who sends each request, before its body is read. A token that is not valid is refused at once,
 * also where none is needed; a request without one goes on, and the guard of its route decides.
 */
export function authenticate(settings: AccessSettings): RequestHandler {
  const { ISSUER: issuer, ISSUER_KEYS_URL: keysUrl, AUDIENCE: audience } = settings;
  const verifier =
    issuer && new TokenVerifier({ issuer, audience, keys: issuerKeys(issuer, keysUrl) });
  return (request, response, next) => {
    const header = request.headers.authorization;
    if (header === undefined) {
      if (isTrustedLocally(settings, senderOf(request)))
        noteCaller(request, { principal: LOCAL, token: null, requestId: requestIdOf(request) });
      next();
    } else if (!verifier) next(unauthenticated(response, true));
    else void verifyHeader(verifier, header).then(takeOrRefuse(request, response, next), next);
  };
}

type Found = Omit<Caller, 'requestId'> | IssuerSilent | undefined;

function takeOrRefuse(request: Request, response: Response, next: NextFunction) {
  return (found: Found) => {
    // Whoever went away meanwhile is not followed: what they would take now, nobody gives back.
    if (response.closed) return;
    if (found instanceof IssuerSilent) return next(issuerSilent(response));
    if (!found) return next(unauthenticated(response, true));
    noteCaller(request, { ...found, requestId: requestIdOf(request) });
    next();
  };
}

async function verifyHeader(verifier: TokenVerifier, header: string): Promise<Found> {
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) return undefined;
  try {
    const principal = await verifier.verify(token);
    return principal && { principal, token };
  } catch (error) {
    if (error instanceof IssuerSilent) return error;
    throw error;
  }
}

const senderOf = (request: Request) => ({
  address: request.socket.remoteAddress,
  isForwarded: FORWARDED.some((name) => request.headers[name] !== undefined),
  isBrowser: BROWSER.some((name) => request.headers[name] !== undefined),
});
