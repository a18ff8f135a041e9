import type { DischargeDisposition, Setting, TriggerKind } from '@handrail/domain';
import { day, rated, stayEnds, story, takenBack } from '../../testing/case-story.js';
import { hasOverdoseRisk, needsOutreach } from './flags.js';
import type { Reassessment } from './person-case.js';

const detox = 'withdrawal-management';

/** Intake takes the end back and tells it again as it was. */
const correction = (setting: Setting, disposition: DischargeDisposition, on = 6.2) => [
  takenBack('end of stay', on),
  stayEnds(setting, { disposition, recordedOn: on, again: ' corrected' }),
];

const live = (all: readonly Reassessment[]) => all.filter(({ status }) => status !== 'withdrawn');
const kindsOf = (all: readonly Reassessment[]): TriggerKind[] =>
  live(all).flatMap(({ triggers }) => triggers.map(({ kind }) => kind));

describe('an end whose disposition is corrected', () => {
  it.each([
    ['after the decision', [rated(5.9)]],
    ['before the decision', []],
  ])('from completed to against advice %s leaves T4 alone', (_, before) => {
    const person = story(...before, stayEnds(detox)).when(...correction(detox, 'against-advice'));
    expect(kindsOf(person.reassessments)).toEqual(['left-early']);
    expect(person.reassessments[0]).toMatchObject({
      status: 'withdrawn',
      withdrawn: { reason: 'trigger-retracted' },
    });
    const [left] = live(person.reassessments);
    expect(left!.decision).toBeNull();
    expect([hasOverdoseRisk(left!), needsOutreach(left!)]).toEqual([true, true]);
  });

  it('from against advice to completed leaves T1 alone, and is decided', () => {
    const person = story(rated(5.9), stayEnds(detox, { disposition: 'against-advice' })).when(
      ...correction(detox, 'completed'),
    );
    expect(kindsOf(person.reassessments)).toEqual(['detox-completed']);
    expect(live(person.reassessments)[0]).toMatchObject({
      status: 'determined',
      triggers: [{ occurredAt: day(6) }],
    });
  });

  it.each(['withdrawal-management', 'residential'] as const)(
    'of %s to died withdraws all',
    (setting) => {
      const person = story(rated(5.9), stayEnds(setting)).when(...correction(setting, 'died'));
      expect(kindsOf(person.reassessments)).toEqual([]);
    },
  );
});
