import { createPrivateKey, randomUUID, sign, type KeyObject } from 'node:crypto';

/** As RFC 7518 names it: what a key can sign with. */
type SigningAlgorithm = 'ES256' | 'ES384' | 'RS384';

/** An assertion lives for a minute: it is used at once, and once. */
const LIVES_SECONDS = 60;

/**
 * What a private key signs with: P-384 and RSA as SMART Backend Services asks, P-256 for the embedded issuer.
 *
 * @throws Error for any other key
 */
function algorithmOf(key: KeyObject): SigningAlgorithm {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (key.asymmetricKeyType === 'rsa') return 'RS384';
  if (curve === 'secp384r1') return 'ES384';
  if (curve === 'prime256v1') return 'ES256';
  throw new Error('the key is neither P-384, P-256 nor RSA');
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Who asks, signed with their own key, for one token endpoint (RFC 7523). */
export function clientAssertion(
  pem: string | Buffer,
  { client, endpoint, nowMs }: { client: string; endpoint: string; nowMs: number },
): string {
  const key = createPrivateKey(pem);
  const alg = algorithmOf(key);
  const iat = Math.floor(nowMs / 1_000);
  const claims = { iss: client, sub: client, aud: endpoint, jti: randomUUID() };
  const text = `${part({ alg, typ: 'JWT' })}.${part({ ...claims, iat, exp: iat + LIVES_SECONDS })}`;
  const hash = alg === 'ES256' ? 'sha256' : 'sha384';
  const signature = sign(hash, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
