import { isWhole, NOTHING_TYPED, toRecord, type TypedConsent } from './typed-consent.js';

const typed: TypedConsent = {
  ...NOTHING_TYPED,
  ...{ recipients: ' Birch-House, cedar ', discloser: 'the network', textVersion: '2026-1' },
  ...{ signedOn: '2026-11-02', expires: '2026-12-31' },
};

describe('a typed consent', () => {
  it('is whole with every element, and a denial without any', () => {
    expect(isWhole(typed)).toBe(true);
    for (const name of ['recipients', 'discloser', 'textVersion', 'signedOn'] as const)
      expect([name, isWhole({ ...typed, [name]: '' })]).toEqual([name, false]);
    expect(isWhole({ ...typed, purposes: [] })).toBe(false);
    expect(isWhole({ ...typed, expires: '' })).toBe(true);
    expect(isWhole({ ...typed, kind: 'single', expires: '' })).toBe(false);
    expect(isWhole({ ...NOTHING_TYPED, decision: 'deny' })).toBe(true);
  });

  it('is sent with codes in lower case, its days where the browser is, and nothing that was left empty', () => {
    expect(toRecord(typed, 'officer-1', 'America/New_York')).toEqual({
      ...{ by: 'officer-1', reason: 'signed', kind: 'tpo', decision: 'permit' },
      ...{ recipients: ['birch-house', 'cedar'], facts: [], timeZone: 'America/New_York' },
      purposes: ['treatment', 'payment', 'operations'],
      ...{ discloser: 'the network', textVersion: '2026-1', expires: '2026-12-31' },
      signedAt: '2026-11-02T12:00:00Z',
    });
    expect(toRecord({ ...typed, decision: 'deny' }, 'officer-1', 'UTC')).not.toHaveProperty(
      'signedAt',
    );
  });
});
