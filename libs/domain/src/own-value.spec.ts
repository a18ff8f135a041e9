import { ownValue } from './own-value.js';

describe('a table asked with a key from outside', () => {
  it('answers with its own values only', () => {
    const table: Readonly<Record<string, string>> = { st: 'street' };
    expect(ownValue(table, 'st')).toBe('street');
    for (const inherited of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      expect(ownValue(table, inherited)).toBeUndefined();
    expect(ownValue(undefined, 'st')).toBeUndefined();
  });
});
