import { classWords, clockLook, clockWords, entryWords, noDayWords } from './waiting-words.js';

const entry = (kind: string, ...codes: string[]) =>
  ({ id: 'e', kind, at: '2026-11-21T10:00:00.000Z', until: null, codes }) as never;

describe('words of the waiting list', () => {
  it('name classes and clocks, and show what is newer as its code', () => {
    expect([classWords(1), classWords(9)]).toEqual(['Pregnant, injects', 'Class 9']);
    expect([clockWords('due14'), clockWords('due-30')]).toEqual(['Admission, 14 days', 'Due 30']);
    expect(clockLook('at-risk').title).toBe('Soon due');
    expect([noDayWords('cannot-come'), noDayWords(null)]).toEqual([
      'passed over for now',
      'not known',
    ]);
    expect(clockLook('forgotten')).toEqual({ tone: 'quiet', icon: 'question', title: 'Forgotten' });
  });

  it.each([
    [entry('contact', 'not-reached'), 'Contact: not reached'],
    [entry('pause', 'in-hospital'), 'Cannot come: in hospital'],
    [entry('referral'), 'Referred to the State'],
    [entry('interim', 'prenatal'), 'Interim services: prenatal counselling and referral'],
  ])('say what was noted', (noted, text) => {
    expect(entryWords(noted)).toBe(text);
  });
});
