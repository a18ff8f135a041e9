import { offsetIn, readDate, readTime } from './hl7-time.js';

describe('an HL7 time', () => {
  it.each([
    ['a year', '2026', '2026-01-01T05:00:00.000Z'],
    ['a month', '202611', '2026-11-01T04:00:00.000Z'],
    ['a day', '20261102', '2026-11-02T05:00:00.000Z'],
    ['an hour', '2026110209', '2026-11-02T14:00:00.000Z'],
    ['a minute', '202611020930', '2026-11-02T14:30:00.000Z'],
    ['a second', '20261102093015', '2026-11-02T14:30:15.000Z'],
    ['a fraction', '20261102093015.1234', '2026-11-02T14:30:15.123Z'],
    ['an offset', '20261102093015+0100', '2026-11-02T08:30:15.000Z'],
    ['an offset with a colon', '202611020930-05:00', '2026-11-02T14:30:00.000Z'],
    ['an offset behind a blank', '20261102093015 +0215', '2026-11-02T07:15:15.000Z'],
    ['the ISO form', '2026-11-02T09:30:15.5-05:00', '2026-11-02T14:30:15.500Z'],
    ['the ISO form in UTC', '2026-11-02T09:30Z', '2026-11-02T09:30:00.000Z'],
    ['a day of the ISO form', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['the midnight that ends a day', '202611022400', '2026-11-03T05:00:00.000Z'],
    ['the midnight of the ISO form', '2026-11-02T24:00:00-05:00', '2026-11-03T05:00:00.000Z'],
    ['a leap second', '20161231235960+0000', '2016-12-31T23:59:59.000Z'],
  ])('of the precision of %s is read in the zone of its source', (_name, text, utc) => {
    expect(readTime(text, 'America/New_York')).toBe(utc);
  });

  it('may lend its offset to others', () => {
    expect(offsetIn('20261125233500-0500')).toBe('-05:00');
    expect(offsetIn('2026-11-25T23:35:00Z')).toBe('+00:00');
    expect(offsetIn('20261125233500')).toBeUndefined();
    expect(readTime('20261125233000', offsetIn('20261125233500-0500')!)).toBe(
      '2026-11-26T04:30:00.000Z',
    );
  });

  it('attack 26: in the hour that spring skips is moved on by that hour', () => {
    expect(readTime('202603080230', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
  });

  it.each([
    '',
    'soon',
    '2026131',
    '20261302',
    '20260230',
    '2026110225',
    '202611022401',
    '20261102093015+99',
  ])('that cannot be is none: %p', (text) => expect(readTime(text, 'UTC')).toBeUndefined());
});

describe('a birth date', () => {
  it.each([
    ['19900412', '1990-04-12'],
    ['19900412000000', '1990-04-12'],
    ['199004', '1990-04'],
    ['1990', '1990'],
    ['19900231', undefined],
    ['unknown', undefined],
  ])('%p is %p', (text, date) => expect(readDate(text)).toBe(date));
});
