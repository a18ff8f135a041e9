import { ApiError } from '../../../live/api.js';
import { changesSomething, formatOf, problemsOf, summaryOf, valueWords } from './import-words.js';

describe('the words of an import', () => {
  it('know a bundle from a spreadsheet', () => {
    expect(formatOf('\n {"resourceType":"Bundle"}')).toBe('fhir');
    expect(formatOf('programId,name')).toBe('csv');
  });

  it('name line and column of what is wrong, and where there is none the place', () => {
    const wrong = { reason: 'is not a number', accepted: 'a number of places' };
    const error = new ApiError(400, 'Not valid', '', 'invalid-input', {
      errors: [
        { path: '/content/3/capacity', ...wrong },
        { path: '/content/1', ...wrong },
        { path: '/programs/0/tracks/1/days', ...wrong },
      ],
    });
    expect(problemsOf(error).map(({ line, field }) => [line, field])).toEqual([
      ['3', 'capacity'],
      ['1', 'the line'],
      [null, 'programs/0/tracks/1/days'],
    ]);
    expect(problemsOf(new ApiError(503, 'Silent', ''))).toEqual([]);
    expect(problemsOf(new Error('broken'))).toEqual([]);
  });

  it('count what would be done', () => {
    const programs = (['added', 'changed', 'changed', 'same'] as const).map((kind, at) => ({
      ...{ programId: `program-${at}`, kind, fields: [] },
    }));
    expect(summaryOf({ programs })).toBe('1 program added, 2 changed, 1 stays as it is');
    expect(changesSomething({ programs })).toBe(true);
    expect(changesSomething({ programs: programs.slice(3) })).toBe(false);
  });

  it('show values as a person reads them', () => {
    expect(valueWords(null)).toBe('none');
    expect(valueWords([])).toBe('none');
    expect(valueWords(true)).toBe('yes');
    expect(valueWords(['moud', 'pregnancy'])).toBe('moud, pregnancy');
    const track = { id: 'evening', days: ['mon', 'wed'], from: '18:00', blocks: null, capacity: 6 };
    expect(valueWords(track)).toBe('days mon, wed, from 18:00, capacity 6');
  });
});
