import { answersDue } from './answers-to.js';

const ask = (accept: string, application: string) => ({ accept, application });

describe('the acknowledgements of a message', () => {
  it.each([
    ['nothing', '', '', ['AA'], ['AE'], ['AR']],
    ['accepting always', 'AL', '', ['CA'], ['CE'], ['CR']],
    ['accepting always, applying never', 'AL', 'NE', ['CA'], ['CE'], ['CR']],
    ['accepting never, applying always', 'NE', 'AL', ['AA'], ['AE'], ['AR']],
    ['applying always', '', 'AL', ['AA'], ['AE'], ['AR']],
    ['both always', 'AL', 'AL', ['CA', 'AA'], ['CE', 'AE'], ['CR', 'AR']],
    ['accepting on errors', 'ER', 'NE', [], ['CE'], ['CR']],
    ['accepting on success', 'SU', 'NE', ['CA'], [], []],
    ['accepting on success, applying on errors', 'SU', 'ER', ['CA'], ['AE'], ['AR']],
    ['what nobody knows', 'XX', 'NE', ['CA'], ['CE'], ['CR']],
    ['always, in small letters', 'al', 'ne', ['CA'], ['CE'], ['CR']],
  ])('where it asks for %s', (_name, accept, application, stored, refused, rejected) => {
    expect(answersDue('stored', ask(accept, application))).toEqual(stored);
    expect(answersDue('refused', ask(accept, application))).toEqual(refused);
    expect(answersDue('not-understood', ask(accept, application))).toEqual(rejected);
  });

  it.each([
    ['NE', 'NE'],
    ['NE', ''],
  ])(
    'where it asks for none (%s, %s) are one, unless its profile takes it at its word',
    (...two) => {
      expect(answersDue('stored', ask(...two))).toEqual(['CA']);
      expect(answersDue('stored', ask(...two), true)).toEqual([]);
    },
  );
});
