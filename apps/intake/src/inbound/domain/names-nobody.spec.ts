import { namesNobody } from './names-nobody.js';

const system = 'urn:oid:1.2.3';

describe('a value that names nobody', () => {
  it.each([
    '',
    '   ',
    '""',
    '"',
    '-',
    '?',
    '0',
    '0000000',
    '000-00-0000',
    '9999',
    '999-99-9999',
    'XXXX',
    'xx',
    'xxx-xx-xxxx',
    'xxx-xx-1234',
    '*****',
    '***-**-1234',
    'UNKNOWN',
    ' unknown ',
    'Unk',
    'NONE',
    'N/A',
    'n.a.',
    'NA',
    'TEMP',
    'PENDING',
    'NULL',
    'not available',
    'ＵＮＫＮＯＷＮ',
  ])('%j', (value) => {
    expect(namesNobody({ system, value })).toBe(true);
  });

  it.each([
    '1',
    '9',
    '900',
    '0099',
    'X1',
    'XX12345',
    'TEMP-4711',
    'UNKNOWN3',
    'NA12',
    'A',
    '12345',
  ])('and %j names somebody', (value) => {
    expect(namesNobody({ system, value })).toBe(false);
  });

  it('is what a source says it is', () => {
    const own = new Set(['TOFOLLOW']);
    expect(namesNobody({ system, value: 'to follow' }, own)).toBe(true);
    expect(namesNobody({ system, value: 'to follow' })).toBe(false);
  });
});

describe('a kind of number that is not one person’s', () => {
  it.each(['SN', 'MB', 'mb', 'AN', 'VN', 'PNT'])('%s', (type) => {
    expect(namesNobody({ system, value: '4711', types: ['x', type] })).toBe(true);
  });

  it.each(['MR', 'PI', 'SS', 'MA', 'PT', ''])('and %s is', (type) => {
    expect(namesNobody({ system, value: '4711', types: [type] })).toBe(false);
  });
});

describe('a system that is no authority', () => {
  it.each([
    '',
    '  ',
    '""',
    'urn:oid:',
    'http://',
    'http://terminology.hl7.org/CodeSystem/v2-0203',
    'http://hl7.org/fhir/v2/0203',
    'http://hl7.org/fhir/identifier-type',
    'https://clinic.example/fhir/CodeSystem/id-kinds',
    'urn:oid:2.16.840.1.113883.12.203',
    'http://snomed.info/sct',
    'http://loinc.org',
  ])('%j', (url) => {
    expect(namesNobody({ system: url, value: '192' })).toBe(true);
  });

  it.each([
    'http://hl7.org/fhir/sid/us-ssn',
    'urn:oid:2.16.840.1.113883.4.1',
    'urn:oid:2.16.840.1.113883.19.5',
    'https://clinic.example/mrn',
    'urn:handrail:facility:north',
  ])('and %j is one', (url) => {
    expect(namesNobody({ system: url, value: '192' })).toBe(false);
  });
});
