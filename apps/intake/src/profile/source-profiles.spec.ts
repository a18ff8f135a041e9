import { readProfile } from './read-profile.js';
import { readProfiles, SourceProfiles, type CareWords } from './source-profiles.js';

const YAML = `
name: lakeside
match:
  application: [CAREAPP]
  facility: [LAKESIDE, 1.2.3.4]
facility: lakeside-hospital
zone: America/Chicago
settings:
  - { unit: [5N], class: [I], setting: residential }
  - { unit: [ICU], ignore: true }
  - { class: [E], setting: emergency }
dispositions: { "99": administrative }
untrusted: [PLANID]
authorities: { EMPI: "urn:oid:1.9.9" }
`;

const parsed = (text: string) => {
  const read = readProfile(text);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read.profile;
};
const faultsOf = (text: string) => {
  const read = readProfile(text);
  return 'faults' in read ? read.faults : [];
};

const careWords = (words: Partial<CareWords>): CareWords => ({
  service: [],
  unit: [],
  class: [],
  type: [],
  ...words,
});

describe('a source profile', () => {
  const profiles = new SourceProfiles([parsed(YAML)]);
  const own = profiles.for({ application: ['careapp'], facility: ['1.2.3.4'] });

  it('is for the sender that matches every list', () => {
    expect(own.isOwn).toBe(true);
    expect(profiles.for({ application: ['CAREAPP'], facility: ['EAST'] }).isOwn).toBe(false);
  });

  it.each([
    [{ unit: ['5n'], class: ['I'] }, 'residential'],
    [{ unit: ['5N'], class: ['O'] }, undefined],
    [{ unit: ['ICU'], service: ['DETOX'] }, undefined],
    [{ class: ['E'] }, 'emergency'],
    [{ service: ['DETOX'] }, 'withdrawal-management'],
  ])('makes %j %p', (words, setting) => {
    expect(own.settingOf(careWords(words))).toBe(setting);
  });

  it('adds to the shipped codes', () => {
    expect(own.dispositionOf(['99'])).toBe('administrative');
    expect(own.dispositionOf(['07'])).toBe('against-advice');
    expect(own.trusts('PLANID')).toBe(false);
    expect(own.trusts('urn:oid:2.16.840.1.113883.4.1')).toBe(false);
    expect(own.trusts('urn:oid:1.9.9')).toBe(true);
    expect(own.systemOf('empi', 'lakeside')).toBe('urn:oid:1.9.9');
  });

  it('means the same OID with and without its scheme', () => {
    const listed = ['2.16.840.1.99.7', 'urn:oid:2.16.840.1.99.7'].map((system) =>
      new SourceProfiles([
        parsed(`{name: a, match: {application: [A]}, untrusted: ["${system}"]}`),
      ]).for({ application: ['A'], facility: [] }),
    );
    for (const profile of listed)
      expect(
        ['2.16.840.1.99.7', 'urn:oid:2.16.840.1.99.7', 'urn:oid:2.16.840.1.99.8'].map((system) =>
          profile.trusts(system),
        ),
      ).toEqual([false, false, true]);
  });

  it('keeps a bare namespace to the sending facility unless told that it is network-wide', () => {
    const of = (more: string) =>
      new SourceProfiles([parsed(`{name: a, match: {application: [A]}${more}}`)]).for({
        application: ['A'],
        facility: [],
      });
    expect(of('').systemOf('MRN', 'North Shore')).toBe('urn:handrail:facility:north-shore:mrn');
    expect(of(', networkWide: [mrn]').systemOf('MRN', 'x')).toBe('urn:handrail:authority:mrn');
    expect(of('').systemOf('USSSA', 'x')).toBe('urn:handrail:authority:usssa');
  });

  it('knows what a source writes where it has no number', () => {
    const [own, shipped] = [', placeholders: [to follow, 4711]', ''].map((more) =>
      new SourceProfiles([parsed(`{name: a, match: {application: [A]}${more}}`)]).for({
        application: ['A'],
        facility: [],
      }),
    );
    const identifiers = ['TO-FOLLOW', '4711', 'unknown', '4712'].map((value) => ({
      system: 'x',
      value,
    }));
    expect(identifiers.map((each) => own!.namesNobody(each))).toEqual([true, true, true, false]);
    expect(identifiers.map((each) => shipped!.namesNobody(each))).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('named default replaces the shipped one without recognising more senders', () => {
    const replaced = new SourceProfiles([
      parsed('{name: default, match: {application: ["*"]}, zone: Europe/London}'),
    ]).for({ application: ['X'], facility: [] });
    expect([replaced.zone, replaced.isOwn]).toEqual(['Europe/London', false]);
  });

  it.each([
    ['no YAML', 'name: [', /is not YAML/],
    ['no name', 'match: {application: [A]}', /^name: /],
    ['nobody to match', '{name: a, match: {}}', /^match: names none of/],
    ['no such zone', '{name: a, match: {application: [A]}, zone: Mars/Base}', /^zone: /],
    [
      'a line that decides nothing',
      '{name: a, match: {application: [A]}, settings: [{unit: [X]}]}',
      /^settings.0: needs either/,
    ],
    [
      'an unknown setting',
      '{name: a, match: {application: [A]}, settings: [{unit: [X], setting: spa}]}',
      /^settings.0.setting: /,
    ],
    ['a misspelt field', '{name: a, match: {application: [A]}, zones: UTC}', /^zones: is no field/],
    ['a code that is none', '{name: a, match: {application: [A, ~]}}', /^match.application.1: /],
    ['a large name', '{name: A, match: {application: [A]}}', /^name: is not a lower-case name$/],
    [
      'an organisation by its name',
      '{name: a, match: {application: [A]}, organisations: {Birch: Birch House}}',
      /^organisations.Birch: is not a code of an organisation$/,
    ],
  ])('with %s says what is wrong and where', (_name, text, fault) => {
    expect(faultsOf(text).join('\n')).toMatch(fault);
  });
});

describe('the shipped profile', () => {
  const shipped = new SourceProfiles([]).for({ application: ['ANY'], facility: ['WHERE'] });

  it.each([
    [{ service: ['WM'] }, 'withdrawal-management'],
    [{ unit: ['RES'] }, 'residential'],
    [{ service: ['IOP'] }, 'intensive-outpatient'],
    [{ type: ['H0010'] }, 'withdrawal-management'],
    [{ service: ['SUD'], class: ['E'] }, 'emergency'],
    [{ class: ['E'] }, undefined],
    [{ service: ['SUR'], class: ['I'] }, undefined],
  ])('makes %j %p', (words, setting) => {
    expect(shipped.settingOf(careWords(words))).toBe(setting);
  });
});

describe('the example of a profile', () => {
  it('is valid', async () => {
    const folder = new URL('../../profiles/', import.meta.url).pathname;
    expect((await readProfiles(folder)).map(({ name }) => name)).toEqual(['lakeside']);
  });
});
