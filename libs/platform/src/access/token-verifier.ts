import { jwtVerify, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { IssuerSilent } from './issuer-keys.js';
import { principalIn, type Principal } from './principal.js';

export interface TokenRules {
  readonly issuer: string;
  /** Whom tokens must be made for. */
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
}

/** Signatures by a private key only: a shared secret, or none, proves nothing (RFC 8725). */
const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'PS384'];
/** How far the clock of an issuer may be ahead of ours. */
const CLOCK_AHEAD_SECONDS = 60;
/** A token that was checked is not checked again for as long; signatures are what a request costs most. */
const CHECKED_FOR_MS = 30_000;
const MOST_KEPT = 5_000;
const MAX_TOKEN_LENGTH = 8_192;

/** Headers that name or bring the key themselves. */
const KEYS_BY_HEADER = ['jku', 'x5u', 'jwk', 'x5c'] as const;

interface Checked {
  readonly principal: Principal;
  readonly expiresAtMs: number;
}

/** Says whose a token is, or undefined when it is not valid. Throws `IssuerSilent` when nobody knows. */
export class TokenVerifier {
  readonly #rules: TokenRules;
  readonly #checked = new LRUCache<string, Checked>({ max: MOST_KEPT, ttl: CHECKED_FOR_MS });

  constructor(rules: TokenRules) {
    this.#rules = rules;
  }

  async verify(token: string): Promise<Principal | undefined> {
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    const before = this.#checked.get(token);
    if (before) return before.expiresAtMs > Date.now() ? before.principal : undefined;
    const found = await this.#check(token);
    if (found) this.#checked.set(token, found);
    return found?.principal;
  }

  async #check(token: string): Promise<Checked | undefined> {
    const { issuer, audience, keys } = this.#rules;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_AHEAD_SECONDS,
        requiredClaims: ['exp', 'sub'],
      });
      const expiresAtMs = payload.exp! * 1_000;
      // Ahead is forgiven, over is over. A token bound to a certificate or key proves nothing without it.
      if (expiresAtMs <= Date.now() || payload['cnf'] !== undefined) return undefined;
      if (KEYS_BY_HEADER.some((name) => protectedHeader[name] !== undefined)) return undefined;
      const principal = principalIn(payload);
      return principal && { principal, expiresAtMs };
    } catch (error) {
      if (error instanceof IssuerSilent) throw error;
      return undefined;
    }
  }
}
