import {
  assertTransition,
  ImpossibleTransitionError,
  problemsOfTransitions,
  staying,
  type Transitions,
} from './transitions.js';

type BedState = 'free' | 'taken' | 'gone';
type BedEvent = 'added' | 'given' | 'given-back' | 'taken-away' | 'cleaned';

const bed: Transitions<BedState, BedEvent> = {
  subject: 'bed',
  states: ['free', 'taken', 'gone'],
  ends: ['gone'],
  table: [
    { from: null, event: 'added', to: 'free' },
    { from: 'free', event: 'given', to: 'taken' },
    { from: 'taken', event: 'given-back', to: 'free' },
    { from: 'free', event: 'taken-away', to: 'gone' },
    ...staying('cleaned', ['free', 'taken']),
  ],
};

describe('a table of transitions', () => {
  it('lets the ways pass that it has', () => {
    for (const transition of bed.table) assertTransition(bed, transition);
  });

  it.each([
    { from: 'taken', event: 'taken-away', to: 'gone' },
    { from: 'gone', event: 'cleaned', to: 'gone' },
    { from: 'free', event: 'given', to: 'gone' },
    { from: null, event: 'added', to: 'taken' },
  ] as const)('refuses a way that it has not: %j', (transition) => {
    expect(() => assertTransition(bed, transition)).toThrow(ImpossibleTransitionError);
  });

  it('says which way it refused, by states and events only', () => {
    expect(() => assertTransition(bed, { from: 'taken', event: 'taken-away', to: 'gone' })).toThrow(
      'taken-away leads no bed from taken to gone',
    );
  });

  it('has no problems when every state is reached and leads to an end', () => {
    expect(problemsOfTransitions(bed)).toEqual([]);
  });

  it.each<[string, Partial<Transitions>, string[]]>([
    [
      'nobody reaches',
      { states: [...bed.states, 'lost'], ends: ['gone', 'lost'] },
      ['nothing leads to lost'],
    ],
    [
      'is a dead end',
      { table: bed.table.filter(({ event }) => event !== 'given-back') },
      ['taken leads to no end'],
    ],
    ['nobody named', { states: ['free', 'taken'] }, ['gone is no state']],
    [
      'a row is there twice',
      { table: [...bed.table, bed.table[1]!] },
      ['free given taken is there twice'],
    ],
  ])('names what %s', (_what, change, problems) => {
    expect(problemsOfTransitions({ ...bed, ...change })).toEqual(problems);
  });
});
