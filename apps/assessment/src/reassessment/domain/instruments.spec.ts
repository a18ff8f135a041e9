import fc from 'fast-check';
import {
  day,
  rated,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import { instrumentReported } from '../../testing/reported-facts.js';
import { viewOf } from '../reassessment.view.js';

const detox = 'withdrawal-management';
const shown = (person: ReturnType<typeof story>) => viewOf(person.only, person.state).instruments;

describe('what another instrument said', () => {
  it('changes no level and opens nothing', () => {
    const alone = story(instrumentReported(2, { level: '4' }));
    expect(alone.reassessments).toEqual([]);
    const person = story(rated(5.9), stayEnds(detox), instrumentReported(6.1, { level: '4' }));
    expect(person.levels).toEqual(['IOP']);
  });

  it('is seen by who works on the reassessment, with the day it was assessed', () => {
    const person = story(stayEnds(detox)).when(instrumentReported(5, { recordedOn: 6.2 }));
    expect(person.happened).toEqual(['evidence-changed']);
    expect(shown(person)).toMatchObject([
      { instrument: 'continuum', level: '3.5', assessedAt: day(5) },
    ]);
  });

  it('is gone from there when it is taken back, before or after it came', () => {
    const result = instrumentReported(5, { recordedOn: 6.2 });
    const person = story(stayEnds(detox), result).when(takenBack('continuum 5', 7));
    expect(person.happened).toEqual(['fact-taken-back', 'evidence-changed']);
    expect(shown(person)).toEqual([]);
    const early = story(stayEnds(detox), takenBack('continuum 5', 6.1), result);
    early.verdict.thenSuperseded('retracted');
    expect(shown(early)).toEqual([]);
  });

  it('is shown once when it is told in two ways, and stays while one of them stands', () => {
    const twice = story(
      stayEnds(detox),
      instrumentReported(5),
      instrumentReported(5, { again: ' by FHIR' }),
    );
    expect(shown(twice)).toHaveLength(1);
    expect(shown(twice.when(takenBack('continuum 5', 7)))).toHaveLength(1);
    expect(shown(twice.when(takenBack('continuum 5 by FHIR', 8)))).toEqual([]);
  });

  it('is the same in whatever order and however often it is told', () => {
    const facts: readonly Reported[] = [
      stayStarts(detox),
      stayEnds(detox),
      instrumentReported(5, { recordedOn: 7 }),
      instrumentReported(5, { recordedOn: 7, again: ' by FHIR' }),
      instrumentReported(5, { instrument: 'locus', level: null, composite: 21, recordedOn: 7 }),
      instrumentReported(6, { level: '2.1', recordedOn: 7 }),
      instrumentReported(4, { recordedOn: 7 }),
      takenBack('continuum 4', 7),
    ];
    const expected = shown(story(...facts));
    expect(expected.map(({ level, composite }) => level ?? composite)).toEqual(['2.1', 21, '3.5']);
    const order = fc.shuffledSubarray([...facts, ...facts], { minLength: facts.length * 2 });
    fc.assert(
      fc.property(order, (reports) => expect(shown(story(...reports))).toEqual(expected)),
      { seed: 20260110, numRuns: 200 },
    );
  });
});
