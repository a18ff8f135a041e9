import { conditions } from './conditions.js';

describe('a row of a decision table', () => {
  it('reads as it is written, without what has a column of its own', () => {
    const row = {
      ...{ id: 'R5-T3-OP', source: 'TIP 47', trigger: 'repeated-return-to-use' },
      ...{ when: { currentLevel: ['OP', 'LTS'], d6: '>= 3' }, atLeast: 'IOP' },
    };
    expect(conditions(row)).toEqual([
      ['trigger', 'repeated-return-to-use'],
      ['when', 'currentLevel OP or LTS, d6 >= 3'],
      ['atLeast', 'IOP'],
    ]);
  });

  it('says so when a row speaks always', () => {
    expect(conditions({ id: 'a', source: 'b', when: {}, value: 4 })).toEqual([
      ['when', 'always'],
      ['value', '4'],
    ]);
  });
});
