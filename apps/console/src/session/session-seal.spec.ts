import { hashOfId, openTokens, sealTokens } from './session-seal.js';

const tokens = { access: 'header.payload.signature', refresh: 'r-1' };

describe('the tokens of a session', () => {
  it('are opened by its id alone, and nothing of them shows', () => {
    const sealed = sealTokens('id-1', tokens);
    expect(openTokens('id-1', sealed)).toEqual(tokens);
    expect(sealed.toString('latin1')).not.toContain('payload');
    expect(() => openTokens('id-2', sealed)).toThrow();
    expect(() => openTokens(hashOfId('id-1').toString('hex'), sealed)).toThrow();
  });

  it('are sealed anew each time, and not opened once a bit is another', () => {
    const [first, second] = [sealTokens('id-1', tokens), sealTokens('id-1', tokens)];
    expect(first.equals(second)).toBe(false);
    for (const at of [0, 15, 30]) {
      const changed = Buffer.from(first);
      changed[at]! ^= 1;
      expect(() => openTokens('id-1', changed)).toThrow();
    }
  });
});
