import { ApiError } from '../../live/api.js';
import { holderOf, meanwhileOf, meanwhileText, refusal } from './refusal.js';

const at = '2026-11-22T09:14:00.000Z';
const refused = (status: number, code: string, more: Record<string, unknown> = {}) =>
  new ApiError(status, 'Conflict', 'Not possible now.', code, more);

describe('a refusal in words', () => {
  it('tells who was faster', () => {
    const lastChange = { what: 'level-determined', by: 'nurse-8', at };
    const error = refused(412, 'version-changed', { lastChange });
    expect(meanwhileOf(error)).toEqual(lastChange);
    expect(refusal(error)).toBe('nurse-8 decided the level meanwhile. Nothing was saved over it.');
    expect(refusal(refused(412, 'version-changed', { lastChange: null }))).toBe(
      'Somebody changed it meanwhile. Nothing was saved over it.',
    );
  });

  it('tells who holds it', () => {
    const error = refused(409, 'held-by-another', { holder: { by: 'dr-2', since: at } });
    expect([holderOf(error), refusal(error)]).toEqual(['dr-2', 'dr-2 holds it.']);
    expect(refusal(refused(409, 'already-claimed', { holder: null }))).toBe(
      'Somebody else holds it.',
    );
  });

  it('repeats what the service says otherwise', () => {
    expect(refusal(refused(409, 'ratings-incomplete'))).toBe('Conflict. Not possible now.');
  });

  it('has words for changes nobody made, and for ones it has never heard of', () => {
    expect(meanwhileText({ what: 'became-overdue', by: null, at })).toBe('It became overdue');
    expect(meanwhileText({ what: 'painted-blue', by: 'nurse-8', at })).toBe('nurse-8 changed it');
  });
});
