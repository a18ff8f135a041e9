import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { isSignedBy, signHeads } from './signed-heads.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const heads = [{ shard: 0, seq: 12, hash: 'ab'.repeat(32) }];
const signed = signHeads(privateKey, { service: 'intake', at: '2026-11-28T10:00:00.000Z', heads });

describe('signed heads', () => {
  it('are recognised by either half of their key', () => {
    expect(isSignedBy(publicKey, signed)).toBe(true);
    expect(isSignedBy(privateKey, signed)).toBe(true);
    expect(isSignedBy(createPublicKey(privateKey), JSON.parse(JSON.stringify(signed)))).toBe(true);
  });

  it('are not those of another key, service, time or row', () => {
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(isSignedBy(other, signed)).toBe(false);
    for (const change of [
      { service: 'outcomes' },
      { at: '2026-11-28T11:00:00.000Z' },
      { heads: [{ ...heads[0]!, seq: 11 }] },
      { heads: [] },
      { signature: '' },
      { keyId: '0' },
    ])
      expect([change, isSignedBy(publicKey, { ...signed, ...change })]).toEqual([change, false]);
  });
});
