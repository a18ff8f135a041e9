import { repetition, session, stayEnds, stayStarts, story } from '../../testing/case-story.js';

// A discharge that was never sent leaves a stay open: it must not keep a person waiting for good.
const detox = 'withdrawal-management';
const reasons = (person: ReturnType<typeof story>) =>
  person.reassessments.flatMap(({ triggers }) => triggers.map(({ kind }) => kind));

describe('an open 24-hour stay of which nobody tells the end', () => {
  const today = stayEnds(detox, { name: 'today', from: -5, to: 0 });
  const open = (from: number, setting: 'withdrawal-management' | 'residential' = detox) =>
    stayStarts(setting, { name: 'open', from, recordedOn: 0 });

  it('of the same kind of care, begun before or at the same time, holds nothing up, in either order', () => {
    for (const from of [-4_900, -40, -5])
      for (const facts of [
        [open(from), today],
        [today, open(from)],
      ])
        expect(reasons(story(...facts))).toEqual(['detox-completed']);
  });

  it('of another kind holds up what happens within a year of its beginning', () => {
    expect(reasons(story(open(-40, 'residential'), today))).toEqual([]);
    expect(reasons(story(open(-4_900, 'residential'), today))).toEqual(['detox-completed']);
    expect(reasons(story(open(-4_900, 'residential'), repetition(0)))).toEqual([
      'repeated-return-to-use',
    ]);
  });

  it('that began after the detox holds it up as ever', () => {
    const second = stayStarts(detox, { name: 'second', from: 0.1 });
    expect(reasons(story(second, session(-1), today))).toEqual([]);
  });

  it('of two of long ago lets those who waited for a third find their reassessment', () => {
    const third = { name: 'third', from: -20 };
    const person = story(
      open(-4_900, 'residential'),
      stayStarts('inpatient', { name: 'old', from: -3_000, recordedOn: 0 }),
      stayStarts('residential', { ...third }),
      repetition(-2),
      today,
    );
    expect(reasons(person)).toEqual([]);
    const over = person.when(
      stayEnds('residential', { ...third, to: 1, disposition: 'completed' }),
    );
    expect(reasons(over)).toContain('residential-step-down');
    expect(reasons(over)).toContain('detox-completed');
  });
});
