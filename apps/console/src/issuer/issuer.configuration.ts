import { createHmac, type KeyObject } from 'node:crypto';
import type { ClientMetadata, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { ALL_SCOPES } from '@handrail/platform';
import { HOUR_MS, MINUTE_MS } from '@handrail/domain';
import type { DataSource } from 'typeorm';
import type { Accounts } from './accounts.js';
import { IssuerRecords } from './issuer-records.js';

/** All services together, as OAuth names what a token is for. */
const SERVICES = 'urn:handrail:services';
const SECOND_MS = 1_000;

export interface IssuerParts {
  readonly database: DataSource;
  readonly accounts: Accounts;
  /** Signs tokens: P-256. */
  readonly key: KeyObject;
  readonly audience: string;
  readonly clients: readonly ClientMetadata[];
  /** The answer to an assertion that was used before. */
  readonly usedBefore: () => Error;
  /** The answer to an assertion that counts for longer than it needs to. */
  readonly refusedAssertion: () => Error;
  /** Where the console asks who somebody is, by the id of the question. */
  readonly questionAt: (uid: string) => string;
}

/**
 * The embedded issuer: people sign in by code and PKCE, systems by an assertion signed with their own key. Tokens
 * are JWTs for the services, with the roles of the account. Everybody's grant is everything they ask for: what
 * they may is decided by their roles and by each service.
 */
export function issuerConfiguration(parts: IssuerParts): Configuration {
  const { database, accounts, key, audience, clients, questionAt } = parts;
  const { usedBefore, refusedAssertion } = parts;
  return {
    adapter: (kind: string) => new IssuerRecords(database, kind, usedBefore),
    clients: [...clients],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    jwks: { keys: [{ ...key.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
    cookies: {
      keys: [createHmac('sha256', key.export({ type: 'pkcs8', format: 'pem' })).digest('hex')],
    },
    scopes: ['openid', ...ALL_SCOPES],
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['private_key_jwt'],
    assertJwtClientAuthClaimsAndHeader: async (_, { iat, exp }) => {
      if (!livesShortly(iat, exp)) throw refusedAssertion();
    },
    enabledJWA: {
      clientAuthSigningAlgValues: ['RS384', 'ES384', 'ES256'],
      idTokenSigningAlgValues: ['ES256'],
    },
    findAccount: async (_, name) => {
      const account = await accounts.find(name);
      return account && { accountId: name, claims: () => ({ sub: name }) };
    },
    extraTokenClaims: async (_, token) => {
      const accountId = 'accountId' in token ? token.accountId : undefined;
      const account = accountId === undefined ? undefined : await accounts.find(accountId);
      return account && { roles: account.roles, organisation: account.organisation };
    },
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    loadExistingGrant: grantOf,
    interactions: { url: (_, { uid }) => questionAt(uid) },
    renderError: (ctx, { error }) => {
      ctx.type = 'text/plain';
      ctx.body = `You could not be signed in (${error}). Go back to the console and try again.`;
    },
    ttl: {
      AccessToken: (10 * MINUTE_MS) / SECOND_MS,
      ClientCredentials: (5 * MINUTE_MS) / SECOND_MS,
      AuthorizationCode: MINUTE_MS / SECOND_MS,
      IdToken: (10 * MINUTE_MS) / SECOND_MS,
      Interaction: (10 * MINUTE_MS) / SECOND_MS,
      RefreshToken: (12 * HOUR_MS) / SECOND_MS,
      Session: (12 * HOUR_MS) / SECOND_MS,
      Grant: (12 * HOUR_MS) / SECOND_MS,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => SERVICES,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          ...{ audience, scope: ALL_SCOPES.join(' '), accessTokenFormat: 'jwt' },
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  };
}

/**
 * Somebody who finds an assertion on its way has five minutes at most (SMART Backend Services), by the clock of who made
 * it, which may be a minute ahead of ours.
 */
function livesShortly(iat: unknown, exp: unknown): boolean {
  if (typeof exp !== 'number') return false;
  const now = Math.floor(Date.now() / SECOND_MS);
  const longest = (5 * MINUTE_MS) / SECOND_MS;
  const ahead = MINUTE_MS / SECOND_MS;
  return exp - now <= longest + ahead && (typeof iat !== 'number' || exp - iat <= longest);
}

/** Nobody is asked whether the console may: it is this network's own. */
async function grantOf(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  const known = session!.grantIdFor(client!.clientId);
  const before = known === undefined ? undefined : await provider.Grant.find(known);
  if (before) return before;
  const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
  grant.addOIDCScope('openid');
  grant.addResourceScope(SERVICES, ALL_SCOPES.join(' '));
  await grant.save();
  return grant;
}
