import { isStorableText } from '@handrail/domain';
import { digestRecord, fromStored, toStored, type RawRecord } from './stored-record.js';

const raw = (changes: Partial<RawRecord> = {}): RawRecord => ({
  key: 'k',
  headers: { ce_id: '1' },
  value: Buffer.from('{}'),
  ...changes,
});

const names = (count: number) =>
  Array.from({ length: count }, (_, n) => [`name-${n}`, String(n)] as const);

describe('the stored form of a record', () => {
  it.each([
    ['plain', raw()],
    ['tombstone', raw({ key: null, value: null, headers: {} })],
    ['NUL in the key', raw({ key: 'a\0b' })],
    ['half a pair in the key', raw({ key: '\ud800' })],
    ['NUL in a header', raw({ headers: { a: '\0' } })],
    ['half a pair in the name of a header', raw({ headers: { '\udfff': 'x' } })],
    ['a thousand headers', raw({ headers: Object.fromEntries(names(1_000)) })],
    ['unreadable', raw({ unreadable: 'compression-zstd' })],
  ])('gives the record back: %s', (_, record) => {
    const stored = toStored(record);
    expect(fromStored(stored)).toEqual(record);
    expect(isStorableText(JSON.stringify(stored).replaceAll(/\\u(0000|d[89a-f])/gi, '\0'))).toBe(
      true,
    );
  });

  it('keeps plain records readable for people', () => {
    expect(toStored(raw())).toEqual({ key: 'k', headers: { ce_id: '1' }, valueBase64: 'e30=' });
  });

  it('keeps the digest and the size of what is too large', () => {
    const large = raw({ value: Buffer.alloc(5 * 1024 * 1024) });
    const kept = fromStored(toStored(large));
    expect(kept).toEqual(digestRecord(large, 'kept-as-digest'));
    expect(kept).toEqual({
      key: null,
      headers: { digest: expect.stringMatching(/^sha-256=[0-9a-f]{64}$/), bytes: '5242915' },
      value: null,
      unreadable: 'kept-as-digest',
    });
    expect(digestRecord(raw({ key: 'other' }), 'x').headers['digest']).not.toBe(
      digestRecord(raw(), 'x').headers['digest'],
    );
  });
});
