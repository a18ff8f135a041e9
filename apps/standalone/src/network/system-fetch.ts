import { requestToken, type TokenWish } from '@handrail/cli';
import { MINUTE_MS } from '@handrail/domain';

/** Tokens of systems live for five minutes. */
const RENEWED_AFTER_MS = 4 * MINUTE_MS;

/** Asks in the name of a system, with a token of the issuer that is renewed in time. */
export function systemFetch(wish: TokenWish): typeof fetch {
  let token: Promise<string> | undefined;
  let renewAtMs = 0;
  const current = () => {
    if (token && performance.now() < renewAtMs) return token;
    renewAtMs = performance.now() + RENEWED_AFTER_MS;
    token = requestToken(wish);
    // Whoever could not be given one asks for it again with the next request.
    token.catch(() => (token = undefined));
    return token;
  };
  return async (address, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await current()}`);
    return fetch(address, { ...init, headers });
  };
}
