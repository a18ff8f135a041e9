import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { jwtVerify } from 'jose';
import { clientAssertion } from './client-assertion.js';

const NOW = Date.parse('2026-11-28T06:00:00Z');
const wish = { client: 'st-mary', endpoint: 'https://issuer.test/token', nowMs: NOW };
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;

describe('the assertion of a system', () => {
  it.each([
    ['ES384', ec('P-384')],
    ['ES256', ec('P-256')],
    ['RS384', generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey],
  ])('is read by a verifier that is not ours, signed with %s', async (alg, key) => {
    const assertion = clientAssertion(pemOf(key), wish);
    const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(key), {
      ...{ issuer: 'st-mary', subject: 'st-mary', audience: wish.endpoint },
      currentDate: new Date(NOW),
    });
    expect(protectedHeader).toEqual({ alg, typ: 'JWT' });
    expect(payload.exp! - payload.iat!).toBe(60);
    const again = clientAssertion(pemOf(key), wish);
    const { payload: other } = await jwtVerify(again, createPublicKey(key), {
      currentDate: new Date(NOW),
    });
    expect(other.jti).not.toBe(payload.jti);
  });

  it('is not made with a key that no issuer should take', () => {
    for (const key of [ec('secp256k1'), generateKeyPairSync('ed25519').privateKey])
      expect(() => clientAssertion(pemOf(key), wish)).toThrow(/neither P-384, P-256 nor RSA/);
  });
});
