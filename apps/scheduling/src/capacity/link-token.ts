import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a link to confirm capacity says: whose, which, and until when. */
export interface CapacityLink {
  readonly programId: string;
  /** Used once: the link of this id and no other. */
  readonly linkId: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

/** The link as a token nobody can make or change without the key; it holds no secret itself. */
export function signLink(link: CapacityLink, key: Buffer): string {
  const payload = Buffer.from(JSON.stringify(link)).toString('base64url');
  return `${payload}.${sealOf(payload, key).toString('base64url')}`;
}

/** The link of a token; null for one that was made or changed by somebody else. */
export function readLink(token: string, key: Buffer): CapacityLink | null {
  const [payload = '', seal = '', ...more] = token.split('.');
  if (more.length > 0) return null;
  const [given, right] = [Buffer.from(seal, 'base64url'), sealOf(payload, key)];
  // As long for a wrong seal as for a right one: the time it takes says nothing.
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as CapacityLink;
}

const sealOf = (payload: string, key: Buffer): Buffer =>
  createHmac('sha256', key).update(`capacity-link.${payload}`).digest();
