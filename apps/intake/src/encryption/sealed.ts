import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_ID_BYTES = 16;
const PIECE_BYTES = 128 * 1024;
const HEADER_BYTES = 1 + KEY_ID_BYTES + NONCE_BYTES + TAG_BYTES;

/**
 * Seals bytes with AES-256-GCM: version, id of the data key, nonce, tag, ciphertext. `place` names the row
 * and column: what was sealed for one place cannot be opened in another. A data key seals far fewer than
 * the 2^32 values for which random nonces of 96 bits are safe.
 */
export function seal(key: Buffer, keyId: string, place: string, plain: Buffer | string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(place));
  const bytes = typeof plain === 'string' ? Buffer.from(plain) : plain;
  const sealed = Buffer.allocUnsafe(HEADER_BYTES + bytes.length);
  // Piece by piece into its place: the cipher makes a copy of each, and of eight megabytes none is wanted.
  for (let from = 0; from < bytes.length; from += PIECE_BYTES)
    cipher.update(bytes.subarray(from, from + PIECE_BYTES)).copy(sealed, HEADER_BYTES + from);
  cipher.final();
  sealed[0] = VERSION;
  sealed.write(keyId.replaceAll('-', ''), 1, 'hex');
  nonce.copy(sealed, 1 + KEY_ID_BYTES);
  cipher.getAuthTag().copy(sealed, 1 + KEY_ID_BYTES + NONCE_BYTES);
  return sealed;
}

/** Opens what `seal` made; throws when it was changed, or sealed for another place or by another key. */
export function open(key: Buffer, place: string, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION || sealed.length < HEADER_BYTES)
    throw new Error('a sealed value has a form nobody knows');
  const nonceAt = 1 + KEY_ID_BYTES;
  const tagAt = nonceAt + NONCE_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(nonceAt, tagAt))
    .setAAD(Buffer.from(place))
    .setAuthTag(sealed.subarray(tagAt, HEADER_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
}

/** Which data key a value was sealed with. */
export function keyIdOf(sealed: Buffer): string {
  const hex = sealed.toString('hex', 1, 1 + KEY_ID_BYTES);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
