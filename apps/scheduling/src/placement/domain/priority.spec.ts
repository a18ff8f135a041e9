import type { CareContext } from '@handrail/contracts';
import { given } from '@handrail/testing/decider';
import { determines, findsNone, isRated } from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';
import { byLine, deadlinesOf, priorityClass } from './priority.js';

describe('the order of admission', () => {
  it.each([
    [{ pregnant: true, injecting: true }, 1],
    [{ pregnant: true }, 2],
    [{ injecting: true }, 3],
    [{}, 4],
    [{ pregnant: false, injecting: false }, 4],
  ])('puts %j into class %i', (context, expected) => {
    expect(priorityClass(context)).toBe(expected);
  });

  it('is class, then time of request, then id', () => {
    const position = (id: string, priority: number, requestedAt: string) => ({
      id,
      priorityClass: priority,
      requestedAt,
    });
    const line = [
      position('d', 4, '2026-11-01T08:00:00Z'),
      position('c', 4, '2026-11-01T08:00:00+01:00'),
      position('b', 4, '2026-11-01T08:00:00Z'),
      position('a', 1, '2026-11-02T08:00:00Z'),
    ];
    expect(line.toSorted(byLine).map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd']);
  });

  it('sets the deadlines of the law only for those it names', () => {
    const requested = '2026-11-01T08:00:00.000Z';
    const known = '2026-11-03T08:00:00.000Z';
    expect(deadlinesOf(4, requested, known)).toEqual({ due14: null, due120: null, due48h: null });
    expect(deadlinesOf(2, requested, known)).toEqual({
      due14: null,
      due120: null,
      due48h: '2026-11-05T08:00:00.000Z',
    });
    expect(deadlinesOf(1, requested, known)).toEqual({
      due14: '2026-11-15T08:00:00.000Z',
      due120: '2027-03-01T08:00:00.000Z',
      due48h: '2026-11-05T08:00:00.000Z',
    });
  });
});

describe('a new rating', () => {
  const asks = (context: CareContext) => given(placementDecider, determines('detox', { context }));
  const waiting = asks({ region: 'boston' }).and(findsNone());
  const LATER = '2026-11-16T12:00:00Z';
  const EARLIER = '2026-11-16T08:00:00Z';

  it('moves a person forward when it tells of pregnancy, even when it comes late', () => {
    const { decision } = waiting.when(isRated({ pregnant: true }, EARLIER));
    expect(decision).toMatchObject({
      events: [
        {
          kind: 'priority-changed',
          priorityClass: 2,
          context: { region: 'boston', pregnant: true },
        },
      ],
    });
  });

  it('moves a person back only when it is newer than the determination', () => {
    const injecting = asks({ injecting: true });
    injecting.when(isRated({ injecting: false }, EARLIER)).thenIgnored('same-priority');
    injecting
      .when(isRated({ injecting: false }, LATER))
      .thenKinds('priority-changed')
      .thenState({ placements: [{ priorityClass: 4 }] });
  });

  it.each([
    ['says nothing about it', waiting, 'same-priority'],
    ['is about somebody who does not wait', given(placementDecider), 'not-waiting'],
  ])('changes nothing when it %s', (_how, person, reason) => {
    person.when(isRated({ housing: 'stable' }, LATER)).thenIgnored(reason);
  });
});
