import { noticeLook } from './notice-words.js';

describe('words of notices to the State', () => {
  it('name each state of the clock, and show what is newer as its code', () => {
    expect([noticeLook('missed').title, noticeLook('given-late').title]).toEqual([
      ...['Missed', 'Given late'],
    ]);
    expect(noticeLook('waived')).toEqual({ tone: 'quiet', icon: 'question', title: 'Waived' });
  });
});
