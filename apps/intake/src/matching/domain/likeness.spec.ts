import { readParameters } from '../read-parameters.js';
import { isIdentifying, likenessOf, likenessTo } from './likeness.js';
import type { MatchRecord } from './match-record.js';

const parameters = await readParameters();
const ana: MatchRecord = { family: 'quill', given: 'ada', birthDate: '19840217', sex: 'female' };

describe('what birth date, sex and name say of two records with one number', () => {
  it.each<[string, MatchRecord, string]>([
    ['the same', ana, 'agrees'],
    [
      'a stranger',
      { family: 'osgood', given: 'peter', birthDate: '19590930', sex: 'male' },
      'contradicts',
    ],
    [
      'another name and birth date',
      { ...ana, family: 'osgood', birthDate: '19590930' },
      'contradicts',
    ],
    ['another name and sex', { ...ana, given: 'peter', sex: 'male' }, 'contradicts'],
    ['another birth date and sex', { ...ana, birthDate: '19590930', sex: 'male' }, 'contradicts'],
    ['a married name', { ...ana, family: 'osgood' }, 'agrees'],
    ['another birth date alone', { ...ana, birthDate: '19590930' }, 'agrees'],
    ['a double name', { ...ana, family: 'quillosgood' }, 'agrees'],
    ['names in each other’s place', { ...ana, family: 'ada', given: 'quill' }, 'agrees'],
    ['a typing error in each', { ...ana, family: 'quil', birthDate: '19840218' }, 'agrees'],
    [
      'a married name and a typing error in the date',
      { ...ana, family: 'osgood', birthDate: '19840218' },
      'agrees',
    ],
    ['a name alone', { family: 'osgood', given: 'peter' }, 'open'],
    ['a sex alone', { sex: 'male' }, 'open'],
    ['nothing', {}, 'open'],
    ['a year of birth and a name', { family: 'quill', given: 'ada', birthDate: '1984' }, 'open'],
  ])('%s: %o', (_, other, likeness) => {
    expect([likenessOf(ana, other, parameters), likenessOf(other, ana, parameters)]).toEqual([
      likeness,
      likeness,
    ]);
  });

  it('go by the record that agrees, where a person has several', () => {
    const married = { ...ana, family: 'osgood' };
    const later = { ...married, given: 'adele', birthDate: '19840217' };
    expect(likenessTo(later, [ana, married], parameters)).toBe('agrees');
    expect(
      likenessTo({ ...later, sex: 'male', birthDate: '20010101' }, [ana, married], parameters),
    ).toBe('contradicts');
    expect(likenessTo(ana, [], parameters)).toBe('open');
  });

  it('need two of the three', () => {
    expect(
      [ana, { family: 'x', sex: 'male' }, { birthDate: '1984' }, {}].map(isIdentifying),
    ).toEqual([true, true, false, false]);
  });
});
