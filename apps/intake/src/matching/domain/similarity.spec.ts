import { isOneEditAway, jaroWinkler, soundex } from './similarity.js';

describe('similarity of names', () => {
  it('is the published one', () => {
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 4);
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
    expect([jaroWinkler('a', 'a'), jaroWinkler('abc', 'xyz'), jaroWinkler('', 'a')]).toEqual([
      1, 0, 0,
    ]);
  });
});

describe('one typing error', () => {
  it.each([
    ['smith', 'smyth', true],
    ['smith', 'smit', true],
    ['smit', 'smith', true],
    ['smith', 'simth', true],
    ['smith', 'smith', false],
    ['smith', 'msiht', false],
    ['smith', 'smi', false],
    ['19900412', '19900421', true],
    ['19900412', '19900133', false],
  ])('makes of %s %s: %s', (a, b, expected) => {
    expect(isOneEditAway(a, b)).toBe(expected);
  });
});

describe('how a name sounds', () => {
  it.each([
    ['robert', 'r163'],
    ['rupert', 'r163'],
    ['ashcraft', 'a261'],
    ['tymczak', 't522'],
    ['pfister', 'p236'],
    ['lee', 'l000'],
    ['', ''],
  ])('%s is %s', (name, code) => {
    expect(soundex(name)).toBe(code);
  });
});
