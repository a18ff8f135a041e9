import { lookup as resolve } from 'node:dns/promises';
import { request as overHttp, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Attempt } from './domain/after-attempt.js';
import { isPublicAddress, problemOfUrl } from './public-address.js';

/** A receiver has so long to answer, from the first byte sent to the last of the head. */
const ANSWER_WITHIN_MS = 15_000;

/** What is sent, and whether it may go to addresses that are not public. */
export interface ToSend {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly allowsPrivate: boolean;
}

/**
 * Sends one request and answers what came of it; it never throws. The name of the host is resolved once, every
 * address it has is looked at, and the connection goes to one of exactly those: a name that answers otherwise
 * a moment later leads nowhere. A redirect is an answer and is not followed.
 */
export async function sendPinned(to: ToSend): Promise<Attempt> {
  const problem = problemOfUrl(to.url, to.allowsPrivate);
  if (problem) return failed('address-not-allowed');
  const url = new URL(to.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host)
    ? [{ address: host, family: isIP(host) }]
    : await resolve(host, { all: true }).catch(() => []);
  if (addresses.length === 0) return failed('host-not-found');
  if (!to.allowsPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
    return failed('address-not-allowed');
  const [pinned] = addresses;
  return await post(url, to, pinned!);
}

function post(
  url: URL,
  { body, headers }: ToSend,
  pinned: { readonly address: string; readonly family: number },
): Promise<Attempt> {
  const lookup: LookupFunction = (_host, options, callback) =>
    options.all ? callback(null, [pinned]) : callback(null, pinned.address, pinned.family);
  const content = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  const options: RequestOptions = {
    ...{ method: 'POST', lookup, agent: false, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) },
    headers: { ...headers, ...content, 'user-agent': 'Handrail-Webhooks/1' },
  };
  return new Promise((settle) => {
    const request = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, (answer) => {
      const retryAfterMs = retryAfterOf(answer.headers['retry-after']);
      settle({ status: answer.statusCode ?? null, outcome: 'answered', retryAfterMs });
      // What it says beside its status is nobody's business here.
      answer.destroy();
    });
    request.on('error', (error) => settle(failed(codeOf(error))));
    request.end(body);
  });
}

const failed = (outcome: string): Attempt => ({ status: null, outcome, retryAfterMs: null });

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  ABORT_ERR: 'timeout',
  ETIMEDOUT: 'timeout',
};

const codeOf = (error: NodeJS.ErrnoException): string => {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout';
  const code = error.code ?? '';
  return CODES[code] ?? (code.includes('CERT') ? 'certificate-refused' : 'not-sent');
};

/** Seconds, or a date. */
function retryAfterOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.max(0, ms) : null;
}
