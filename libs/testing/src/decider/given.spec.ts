import { happened, ignored, superseded, type Decision } from '@handrail/domain';
import { given } from './given.js';

interface Bed {
  readonly taken: readonly string[];
}
type Command = { readonly take: string } | { readonly leave: string };
type BedEvent = { readonly kind: 'taken' | 'left'; readonly by: string };

const bed = {
  initialState: { taken: [] } as Bed,
  decide(state: Bed, command: Command): Decision<BedEvent> {
    if ('leave' in command)
      return state.taken.includes(command.leave)
        ? happened({ kind: 'left', by: command.leave })
        : superseded('left-before');
    return state.taken.length > 0
      ? ignored('no-room')
      : happened({ kind: 'taken', by: command.take });
  },
  evolve: (state: Bed, events: readonly BedEvent[]): Bed =>
    events.reduce<Bed>(
      ({ taken }, { kind, by }) => ({
        taken: kind === 'taken' ? [...taken, by] : taken.filter((name) => name !== by),
      }),
      state,
    ),
};

describe('a sentence about a rule', () => {
  it('takes what is given through the rule', () => {
    given(bed, { take: 'ann' }).when({ take: 'bo' }).thenIgnored('no-room');
    given(bed, { take: 'ann' }, { leave: 'ann' })
      .when({ take: 'bo' })
      .then({ kind: 'taken', by: 'bo' })
      .thenKinds('taken')
      .thenState({ taken: ['bo'] });
    given(bed).when({ leave: 'ann' }).thenSuperseded('left-before');
  });

  it('reads what a command names from the state', () => {
    const first = ({ taken }: Bed) => ({ leave: taken[0]! });
    given(bed).and({ take: 'ann' }).when(first).then({ kind: 'left', by: 'ann' });
    expect(given(bed, { take: 'ann' }, first).state).toEqual({ taken: [] });
  });

  it('fails when something else follows', () => {
    const taking = given(bed).when({ take: 'ann' });
    expect(() => taking.then({ kind: 'left', by: 'ann' })).toThrow();
    expect(() => taking.thenKinds('left')).toThrow();
    expect(() => taking.thenIgnored('no-room')).toThrow();
    expect(() => taking.thenSuperseded('left-before')).toThrow();
    expect(() => taking.thenState({ taken: [] })).toThrow();
    expect(() => given(bed).when({ leave: 'ann' }).then()).toThrow();
  });
});
