import { problemsOfTransitions } from '@handrail/domain';
import { day, story, stayEnds } from '../../testing/case-story.js';
import { evolve } from './evolve.js';
import { reassessmentTransitions } from './transitions.js';

describe('the life of a reassessment', () => {
  it('reaches every status, and leads to an end from each', () => {
    expect(problemsOfTransitions(reassessmentTransitions)).toEqual([]);
  });

  it('refuses an event that its table does not know', () => {
    const { state, only } = story(stayEnds('withdrawal-management'));
    const about = { id: only.id, at: day(7) };
    const reason = 'trigger-retracted';
    const withdrawn = evolve(state, [{ kind: 'withdrawn', ...about, reason }]);
    expect(() => evolve(withdrawn, [{ kind: 'claimed', ...about, by: 'nurse-7' }])).toThrow(
      'claimed leads no reassessment from withdrawn to in-progress',
    );
  });
});
