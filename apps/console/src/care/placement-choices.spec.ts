import { choicesOf } from './placement-choices.js';

describe('choices of placement', () => {
  it('are each region and payer that some program serves, once and in order', () => {
    const programs = [
      { regions: ['worcester', 'boston'], payers: ['medicaid-ma'] },
      { regions: ['boston'], payers: [] },
    ];
    expect(choicesOf(programs)).toEqual({
      regions: ['boston', 'worcester'],
      payers: ['medicaid-ma'],
    });
  });

  it('leave out what another release of scheduling does not say', () => {
    expect(choicesOf([{}, { regions: 'boston', payers: [7, 'medicare'] }])).toEqual({
      regions: [],
      payers: ['medicare'],
    });
  });
});
