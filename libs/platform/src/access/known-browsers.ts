import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { LRUCache } from 'lru-cache';
import { MINUTE_MS } from '@handrail/domain';

/** As long as a session goes on without a request. */
const REMEMBERED_MS = 30 * MINUTE_MS;

/** Who was signed in by which cookies, as hashes of them: a memory that is read holds no session. */
const actors = new LRUCache<string, string>({
  ...{ max: 20_000, ttl: REMEMBERED_MS, updateAgeOnGet: true },
});

const hashOf = (cookies: string) => createHash('sha256').update(cookies).digest('base64');

/** Notes whose session a browser's request was found to be of. */
export function noteBrowser({ headers: { cookie } }: Request, actor: string): void {
  if (cookie !== undefined) actors.set(hashOf(cookie), actor);
}

/**
 * Whose browser sends this, as far as that is known without looking it up: so that what others of its address send
 * does not count against it. Nothing is allowed by that; the session is looked up all the same.
 */
export function browserOf(cookie: string | undefined): string | undefined {
  return cookie === undefined ? undefined : actors.get(hashOf(cookie));
}
