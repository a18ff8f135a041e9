import type { Disposition, Setting, TriggerKind } from '@handrail/domain';
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
  it.each<[Setting, Disposition, TriggerKind | null]>([
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
    ['intensive-outpatient', 'against-advice', null],
    ['other', 'against-advice', null],
    ['withdrawal-management', 'transferred', null],
    ['withdrawal-management', 'died', null],
  ])('%s ended as %s: %s', (setting, disposition, kind) => {
    const told = story(rated(5.9), stayEnds(setting, { disposition }));
    const kinds = told.reassessments.map(({ triggers }) => triggers[0]!.kind);
    expect(kinds).toEqual(kind === null ? [] : [kind]);
  });
});

describe('detox completed (T1)', () => {
  it('with fresh ratings is opened and determined at once', () => {
    const told = story(stayStarts(detox), rated(5.9)).when(stayEnds(detox));
    expect(told.happened).toEqual(['reassessment-opened', 'level-determined']);
    expect(told.only).toMatchObject({
      status: 'determined',
      decision: { decidedBy: 'policy', determination: { level: 'IOP' } },
      used: { placeFrom: day(6), requestedAt: day(6), currentLevel: null },
    });
  });

  it('without any ratings waits for a person, due in four hours', () => {
    const told = story(stayEnds(detox));
    expect(told.only).toMatchObject({ status: 'open', proposal: { level: null } });
    expect(told.only.dueAt).toBe(plusMinutes(day(6), 240));
    expect(told.wakeUps).toEqual({ [`overdue:${told.only.id}`]: told.only.dueAt });
  });

  it('with ratings from admission waits: they say nothing about the end', () => {
    const told = story(rated(0), stayEnds(detox));
    expect(told.only).toMatchObject({
      status: 'open',
      used: { stale: ['d1', 'd2', 'd3'], ratings: { d1: 'unknown', d4: 2 } },
    });
  });

  it('with ratings just inside 24 hours is decided', () => {
    expect(story(rated(5), stayEnds(detox)).levels).toEqual(['IOP']);
    expect(story(rated(4.99), stayEnds(detox)).levels).toEqual([]);
  });

  it('is run again when ratings arrive while it waits', () => {
    const told = story(stayEnds(detox)).when(rated(6.1));
    expect(told.happened).toEqual(['level-determined']);
    expect(told.only).toMatchObject({ status: 'determined', used: { ratedAt: day(6.1) } });
  });

  it('is not run again when ratings arrive after it was decided', () => {
    const told = story(rated(5.9), stayEnds(detox)).when(rated(6.1, { d5: 4 }));
    expect(told.happened).toEqual([]);
    expect(told.levels).toEqual(['IOP']);
  });

  it('counts ratings that were made before and arrive late with it', () => {
    const told = story(stayEnds(detox, { told: 6.5 }), rated(5.9, {}, { told: 6.6 }));
    expect(told.levels).toEqual(['IOP']);
  });

  it('carries facts told long before, each in its newest state', () => {
    const told = story(
      rated(1, {}, { context: { housing: 'unsafe', region: 'boston' } }),
      rated(5.9, {}, { context: { housing: 'stable' } }),
      stayEnds(detox),
    );
    expect(told.only.used?.context).toEqual({ housing: 'stable', region: 'boston' });
  });

  it('with an emergency waits for a person, due in 15 minutes', () => {
    const told = story(rated(5.9, { d2: 4 }), stayEnds(detox));
    expect(told.only).toMatchObject({ status: 'open', proposal: { level: 'ACUTE' } });
    expect(told.only.dueAt).toBe(plusMinutes(day(6), 15));
  });

  it('told of an end that needs no earlier admission', () => {
    expect(story(rated(5.9), stayEnds(detox, { from: null })).levels).toEqual(['IOP']);
  });

  it('planned to end is decided before leaving, from a day before on', () => {
    const told = story(stayStarts(detox), stepDownPlanned(5, { setting: detox, on: 1 }));
    expect(told.reassessments).toEqual([]);
    expect(told.wakeUps).toEqual({ [`step-down:${eventId('stay')}`]: day(4) });
    told.when(rated(4.2), later(4.3), stayEnds(detox, { to: 5 }));
    expect(told.only).toMatchObject({ used: { placeFrom: day(5) }, decisions: 1 });
    expect(told.only.triggers.map(({ kind }) => kind)).toEqual([
      'detox-completed',
      'detox-completed',
    ]);
  });
});

describe('residential step-down (T2)', () => {
  it('completed is decided for the day of discharge', () => {
    const told = story(stayStarts('residential'), rated(27), stayEnds('residential', { to: 28 }));
    expect(told.only).toMatchObject({
      used: { placeFrom: day(28), currentLevel: 'RES' },
      decision: { determination: { level: 'IOP' } },
    });
  });

  it('still needing residential care waits for a person', () => {
    const told = story(rated(27, { d5: 4 }), stayEnds('residential', { to: 28 }));
    expect(told.only).toMatchObject({ status: 'open', proposal: { level: 'RES' } });
  });

  it('planned in five days is decided at once, for the planned day', () => {
    const told = story(stayStarts('residential'), rated(22)).when(stepDownPlanned(28, { on: 23 }));
    expect(told.happened).toEqual(['reassessment-opened', 'level-determined']);
    expect(told.only.used?.placeFrom).toBe(day(28));
  });

  it('planned in twenty days waits, and a timer opens it seven days before', () => {
    const told = story(stayStarts('residential'), stepDownPlanned(28, { on: 8 }));
    expect(told.reassessments).toEqual([]);
    expect(told.wakeUps).toEqual({ [`step-down:${eventId('stay')}`]: day(21) });
    told.when(rated(20), later(21));
    expect(told.only).toMatchObject({ status: 'determined', openedAt: day(21) });
    expect(told.wakeUps).toEqual({});
  });

  it('planned and then completed is one reassessment and one decision', () => {
    const told = story(
      stayStarts('residential'),
      rated(22),
      stepDownPlanned(28, { on: 23 }),
      stayEnds('residential', { to: 28 }),
    );
    expect(told.only).toMatchObject({ status: 'determined', decisions: 1 });
    expect(told.only.triggers.map(({ planned }) => planned)).toEqual([true, false]);
  });

  it('planned anew moves the day the place starts', () => {
    const told = story(stayStarts('residential'), rated(22), stepDownPlanned(28, { on: 23 }));
    told.when(stepDownPlanned(29, { on: 24, again: ' again' }));
    expect(told.happened.at(-1)).toBe('level-determined');
    expect(told.only).toMatchObject({ used: { placeFrom: day(29) }, decisions: 2 });
  });

  it('planned, and the person leaves before: the place stays, and outreach is asked for', () => {
    const told = story(stayStarts('residential'), rated(22), stepDownPlanned(28, { on: 23 }));
    told.when(stayEnds('residential', { to: 25, disposition: 'against-advice' }));
    expect(told.reassessments.map(({ status, triggers }) => [status, triggers[0]!.kind])).toEqual([
      ['determined', 'residential-step-down'],
      ['open', 'left-early'],
    ]);
  });

  it('a plan for a stay that has ended is superseded', () => {
    const told = story(rated(27), stayEnds('residential', { to: 28 }));
    told.when(stepDownPlanned(30, { on: 29 }));
    expect(told.answer).toBe('stay-already-ended');
  });
});

describe('repeated return to use (T3)', () => {
  it('steps up from the level outcomes names', () => {
    const told = story(rated(9), repetition(10, { level: 'IOP' }));
    expect(told.only).toMatchObject({
      decision: { determination: { level: 'PHP' } },
      used: { currentLevel: 'IOP', placeFrom: null },
    });
  });

  it('steps up from an open stay when outcomes names no level', () => {
    const program = stayStarts('outpatient', { name: 'program', from: 1 });
    const told = story(program, rated(9), repetition(10));
    expect(told.only).toMatchObject({
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
    const told = story(rated(9), repetition(10)).when(repetition(16.9));
    expect(told.reassessments).toHaveLength(1);
    told.when(rated(17), repetition(17.1));
    expect(told.reassessments).toHaveLength(2);
  });

  it('weeks after a detox is a crisis of its own', () => {
    const told = story(rated(5.9), stayEnds(detox), rated(17)).when(repetition(18));
    expect(told.reassessments.map(({ triggers }) => triggers[0]!.kind)).toEqual([
      'detox-completed',
      'repeated-return-to-use',
    ]);
  });

  it('during a 24-hour stay waits for its end and raises the floor there', () => {
    const told = story(stayStarts(detox), repetition(2, { level: 'IOP' }));
    expect(told.reassessments).toEqual([]);
    told.when(rated(5.9), stayEnds(detox));
    expect(told.only.triggers.map(({ kind }) => kind)).toEqual([
      'detox-completed',
      'repeated-return-to-use',
    ]);
    expect(told.levels).toEqual(['PHP']);
  });

  it('withdrawn by outcomes is withdrawn here', () => {
    const told = story(rated(9), repetition(10)).when(takenBack('repetition 10', 11));
    expect(told.happened).toContain('withdrawn');
    expect(told.only.withdrawn).toEqual({ at: day(11), reason: 'trigger-retracted' });
  });

  it.each(['outcomes first', 'intake first'])(
    'as a second detox joins its own end of detox, %s',
    (order) => {
      const reports = ['end of first', 'end of stay'];
      const found = repetition(6, { pattern: 'second-detox', level: 'IOP', reports });
      const ended = stayEnds(detox);
      const told = story(rated(5.9));
      told.when(...(order === 'outcomes first' ? [found, ended] : [ended, found]));
      expect(told.only.triggers[0]!.kind).toBe('detox-completed');
      expect(told.levels).toEqual(['PHP']);
    },
  );
});
