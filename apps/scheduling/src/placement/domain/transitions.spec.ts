import { problemsOfTransitions } from '@handrail/domain';
import { allotted, asked, determined, newest, nobody, settled } from '../../testing/builders.js';
import { evolve } from './evolve.js';
import { placementTransitions } from './transitions.js';

describe('the life of a placement', () => {
  it('reaches every status, and leads to an end from each', () => {
    expect(problemsOfTransitions(placementTransitions)).toEqual([]);
  });

  it('refuses an event that its table does not know', () => {
    const requested = asked(nobody, determined('detox'), 'first');
    const placed = settled(requested, allotted(newest(requested)));
    const { id: placementId } = newest(placed);
    const how = 'declined';
    const declined = { kind: 'placement-declined', placementId, reason: 'no-bed', how } as const;
    expect(() => evolve(placed, [declined])).toThrow(
      'placement-declined leads no placement from confirmed to declined',
    );
  });
});
