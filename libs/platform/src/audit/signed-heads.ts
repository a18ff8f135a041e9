import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { ShardHead } from './audit-chain.js';

/** The last rows of a service's audit at a time, signed: what was there then cannot be cut off afterwards. */
export interface SignedHeads {
  readonly service: string;
  readonly at: string;
  readonly heads: readonly ShardHead[];
  /** SHA-256 of the public key, its first 16 hex digits. */
  readonly keyId: string;
  /** Ed25519 over everything else, as base64url. */
  readonly signature: string;
}

type Unsigned = Omit<SignedHeads, 'keyId' | 'signature'>;

/** Signs with the private half of an Ed25519 key. */
export function signHeads(key: KeyObject, { service, at, heads }: Unsigned): SignedHeads {
  const keyId = idOf(key);
  const signature = sign(null, textOf({ service, at, heads }, keyId), key).toString('base64url');
  return { service, at, heads, keyId, signature };
}

/** Whether this key, public or private, signed these heads. */
export function isSignedBy(key: KeyObject, signed: SignedHeads): boolean {
  const { keyId, signature } = signed;
  const bytes = Buffer.from(signature, 'base64url');
  return keyId === idOf(key) && verify(null, textOf(signed, keyId), publicHalf(key), bytes);
}

const publicHalf = (key: KeyObject): KeyObject =>
  key.type === 'private' ? createPublicKey(key) : key;

function idOf(key: KeyObject): string {
  const der = publicHalf(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(der).digest('hex').slice(0, 16);
}

function textOf({ service, at, heads }: Unsigned, keyId: string): Buffer {
  const rows = heads.map(({ shard, seq, hash }) => [shard, seq, hash]);
  return Buffer.from(JSON.stringify([service, at, rows, keyId]));
}
