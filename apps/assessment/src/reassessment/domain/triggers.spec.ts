import type { DischargeDisposition, Setting, TriggerKind } from '@handrail/domain';
import {
  day,
  eventId,
  later,
  rated,
  repetition,
  stayEnds,
  stayStarts,
  stepDownPlanned,
  story,
  takenBack,
} from '../../testing/case-story.js';
import { plusMinutes } from './instants.js';

const detox = 'withdrawal-management';

describe('what the end of a stay leads to', () => {
  it.each<[Setting, DischargeDisposition, TriggerKind | null]>([
    ['withdrawal-management', 'completed', 'detox-completed'],
    ['residential', 'completed', 'residential-step-down'],
    ['inpatient', 'completed', 'residential-step-down'],
    ['partial-hospitalization', 'completed', 'program-completed'],
    ['intensive-outpatient', 'completed', 'program-completed'],
    ['outpatient', 'completed', 'program-completed'],
    ['opioid-treatment', 'completed', null],
    ['emergency', 'completed', null],
    ['other', 'completed', null],
    ['withdrawal-management', 'against-advice', 'left-early'],
    ['residential', 'administrative', 'left-early'],
    ['inpatient', 'other', 'left-early'],
    ['residential', 'incarcerated', 'left-early'],
    ['partial-hospitalization', 'administrative', 'left-early'],
    ['intensive-outpatient', 'against-advice', 'left-early'],
    ['outpatient', 'other', 'left-early'],
    ['opioid-treatment', 'against-advice', 'left-early'],
    ['intensive-outpatient', 'incarcerated', null],
    ['intensive-outpatient', 'transferred', null],
    ['intensive-outpatient', 'died', null],
    ['other', 'against-advice', null],
    ['withdrawal-management', 'transferred', null],
    ['withdrawal-management', 'died', null],
  ])('%s ended as %s: %s', (setting, disposition, kind) => {
    const person = story(rated(5.9), stayEnds(setting, { disposition }));
    const kinds = person.reassessments.map(({ triggers }) => triggers[0]!.kind);
    expect(kinds).toEqual(kind === null ? [] : [kind]);
  });
});

describe('detox completed (T1)', () => {
  it('with fresh ratings is opened and determined at once', () => {
    const person = story(stayStarts(detox), rated(5.9)).when(stayEnds(detox));
    expect(person.happened).toEqual(['reassessment-opened', 'level-determined']);
    expect(person.only).toMatchObject({
      status: 'determined',
      decision: { decidedBy: 'policy', determination: { level: 'IOP' } },
      used: { placeFrom: day(6), requestedAt: day(6), currentLevel: null },
    });
  });

  it('without any ratings waits for a person, due in four hours', () => {
    const person = story(stayEnds(detox));
    expect(person.only).toMatchObject({ status: 'open', proposal: { level: null } });
    expect(person.only.dueAt).toBe(plusMinutes(day(6), 240));
    expect(person.wakeUps).toEqual({ [`overdue:${person.only.id}`]: person.only.dueAt });
  });

  it('with ratings from admission waits: they say nothing about the end', () => {
    const person = story(rated(0), stayEnds(detox));
    expect(person.only).toMatchObject({
      status: 'open',
      used: { stale: ['d1', 'd2', 'd3'], ratings: { d1: 'unknown', d4: 2 } },
    });
  });

  it('with ratings just inside 24 hours is decided', () => {
    expect(story(rated(5), stayEnds(detox)).levels).toEqual(['IOP']);
    expect(story(rated(4.99), stayEnds(detox)).levels).toEqual([]);
  });

  it('is run again when ratings arrive while it waits', () => {
    const person = story(stayEnds(detox)).when(rated(6.1));
    expect(person.happened).toEqual(['level-determined']);
    expect(person.only).toMatchObject({ status: 'determined', used: { ratedAt: day(6.1) } });
  });

  it('is not run again when ratings arrive after it was decided', () => {
    const person = story(rated(5.9), stayEnds(detox)).when(rated(6.1, { d5: 4 }));
    expect(person.happened).toEqual([]);
    expect(person.levels).toEqual(['IOP']);
  });

  it('counts ratings that were made before and arrive late with it', () => {
    const person = story(stayEnds(detox, { recordedOn: 6.5 }), rated(5.9, {}, { recordedOn: 6.6 }));
    expect(person.levels).toEqual(['IOP']);
  });

  it('carries facts told long before, each in its newest state', () => {
    const person = story(
      rated(1, {}, { context: { housing: 'unsafe', region: 'boston' } }),
      rated(5.9, {}, { context: { housing: 'stable' } }),
      stayEnds(detox),
    );
    expect(person.only.used?.context).toEqual({ housing: 'stable', region: 'boston' });
  });

  it('with an emergency waits for a person, due in 15 minutes', () => {
    const person = story(rated(5.9, { d2: 4 }), stayEnds(detox));
    expect(person.only).toMatchObject({ status: 'open', proposal: { level: 'ACUTE' } });
    expect(person.only.dueAt).toBe(plusMinutes(day(6), 15));
  });

  it('told of an end that needs no earlier admission', () => {
    expect(story(rated(5.9), stayEnds(detox, { from: null })).levels).toEqual(['IOP']);
  });

  it('planned to end is decided before leaving, from a day before on', () => {
    const person = story(stayStarts(detox), stepDownPlanned(5, { setting: detox, on: 1 }));
    expect(person.reassessments).toEqual([]);
    expect(person.wakeUps).toEqual({ [`step-down:${eventId('stay')}`]: day(4) });
    person.when(rated(4.2), later(4.3), stayEnds(detox, { to: 5 }));
    expect(person.only).toMatchObject({ used: { placeFrom: day(5) }, decisions: 1 });
    expect(person.only.triggers.map(({ kind }) => kind)).toEqual([
      'detox-completed',
      'detox-completed',
    ]);
  });
});

describe('residential step-down (T2)', () => {
  it('completed is decided for the day of discharge', () => {
    const person = story(stayStarts('residential'), rated(27), stayEnds('residential', { to: 28 }));
    expect(person.only).toMatchObject({
      used: { placeFrom: day(28), currentLevel: 'RES' },
      decision: { determination: { level: 'IOP' } },
    });
  });

  it('still needing residential care waits for a person', () => {
    const person = story(rated(27, { d5: 4 }), stayEnds('residential', { to: 28 }));
    expect(person.only).toMatchObject({ status: 'open', proposal: { level: 'RES' } });
  });

  it('planned in five days is decided at once, for the planned day', () => {
    const person = story(stayStarts('residential'), rated(22)).when(
      stepDownPlanned(28, { on: 23 }),
    );
    expect(person.happened).toEqual(['reassessment-opened', 'level-determined']);
    expect(person.only.used?.placeFrom).toBe(day(28));
  });

  it('planned in twenty days waits, and a timer opens it seven days before', () => {
    const person = story(stayStarts('residential'), stepDownPlanned(28, { on: 8 }));
    expect(person.reassessments).toEqual([]);
    expect(person.wakeUps).toEqual({ [`step-down:${eventId('stay')}`]: day(21) });
    person.when(rated(20), later(21));
    expect(person.only).toMatchObject({ status: 'determined', openedAt: day(21) });
    expect(person.wakeUps).toEqual({});
  });

  it('planned and then completed is one reassessment and one decision', () => {
    const person = story(
      stayStarts('residential'),
      rated(22),
      stepDownPlanned(28, { on: 23 }),
      stayEnds('residential', { to: 28 }),
    );
    expect(person.only).toMatchObject({ status: 'determined', decisions: 1 });
    expect(person.only.triggers.map(({ planned }) => planned)).toEqual([true, false]);
  });

  it('planned anew moves the day the place starts', () => {
    const person = story(stayStarts('residential'), rated(22), stepDownPlanned(28, { on: 23 }));
    person.when(stepDownPlanned(29, { on: 24, again: ' again' }));
    expect(person.happened.at(-1)).toBe('level-determined');
    expect(person.only).toMatchObject({ used: { placeFrom: day(29) }, decisions: 2 });
  });

  it('planned, and the person leaves before: the place stays, and outreach is asked for', () => {
    const person = story(stayStarts('residential'), rated(22), stepDownPlanned(28, { on: 23 }));
    person.when(stayEnds('residential', { to: 25, disposition: 'against-advice' }));
    expect(person.reassessments.map(({ status, triggers }) => [status, triggers[0]!.kind])).toEqual(
      [
        ['determined', 'residential-step-down'],
        ['open', 'left-early'],
      ],
    );
  });

  it('a plan for a stay that has ended is superseded', () => {
    const person = story(rated(27), stayEnds('residential', { to: 28 }));
    person.when(stepDownPlanned(30, { on: 29 }));
    person.verdict.thenSuperseded('stay-already-ended');
  });
});

describe('repeated return to use (T3)', () => {
  it('steps up from the level outcomes names', () => {
    const person = story(rated(9), repetition(10, { level: 'IOP' }));
    expect(person.only).toMatchObject({
      decision: { determination: { level: 'PHP' } },
      used: { currentLevel: 'IOP', placeFrom: null },
    });
  });

  it('steps up from an open stay when outcomes names no level', () => {
    const program = stayStarts('outpatient', { name: 'program', from: 1 });
    const person = story(program, rated(9), repetition(10));
    expect(person.only).toMatchObject({
      decision: { determination: { level: 'IOP' } },
      used: { currentLevel: 'OP' },
    });
  });

  it('is due within a day when a person has to decide', () => {
    expect(story(repetition(10)).only.dueAt).toBe(plusMinutes(day(10), 1440));
  });

  it('counts ratings of the past week and no older ones', () => {
    expect(story(rated(3), repetition(10)).levels).toEqual(['IOP']);
    expect(story(rated(2.9), repetition(10)).levels).toEqual([]);
  });

  it('within seven days of the last one is only known', () => {
    const person = story(rated(9), repetition(10)).when(repetition(16.9));
    expect(person.reassessments).toHaveLength(1);
    person.when(rated(17), repetition(17.1));
    expect(person.reassessments).toHaveLength(2);
  });

  it('weeks after a detox is a crisis of its own', () => {
    const person = story(rated(5.9), stayEnds(detox), rated(17)).when(repetition(18));
    expect(person.reassessments.map(({ triggers }) => triggers[0]!.kind)).toEqual([
      'detox-completed',
      'repeated-return-to-use',
    ]);
  });

  it('during a 24-hour stay waits for its end and raises the floor there', () => {
    const person = story(stayStarts(detox), repetition(2, { level: 'IOP' }));
    expect(person.reassessments).toEqual([]);
    person.when(rated(5.9), stayEnds(detox));
    expect(person.only.triggers.map(({ kind }) => kind)).toEqual([
      'detox-completed',
      'repeated-return-to-use',
    ]);
    expect(person.levels).toEqual(['PHP']);
  });

  it('withdrawn by outcomes is withdrawn here', () => {
    const person = story(rated(9), repetition(10)).when(takenBack('repetition 10', 11));
    expect(person.happened).toContain('withdrawn');
    expect(person.only.withdrawn).toEqual({ at: day(11), reason: 'trigger-retracted' });
  });

  it.each(['outcomes first', 'intake first'])(
    'as a second detox joins its own end of detox, %s',
    (order) => {
      const reports = ['end of first', 'end of stay'];
      const found = repetition(6, { pattern: 'second-detox', level: 'IOP', reports });
      const ended = stayEnds(detox);
      const person = story(rated(5.9));
      person.when(...(order === 'outcomes first' ? [found, ended] : [ended, found]));
      expect(person.only.triggers[0]!.kind).toBe('detox-completed');
      expect(person.levels).toEqual(['PHP']);
    },
  );
});
