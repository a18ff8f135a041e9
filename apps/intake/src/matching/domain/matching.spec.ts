import fc from 'fast-check';
import type { Details } from '../../inbound/domain/named-person.js';
import { readParameters } from '../read-parameters.js';
import { blockingKeysOf } from './blocking.js';
import { matchOf, verdictOn } from './decide.js';
import { matchRecordOf } from './match-record.js';
import type { MatchingParameters } from './parameters.js';
import { scoreOf, type Frequencies } from './score.js';

let parameters: MatchingParameters;
beforeAll(async () => {
  parameters = await readParameters();
});

const NOTHING_SEEN: Frequencies = { records: 0, of: () => 0 };
const SSN = 'http://hl7.org/fhir/sid/us-ssn';

const ana: Details = {
  name: { family: 'Rivera-Okafor', given: ['Anastasia'] },
  birthDate: '1990-04-12',
  sex: 'female',
  phone: '+1 617 555 0188',
  address: { line: ['14 Elm St', 'Apt 3'], city: 'Boston', state: 'MA', postalCode: '02118-1234' },
};
const record = (details: Details, ssn?: string) =>
  matchRecordOf(details, ssn ? [{ system: SSN, value: ssn, trusted: false }] : [], parameters);
const score = (a: Details, b: Details, seen = NOTHING_SEEN, numbers: readonly string[] = []) =>
  scoreOf(record(a, numbers[0]), record(b, numbers[1]), parameters, seen);
const verdict = (a: Details, b: Details, numbers: readonly string[] = []) =>
  verdictOn(score(a, b, NOTHING_SEEN, numbers), parameters);

describe('records of one person', () => {
  it.each<[string, Details]>([
    ['the same', ana],
    ['a letter of the family name', { ...ana, name: { ...ana.name, family: 'Rivera-Okafur' } }],
    [
      'names in each other’s place',
      { ...ana, name: { family: 'Anastasia', given: ['Rivera Okafor'] } },
    ],
    ['another family name', { ...ana, name: { ...ana.name, family: 'Lindqvist' } }],
    ['day and month exchanged', { ...ana, birthDate: '1990-12-04' }],
    ['one digit of the birth date', { ...ana, birthDate: '1990-04-13' }],
    ['no birth date', { ...ana, birthDate: undefined }],
    ['no name', { ...ana, name: undefined }],
    ['a move', { ...ana, address: { line: ['9 Quay Rd'], city: 'Salem', postalCode: '01970' } }],
    ['another phone', { ...ana, phone: '617 555 9911' }],
    [
      'phone and line written otherwise',
      {
        ...ana,
        phone: '(617) 555-0188',
        address: { ...ana.address, line: ['14 ELM STREET, Apt 3'] },
      },
    ],
  ])('are linked with %s', (_, other) => {
    expect(verdict(ana, other)).toBe('link');
  });

  it('are linked by nickname, and by an equal number where one thing contradicts', () => {
    const bob: Details = { ...ana, name: { family: 'Rivera', given: ['Bob'] } };
    expect(verdict(bob, { ...bob, name: { family: 'Rivera', given: ['Robert'] } })).toBe('link');
    const other: Details = { ...ana, birthDate: '1962-11-30' };
    expect(verdict(ana, other)).toBe('review');
    expect(verdict(ana, other, ['219-44-8817', '219448817'])).toBe('link');
  });
});

describe('name and birth date alone', () => {
  const { name, birthDate, sex } = ana;
  it('are never enough, however rare', () => {
    const alone: Details = { name, birthDate, sex };
    expect(score(alone, alone).total).toBeGreaterThan(parameters.thresholds.link);
    expect(verdict(alone, alone)).toBe('review');
    expect(verdict(ana, alone)).toBe('review');
    expect(verdict(alone, { ...alone, address: { state: 'MA' } })).toBe('review');
  });
});

describe('what many share', () => {
  const { name, birthDate, sex, address } = ana;
  const boston = { city: 'Boston', state: 'MA', postalCode: '02118' };

  it.each<[string, Details, Details]>([
    ['name, sex and ZIP', { name, sex, address: boston }, { name, sex, address: boston }],
    [
      'name, birth date, sex and ZIP',
      { name, birthDate, sex, address: boston },
      { name, birthDate, sex, address: boston },
    ],
    [
      'a year of birth, name and ZIP',
      { name, sex, birthDate: '1990', address: boston },
      { name, sex, birthDate, address: boston },
    ],
    [
      'a default birth date and an address',
      { name, sex, birthDate: '1800-01-01', address },
      { name, sex, birthDate: '1800-01-01', address },
    ],
    [
      'a near birth date and an address',
      { name, birthDate, sex, address },
      { name, birthDate: '1990-04-13', sex, address },
    ],
    [
      'a near birth date and no address of their own',
      { name, birthDate, sex, address: { ...boston, line: ['HOMELESS'] } },
      { name, birthDate: '1990-04-13', sex, address: { ...boston, line: ['Homeless'] } },
    ],
    [
      'the address of a shelter',
      { name, birthDate, sex, address: { ...boston, line: ['Pine St Shelter', '444 Pine St'] } },
      { name, birthDate, sex, address: { ...boston, line: ['Pine St Shelter', '444 Pine St'] } },
    ],
    [
      'twins with alike names, address and telephone',
      { ...ana, name: { family: 'Delgado', given: ['Jaden'] } },
      { ...ana, name: { family: 'Delgado', given: ['Jayden'] } },
    ],
  ])('links nobody in an empty database either: %s', (_, record, other) => {
    expect(verdict(record, other)).not.toBe('link');
  });

  it('counts once and little', () => {
    const of = (where: Details['address']) => score({ address: where }, { address: where }).total;
    expect(of(boston)).toBe(of({ postalCode: '02118' }));
    expect(of(boston)).toBeLessThanOrEqual(parameters.address.areaAtMost);
    expect(of({ line: ['HOMELESS'] })).toBe(0);
    expect(of({ line: ['c/o Rescue Mission', '12 Main St'] })).toBe(0);
  });

  it('does not keep twins apart from themselves, where they have a number', () => {
    const typo = { ...ana, name: { ...ana.name, given: ['Anastasja'] } };
    expect(verdict(ana, typo)).toBe('review');
    expect(verdict(ana, typo, ['219-44-8817', '219448817'])).toBe('link');
  });
});

describe('two of one household', () => {
  it.each<[string, Details, string]>([
    [
      'spouses',
      { ...ana, name: { ...ana.name, given: ['Malcolm'] }, birthDate: '1988-01-30', sex: 'male' },
      'apart',
    ],
    ['twins', { ...ana, name: { ...ana.name, given: ['Beatrix'] } }, 'review'],
    ['parent and child of one name', { ...ana, birthDate: '1961-09-28' }, 'review'],
  ])('are not linked: %s', (_, other, expected) => {
    expect(verdict(ana, other)).toBe(expected);
  });

  it('stay two even when one number was used for both', () => {
    const child: Details = {
      ...ana,
      name: { ...ana.name, given: ['Malcolm'] },
      birthDate: '2015-06-07',
    };
    expect(verdict(ana, child, ['219448817', '219448817'])).not.toBe('link');
  });
});

describe('a common value', () => {
  it('weighs less than a rare one', () => {
    const common: Frequencies = {
      records: 20_000,
      of: (key) => (key === 'phone=6175550188' ? 400 : 0),
    };
    const rare: Frequencies = { records: 20_000, of: () => 0 };
    const difference = score(ana, ana, rare).total - score(ana, ana, common).total;
    expect(difference).toBeGreaterThan(5);
    const named = (family: string): Details => ({ name: { family } });
    expect(score(named('Smith'), named('Smith')).total).toBeLessThan(
      score(named('Quillfeather'), named('Quillfeather')).total,
    );
  });

  it('that stands for unknown is not compared', () => {
    const unknown = record(
      {
        name: { family: 'UNKNOWN', given: ['Baby Boy'] },
        birthDate: '1900-01-01',
        phone: '999-999-9999',
      },
      '999999999',
    );
    expect(unknown).toEqual({});
    expect(blockingKeysOf(unknown, parameters)).toEqual([]);
  });
});

describe('a birth date that cannot be one', () => {
  it('is not used', () => {
    expect(record({ birthDateText: '19903112' })).toEqual({});
  });
});

describe('blocking', () => {
  it('lets a pair meet whichever single field is wrong or missing', () => {
    const keys = new Set(blockingKeysOf(record(ana, '219448817'), parameters));
    const damaged: Details[] = [
      { ...ana, name: { family: 'Xu', given: ['Zoe'] } },
      { ...ana, birthDate: undefined },
      { ...ana, phone: undefined, address: undefined },
      { phone: ana.phone },
    ];
    for (const each of damaged)
      expect(blockingKeysOf(record(each), parameters).filter((key) => keys.has(key))).not.toEqual(
        [],
      );
  });
});

describe('the score', () => {
  it('is the same in both directions', () => {
    const details = fc.record(
      {
        name: fc.record({
          family: fc.constantFrom('Rivera', 'Ana', 'Lee'),
          given: fc.constant(['Ana']),
        }),
        birthDate: fc.constantFrom('1990-04-12', '1990-12-04', '1990', '1961-01-02'),
        phone: fc.constantFrom('6175550188', '6175550189', '2025550111'),
        sex: fc.constantFrom('female', 'male'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(details, details, (a, b) => {
        expect(score(a, b).total).toBeCloseTo(score(b, a).total, 9);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

describe('the choice among candidates', () => {
  it('links the best, finds further records of the same person, and never one an authority calls differently', () => {
    const strong = score(ana, ana);
    const weak = score({ name: ana.name, birthDate: ana.birthDate }, ana);
    const none = score({ sex: 'female' }, ana);
    const match = matchOf(
      [
        { personId: 'w', score: weak, isAnother: false },
        { personId: 'n', score: none, isAnother: false },
        { personId: 'b', score: strong, isAnother: false },
        { personId: 'a', score: strong, isAnother: false },
        { personId: 'x', score: strong, isAnother: true },
      ],
      parameters,
    );
    expect(match).toEqual({ same: ['a', 'b'], maybe: ['x', 'w'] });
  });
});
