import { causeTitle, count, plural, shortId, shortType, words } from './labels.js';

describe('words for codes', () => {
  it('reads codes as sentences', () => {
    expect(words('no-matching-program')).toBe('No matching program');
    expect(words('residential-step-down')).toBe('Residential step-down');
    expect(words('co-occurring condition')).toBe('Co-occurring condition');
    expect(words('needs-person')).toBe('Needs a person');
    expect(shortType('handrail.intake.stay-ended.v1')).toBe('stay-ended');
    expect(shortId('0199a2f0-7c11-7a10-8b1e-5d7d6a0c1001')).toBe('6a0c1001');
  });

  it.each([
    ['schema:handrail.intake.stay-ended.v1:/endedAt', 'Not as its contract says, at /endedAt'],
    ['undecodable:not-a-json-object', 'Cannot be read: not a json object'],
    ['rule-threw:no-such-level', 'A rule failed: no such level'],
    ['behind-parked-event', 'Waits behind another parked event'],
    ['never-heard-of', 'Never heard of'],
  ])('says what %s means', (cause, title) => {
    expect(causeTitle(cause)).toBe(title);
  });

  it('counts like people do', () => {
    expect([count(0), count(1234), count(7.55), count(12.5)]).toEqual(['0', '1,234', '7.6', '13']);
    expect([plural(1, 'event'), plural(2, 'event'), plural(0, 'person', 'people')]).toEqual([
      '1 event',
      '2 events',
      '0 people',
    ]);
  });
});
