import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** The tokens of a session. */
export interface SessionTokens {
  readonly access: string;
  readonly refresh: string | null;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What the database knows a session by. */
export const hashOfId = (id: string): Buffer => createHash('sha256').update(id).digest();

const keyOf = (id: string): Buffer =>
  Buffer.from(hkdfSync('sha256', id, '', 'handrail session tokens', 32));

/**
 * Seals the tokens with a key made of the session's id, which only the browser has: whoever reads the database
 * can use no session of it.
 */
export function sealTokens(id: string, tokens: SessionTokens): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(id), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(tokens)), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** Throws when they were sealed for another session, or changed. */
export function openTokens(id: string, sealed: Buffer): SessionTokens {
  const decipher = createDecipheriv('aes-256-gcm', keyOf(id), sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const rest = sealed.subarray(IV_BYTES + TAG_BYTES);
  const text = Buffer.concat([decipher.update(rest), decipher.final()]).toString();
  return JSON.parse(text) as SessionTokens;
}
