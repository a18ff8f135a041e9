import { readParameters } from '../../matching/read-parameters.js';
import type { MatchingParameters } from '../../matching/domain/parameters.js';
import { comparePersons, type Compared } from './compare-persons.js';

let parameters: MatchingParameters;
beforeAll(async () => {
  parameters = await readParameters(undefined);
});

const number = (system: string, value: string, trusted: boolean) => ({ system, value, trusted });
const rosa: Compared = {
  details: {
    name: { family: 'Delgado-Hirsch', given: ['Rosalind'] },
    ...{ birthDate: '1984-03-09', sex: 'female', phone: '617 555 0142' },
    address: { line: ['14 Orchard Street'], city: 'Salem' },
  },
  identifiers: [number('urn:st-mary', 'MRN-7', true), number('urn:plan', 'ID-44120', false)],
};
const with_ = (details: object, identifiers: Compared['identifiers'] = []): Compared => ({
  details: { ...rosa.details, ...details },
  identifiers,
});
const accordsOf = (other: Compared) =>
  Object.fromEntries(
    comparePersons(rosa, other, parameters).map((each) => [each.field, each.accord]),
  );

describe('two persons side by side', () => {
  it('tell which fields agree, nearly agree, contradict and are not known', () => {
    const other = with_(
      { birthDate: '1984-09-03', sex: 'male', phone: undefined, address: undefined },
      [number('urn:plan', 'ID-44120', false)],
    );
    expect(accordsOf(other)).toMatchObject({
      ...{ family: 'agrees', given: 'agrees', birthDate: 'nearly', sex: 'contradicts' },
      ...{ phone: 'unknown', city: 'unknown', number: 'agrees', authority: 'unknown' },
    });
  });

  it('contradict where one authority has a number for each', () => {
    const theirs = with_({}, [number('urn:st-mary', 'MRN-8', true)]);
    expect(accordsOf(theirs)['authority']).toBe('contradicts');
    const elsewhere = with_({}, [number('urn:lakeside', 'MRN-8', true)]);
    expect(accordsOf(elsewhere)['authority']).toBe('unknown');
  });

  it('never hold a value of either', () => {
    const text = JSON.stringify(
      comparePersons(rosa, with_({ birthDate: '1990-01-01' }), parameters),
    );
    expect(text).not.toMatch(/Delgado|Rosalind|1984|1990|0142|Orchard|Salem|MRN|44120/i);
  });
});
