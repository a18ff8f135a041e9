import { readCredentials } from './read-credentials.js';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const certificate = (name: string, expiresAt: unknown, more: object = {}) => ({
  ...{ kind: 'sender', name, speaks: ['CAREAPP|LAKESIDE'], expiresAt },
  ...more,
});

describe('what shows who may send', () => {
  it('is in the order it runs out, with how near that is; what nobody knows comes last', () => {
    const items = [
      certificate('client', null, { kind: 'client' }),
      certificate('later', '2026-12-28T12:00:01.000Z'),
      certificate('soon', '2026-12-28T12:00:00.000Z'),
      certificate('over', '2026-11-28T12:00:00.000Z'),
    ];
    expect(readCredentials({ items }, NOW).map(({ name, end }) => [name, end])).toEqual([
      ['over', 'over'],
      ['soon', 'soon'],
      ['later', 'later'],
      ['client', null],
    ]);
  });

  it('is nothing of another kind, without a name or with a time that is none', () => {
    const items = [
      certificate('', null),
      certificate('x', null, { kind: 'secret' }),
      certificate('y', 'tomorrow'),
      7,
    ];
    expect(readCredentials({ items }, NOW)).toEqual([
      { kind: 'sender', name: 'y', speaks: ['CAREAPP|LAKESIDE'], expiresAt: 'tomorrow', end: null },
    ]);
    expect(readCredentials(null, NOW)).toEqual([]);
  });
});
