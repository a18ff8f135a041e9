import {
  day,
  rated,
  session,
  stayEnds,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import { drugTested } from '../../testing/reported-facts.js';
import { evidenceOf } from './evidence.js';

const detox = 'withdrawal-management';

describe('a drug test', () => {
  it('opens nothing and decides nothing', () => {
    expect(story(drugTested(3, 'cocaine')).reassessments).toEqual([]);
    const person = story(rated(5.9), drugTested(5.9, 'cocaine'), stayEnds(detox));
    expect(person.levels).toEqual(['IOP']);
    expect(person.only.decision!.determination.supports).not.toContain('medication-offer');
  });

  it.each([
    ['fentanyl', true],
    ['methadone', false],
  ] as const)('that finds %s asks for an offer of medication: %s', (substance, offered) => {
    const person = story(rated(5.8), drugTested(5.9, substance), stayEnds(detox));
    const { supports } = person.only.decision!.determination;
    expect(supports.includes('medication-offer')).toBe(offered);
  });

  it('is shown to who works on a reassessment, also one that came later or was taken back', () => {
    const person = story(stayEnds(detox)).when(
      drugTested(6.5),
      drugTested(7, 'opiates', 'cocaine'),
    );
    expect(person.happened).toEqual(['evidence-changed']);
    const tests = () =>
      evidenceOf(person.only, person.state).filter(({ item }) => item === 'drug-test');
    expect(tests()).toMatchObject([
      { value: 'positive opiates cocaine', standing: 'used', observedAt: day(7) },
      { value: 'negative', standing: 'superseded', observedAt: day(6.5) },
    ]);
    person.when(takenBack('drug test 7', 8));
    expect(tests()).toMatchObject([{ value: 'negative', standing: 'used' }]);
  });

  it('says that somebody saw the person', () => {
    const silence = (...more: readonly Reported[]) =>
      story(session(1, { attendance: 'attended' }), ...more).wakeUps['silence'];
    expect(silence()).toBe(day(91));
    expect(silence(drugTested(10))).toBe(day(100));
  });
});
