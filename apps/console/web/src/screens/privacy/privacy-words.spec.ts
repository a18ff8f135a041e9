import { consentLook, factWords, missingWords, recipientWords } from './privacy-words.js';

describe('a consent in words', () => {
  it.each([
    ['revoked', 'permit', [], 'Revoked'],
    ['expired', 'deny', [], 'Expired'],
    ['active', 'deny', [], 'Denies'],
    ['active', 'permit', ['text'], 'Incomplete'],
    ['active', 'permit', [], 'Permits'],
  ])('that is %s and would %s, lacking %p: %s', (status, decision, missing, title) => {
    expect(consentLook({ status, decision, missing }).title).toBe(title);
  });

  it('names whom it is about and what, and what it lacks', () => {
    expect(recipientWords({ recipients: ['birch-house'], classes: ['treating-providers'] })).toBe(
      'birch-house, treating providers',
    );
    expect(recipientWords({ recipients: [], classes: [] })).toBe('anybody');
    expect(factWords([])).toBe('everything');
    expect(factWords(['level-of-care', 'referral'])).toBe('level of care, referral');
    expect(missingWords(['recipient', 'text'])).toBe('who may know, the form');
  });
});
