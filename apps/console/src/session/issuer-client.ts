import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import { isLoopback, SERVICE_SETTINGS, type CommonSettings } from '@handrail/platform';
import { importPKCS8 } from 'jose';
import * as oidc from 'openid-client';
import type { ConsoleSettings } from '../console.settings.js';
import type { SessionTokens } from './session-seal.js';

/** What a browser keeps between being sent to the issuer and coming back from it. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** Tokens with the time at which the access token ends. */
export interface GrantedTokens extends SessionTokens {
  readonly subject: string;
  readonly expiresAt: Date;
}

const CALLBACK = '/v1/session/callback';

/** The console as a client of the issuer: authorization code with PKCE, and its own key instead of a secret. */
@Injectable()
export class IssuerClient {
  readonly #settings: CommonSettings & ConsoleSettings;
  #configuration: Promise<oidc.Configuration> | undefined;

  constructor(@Inject(SERVICE_SETTINGS) settings: CommonSettings & ConsoleSettings) {
    this.#settings = settings;
  }

  /** Whether people can sign in at all. */
  get isThere(): boolean {
    return this.#settings.ISSUER !== undefined && this.#settings.CLIENT_KEY_FILE !== undefined;
  }

  /** Where the browser goes to sign in, and what it has to bring back. */
  async begin(returnTo: string, hint: string | undefined) {
    const verifier = oidc.randomPKCECodeVerifier();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const address = oidc.buildAuthorizationUrl(await this.#discovered(), {
      redirect_uri: this.#settings.CONSOLE_URL + CALLBACK,
      ...{ scope: 'openid', state, nonce, prompt: 'login' },
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(hint === undefined ? {} : { login_hint: hint }),
    });
    return { address: address.href, pending: { state, nonce, verifier, returnTo } };
  }

  /** Exchanges the code the browser came back with. */
  async finish(search: string, pending: PendingSignIn): Promise<GrantedTokens> {
    const came = new URL(`${this.#settings.CONSOLE_URL}${CALLBACK}${search}`);
    const tokens = await oidc.authorizationCodeGrant(await this.#discovered(), came, {
      ...{ expectedState: pending.state, expectedNonce: pending.nonce },
      ...{ pkceCodeVerifier: pending.verifier, idTokenExpected: true },
    });
    return grantedIn(tokens, tokens.claims()!.sub);
  }

  /** New tokens for those that end; throws when the issuer gives none any more. */
  async renew(refresh: string, subject: string): Promise<GrantedTokens> {
    const tokens = await oidc.refreshTokenGrant(await this.#discovered(), refresh);
    return grantedIn({ ...tokens, refresh_token: tokens.refresh_token ?? refresh }, subject);
  }

  #discovered(): Promise<oidc.Configuration> {
    this.#configuration ??= this.#discover().catch((error: unknown) => {
      this.#configuration = undefined;
      throw error;
    });
    return this.#configuration;
  }

  async #discover(): Promise<oidc.Configuration> {
    const { ISSUER, CLIENT_ID, CLIENT_KEY_FILE } = this.#settings;
    const issuer = new URL(ISSUER!);
    const pem = createPrivateKey(readFileSync(CLIENT_KEY_FILE!)).export({
      type: 'pkcs8',
      format: 'pem',
    });
    const key = await importPKCS8(pem.toString(), 'ES256');
    // Without TLS only to this machine itself.
    const execute = isLoopback(issuer.hostname) ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(issuer, CLIENT_ID, {}, oidc.PrivateKeyJwt(key), { execute });
  }
}

function grantedIn(
  tokens: { access_token: string; refresh_token?: string; expires_in?: number },
  subject: string,
): GrantedTokens {
  const expiresAt = new Date(Date.now() + (tokens.expires_in ?? 60) * 1_000);
  const { access_token: access, refresh_token: refresh = null } = tokens;
  return { access, refresh, subject, expiresAt };
}
