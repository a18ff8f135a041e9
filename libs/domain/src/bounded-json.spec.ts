import { MAX_JSON_DEPTH, nestsDeeperThan, parseJson } from './bounded-json.js';

const nested = (depth: number, inside = '') => '['.repeat(depth) + inside + ']'.repeat(depth);
const parsed = (text: string) => parseJson(Buffer.from(text));

describe('JSON of bounded depth', () => {
  it('is read up to the limit and refused beyond it', () => {
    expect(parsed(nested(MAX_JSON_DEPTH))).toHaveProperty('value');
    expect(parsed(nested(MAX_JSON_DEPTH + 1))).toEqual({ fault: 'too-deep' });
    expect(parsed(nested(6_000))).toEqual({ fault: 'too-deep' });
    expect(parsed('{"a":'.repeat(100) + '1' + '}'.repeat(100))).toEqual({ fault: 'too-deep' });
  });

  it('is refused as too deep even where it never ends', () => {
    expect(parsed('['.repeat(1_000_000))).toEqual({ fault: 'too-deep' });
  });

  it('counts what is open at a time, not what was ever opened', () => {
    const wide = `[${Array.from({ length: 1_000 }, () => '[{"a":[]}]').join(',')}]`;
    expect(parsed(wide)).toEqual({ value: JSON.parse(wide) as unknown });
  });

  it('counts no bracket inside a text, whatever is escaped there', () => {
    const value = { [`${'['.repeat(100)}"`]: `\\"${'{'.repeat(100)}`, b: '\\' };
    expect(parsed(JSON.stringify(value))).toEqual({ value });
    expect(nestsDeeperThan(1, Buffer.from('["\\\\",[]]'))).toBe(true);
    expect(nestsDeeperThan(1, Buffer.from('["\\\\\\"[",1]'))).toBe(false);
  });

  it('says what bytes are that are no JSON', () => {
    expect(parsed('{"half":')).toEqual({ fault: 'not-json' });
    expect(parsed('')).toEqual({ fault: 'not-json' });
    expect(parseJson(Buffer.from([0x22, 0xff, 0x22]))).toEqual({ fault: 'not-utf8' });
  });

  it('takes a byte order mark for none', () => {
    expect(parsed('\uFEFF{"a":1}')).toEqual({ value: { a: 1 } });
  });

  it.each([
    '{"a":1,"a":1}',
    '[0,{"b":{"a":[],"c":":","a":{}}}]',
    String.raw`{"a":1,"\u0061":2}`,
    '{"__proto__":1,"__proto__":2}',
  ])('is refused where an object has a name twice: %s', (text) => {
    expect(parsed(text)).toEqual({ fault: 'doubled-name' });
  });

  it.each(['{"a":{"a":[{"a":":"},{"a":1}]},"A":1}', '{"__proto__":{"x":1},"":"::"}', '":"'])(
    'is read where each object has its names once: %s',
    (text) => {
      expect(parsed(text)).toEqual({ value: JSON.parse(text) as unknown });
    },
  );
});
