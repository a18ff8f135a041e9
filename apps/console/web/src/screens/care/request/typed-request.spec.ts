import { EMPTY, missingIn, typedRequest } from './typed-request.js';

describe('the form of a request', () => {
  it.each([
    ['nothing', {}, /^Name the person/],
    ['a name alone', { family: 'Alder' }, /^Name the person/],
    ['a number without its issuer', { number: 'MRN-1' }, /^Say who issued/],
  ])('with %s says what is missing', (_name, typed, words) => {
    expect(missingIn({ ...EMPTY, ...typed })).toMatch(words);
  });

  it.each([
    ['a number and its issuer', { number: 'MRN-1', issuer: 'urn:oid:1.2.3' }],
    ['a name and a birth date', { family: 'Alder', birthDate: '1980-01-02' }],
  ])('with %s can be sent', (_name, typed) => {
    expect(missingIn({ ...EMPTY, ...typed })).toBeNull();
  });

  it('sends what was typed, trimmed, and nothing of what was not', () => {
    const form = {
      ...EMPTY,
      requestedBy: 'court',
      family: ' Alder ',
      injecting: 'no',
      region: ' ',
    };
    expect(typedRequest(form, 'r1', '2026-11-07T14:00:00.000Z')).toEqual({
      ...{ requestId: 'r1', requestedAt: '2026-11-07T14:00:00.000Z', requestedBy: 'court' },
      ...{ family: 'Alder', injecting: false },
    });
  });
});
