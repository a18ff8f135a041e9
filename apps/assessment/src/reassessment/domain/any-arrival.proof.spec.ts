import fc from 'fast-check';
import {
  day,
  rated,
  signal,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';

// The messages of a source come in any order: what stands at the end is about what happened and when.

const detox = 'withdrawal-management';

/** As if these facts had come one after another in this order, after the last of them happened. */
const arriving = (facts: readonly Reported[]): Reported[] =>
  facts.map(({ fact }, index) => {
    const on = 40 + index / 1_000;
    if (fact.kind === 'time-passed') return { on, fact };
    return { on, fact: { ...fact, source: { ...fact.source, recordedAt: day(on) } } };
  });

/** What the world acts on: every reason that is answered or waits, and the newest decision. */
function standing(facts: readonly Reported[]) {
  const live = story(...arriving(facts)).reassessments.filter(
    (reassessment) => reassessment.status !== 'withdrawn',
  );
  const lastReason = (reassessment: (typeof live)[number]) =>
    reassessment.triggers
      .map(({ occurredAt }) => occurredAt)
      .sort()
      .at(-1)!;
  const newest = live.toSorted((a, b) => (lastReason(a) < lastReason(b) ? -1 : 1)).at(-1);
  return {
    reasons: live.flatMap(({ triggers }) => triggers.map(({ eventId }) => eventId)).sort(),
    waiting: live.filter(({ status }) => status !== 'determined').length,
    level: newest?.decision?.determination.level ?? null,
    supports: newest?.decision?.determination.supports ?? [],
  };
}

describe('ratings made before a reason happened', () => {
  it('correct the decision, whenever their message comes', () => {
    const person = story(rated(5.2, { d5: 3 }), stayEnds(detox));
    expect(person.levels).toEqual(['PHP']);
    person.when(rated(5.9, { d5: 2 }, { recordedOn: 7 }));
    expect(person.levels).toEqual(['IOP']);
    person.when(rated(5.5, { d5: 4 }, { recordedOn: 8 }));
    expect(person.levels).toEqual(['IOP']);
  });

  it('do not when they were made afterwards and the decision stands', () => {
    const person = story(rated(5.9), stayEnds(detox)).when(
      rated(6.5, { d5: 3 }, { recordedOn: 7 }),
    );
    expect(person.levels).toEqual(['IOP']);
  });
});

describe('facts of one person that arrive in any order', () => {
  const crises: Readonly<Record<string, readonly Reported[]>> = {
    'a detox rated three times': [
      stayStarts(detox),
      rated(1, { d4: 4 }),
      rated(5.4, { d5: 3 }),
      rated(5.8),
      stayEnds(detox),
    ],
    'a discharge that was never true': [
      stayStarts(detox),
      rated(5.9),
      stayEnds(detox),
      takenBack('end of stay', 7),
    ],
    'two crises, weeks apart': [
      rated(5.9),
      stayEnds(detox),
      rated(29.9, { d5: 3 }),
      stayEnds('residential', { name: 'second', from: 12, to: 30 }),
    ],
    'a death after a detox': [
      rated(5.9),
      stayEnds(detox),
      signal('overdose', 7),
      stayEnds('inpatient', { name: 'last', from: 7, to: 8, disposition: 'died' }),
    ],
  };

  it.each(Object.entries(crises))('end in the same decision: %s', (_name, facts) => {
    const inOrder = standing(facts);
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), (shuffled) => {
        expect(standing(shuffled)).toEqual(inOrder);
      }),
      { seed: 20260110, numRuns: 150 },
    );
  });
});
