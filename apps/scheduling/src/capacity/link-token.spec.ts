import { randomBytes } from 'node:crypto';
import { readLink, signLink } from './link-token.js';

const key = randomBytes(32);
const link = {
  programId: 'harbor-iop',
  linkId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c9001',
  expiresAt: '2026-11-18T12:00:00.000Z',
};

describe('a link to confirm capacity', () => {
  it('is read by whoever has the key', () => {
    expect(readLink(signLink(link, key), key)).toEqual(link);
  });

  it('is not made with another key', () => {
    expect(readLink(signLink(link, randomBytes(32)), key)).toBeNull();
  });

  it('cannot be changed to another program, made longer, or left unsigned', () => {
    const [, seal] = signLink(link, key).split('.');
    const other = Buffer.from(JSON.stringify({ ...link, programId: 'other' })).toString(
      'base64url',
    );
    for (const token of [`${other}.${seal}`, `${other}.`, other, '', '.', 'a.b.c', `x.${seal}`])
      expect(readLink(token, key)).toBeNull();
  });

  it('is refused whichever character of it was changed', () => {
    const token = signLink(link, key);
    for (let at = 0; at < token.length; at += 7) {
      if (token[at] === '.') continue;
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(readLink(changed, key)).toBeNull();
    }
  });
});
