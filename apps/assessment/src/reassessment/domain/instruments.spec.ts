import fc from 'fast-check';
import {
  day,
  rated,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Told,
} from '../../testing/case-story.js';
import { instrumentSaid } from '../../testing/told-facts.js';
import { viewOf } from '../reassessment.view.js';

const detox = 'withdrawal-management';
const shown = (told: ReturnType<typeof story>) => viewOf(told.only, told.state).instruments;

describe('what another instrument said', () => {
  it('changes no level and opens nothing', () => {
    const alone = story(instrumentSaid(2, { level: '4' }));
    expect(alone.reassessments).toEqual([]);
    const told = story(rated(5.9), stayEnds(detox), instrumentSaid(6.1, { level: '4' }));
    expect(told.levels).toEqual(['IOP']);
  });

  it('is seen by who works on the reassessment, with the day it was assessed', () => {
    const told = story(stayEnds(detox)).when(instrumentSaid(5, { told: 6.2 }));
    expect(told.happened).toEqual(['evidence-changed']);
    expect(shown(told)).toMatchObject([
      { instrument: 'continuum', level: '3.5', assessedAt: day(5) },
    ]);
  });

  it('is gone from there when it is taken back, before or after it came', () => {
    const result = instrumentSaid(5, { told: 6.2 });
    const told = story(stayEnds(detox), result).when(takenBack('continuum 5', 7));
    expect(told.happened).toEqual(['fact-taken-back', 'evidence-changed']);
    expect(shown(told)).toEqual([]);
    const early = story(stayEnds(detox), takenBack('continuum 5', 6.1), result);
    expect([early.answer, shown(early)]).toEqual(['retracted', []]);
  });

  it('is shown once when it is told in two ways, and stays while one of them stands', () => {
    const twice = story(
      stayEnds(detox),
      instrumentSaid(5),
      instrumentSaid(5, { again: ' by FHIR' }),
    );
    expect(shown(twice)).toHaveLength(1);
    expect(shown(twice.when(takenBack('continuum 5', 7)))).toHaveLength(1);
    expect(shown(twice.when(takenBack('continuum 5 by FHIR', 8)))).toEqual([]);
  });

  it('is the same in whatever order and however often it is told', () => {
    const facts: readonly Told[] = [
      stayStarts(detox),
      stayEnds(detox),
      instrumentSaid(5, { told: 7 }),
      instrumentSaid(5, { told: 7, again: ' by FHIR' }),
      instrumentSaid(5, { instrument: 'locus', level: null, composite: 21, told: 7 }),
      instrumentSaid(6, { level: '2.1', told: 7 }),
      instrumentSaid(4, { told: 7 }),
      takenBack('continuum 4', 7),
    ];
    const expected = shown(story(...facts));
    expect(expected.map(({ level, composite }) => level ?? composite)).toEqual(['2.1', 21, '3.5']);
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
    fc.assert(
      fc.property(order, (told) => expect(shown(story(...told))).toEqual(expected)),
      { seed: 20260110, numRuns: 200 },
    );
  });
});
