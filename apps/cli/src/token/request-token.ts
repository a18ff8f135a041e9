import { readFile } from 'node:fs/promises';
import { clientAssertion } from './client-assertion.js';

const TIMEOUT_MS = 15_000;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** A system that asks for a token. */
export interface TokenWish {
  readonly issuer: string;
  readonly client: string;
  readonly keyFile: string;
  readonly scope: string | undefined;
}

/** An access token of the issuer for this system: client credentials with an assertion by its own key. */
export async function requestToken({ issuer, client, keyFile, scope }: TokenWish): Promise<string> {
  const pem = await readFile(keyFile).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`the key cannot be read (${error.code ?? 'unknown'}): ${keyFile}`);
  });
  const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const { token_endpoint: endpoint } = await answerOf(discovery, {});
  if (typeof endpoint !== 'string') throw new Error('the issuer names no token endpoint');
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: clientAssertion(pem, { client, endpoint, nowMs: Date.now() }),
    ...(scope === undefined ? {} : { scope }),
  });
  const { access_token: token } = await answerOf(endpoint, { method: 'POST', body });
  if (typeof token !== 'string') throw new Error('the issuer answered without a token');
  return token;
}

async function answerOf(address: string, init: RequestInit): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(address, { ...init, redirect: 'error', signal }).catch(() => {
    throw new Error(`the issuer does not answer at ${address}`);
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok) return answer;
  const why = [answer['error'], answer['error_description']].filter(
    (each) => typeof each === 'string',
  );
  throw new Error(`the issuer answered ${response.status}: ${why.join(', ') || 'no reason'}`);
}
