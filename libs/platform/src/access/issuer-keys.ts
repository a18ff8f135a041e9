import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

const TIMEOUT_MS = 3_000;
const RETRY_AFTER_MS = 2_000;

/** The issuer cannot be asked for its keys, or answers something else. */
export class IssuerSilent extends Error {
  override readonly name = 'IssuerSilent';
}

/**
 * The keys of an issuer, found by OpenID Connect discovery when they are first needed and read again when a
 * token names a new one (at most every half minute). No other address is ever asked: what a token says
 * about where its key is (`jku`, `x5u`) is not read. With `keysUrl` the keys are asked for there, without discovery.
 */
export function issuerKeys(issuer: string, keysUrl?: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  let failedAtMs = -Infinity;
  const find = () => {
    if (!keys && performance.now() - failedAtMs < RETRY_AFTER_MS)
      return Promise.reject(new IssuerSilent('the issuer did not answer just now'));
    keys ??= keysOf(issuer, keysUrl).catch((error: unknown) => {
      keys = undefined;
      failedAtMs = performance.now();
      throw new IssuerSilent('the issuer does not answer', { cause: error });
    });
    return keys;
  };
  return async (header, token) => {
    const keyFor = await find();
    try {
      return await keyFor(header, token);
    } catch (error) {
      throw isAboutTheToken(error) ? error : new IssuerSilent('no keys', { cause: error });
    }
  };
}

const isAboutTheToken = (error: unknown) =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;

async function keysOf(issuer: string, keysUrl: string | undefined): Promise<JWTVerifyGetKey> {
  const address = keysUrl ?? (await discover(issuer));
  return createRemoteJWKSet(new URL(address), { timeoutDuration: TIMEOUT_MS });
}

async function discover(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`discovery answered ${answer.status}`);
  const found = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
  // An issuer that calls itself something else is another (RFC 8414).
  if (found.issuer !== issuer || typeof found.jwks_uri !== 'string')
    throw new Error('discovery describes another issuer');
  return found.jwks_uri;
}
