import type { Level } from '@handrail/domain';
import type { Ratings } from '@handrail/contracts';
import { given, givenLowRisk, rules, type Situation } from '../../testing/given-person.js';

// The decision table in plain language, from the public sources and program parameters it rests on.

describe('after detox', () => {
  it('completed with a stable home gives IOP', () => {
    const determination = given({ context: { housing: 'stable' } }).when('detox-completed');
    expect(determination).toMatchObject({ level: 'IOP', asamLevel: '2.1', mode: 'automatic' });
    expect(determination.alternatives).toEqual(['PHP']);
    expect(rules(determination)).toContain('R5-T1');
  });

  it('completed with an unsafe home never gives plain IOP', () => {
    const determination = given({ context: { housing: 'unsafe' } }).when('detox-completed');
    expect(determination.level).toBe('RES');
    expect(rules(determination)).toEqual(expect.arrayContaining(['R4-home-unsafe', 'R4-d6-4']));
  });

  it('completed with low risks everywhere still ends in outpatient care', () => {
    expect(givenLowRisk().when('detox-completed').level).toBe('OP');
  });

  it('completed with low risks but an unknown readiness gives IOP, because unknown counts as 2', () => {
    const determination = givenLowRisk({ ratings: { d4: 'unknown' } }).when('detox-completed');
    expect(determination.level).toBe('IOP');
    expect(determination.trace).toContainEqual(
      expect.objectContaining({ rule: 'R0-d4', effect: 'd4 unknown counts as 2' }),
    );
  });

  it('completed with low ratings but an unstable home gives IOP with recovery housing', () => {
    const determination = givenLowRisk({ context: { housing: 'homeless' } }).when(
      'detox-completed',
    );
    expect(determination.level).toBe('IOP');
    expect(determination.supports).toEqual(['recovery-housing', 'case-management']);
  });

  it('completed while withdrawal still needs monitoring gives detox again, never IOP', () => {
    expect(given({ ratings: { d1: 3 } }).when('detox-completed').level).toBe('WM');
  });
});

describe('after residential care', () => {
  it('completed steps down to IOP where every minimum allows it', () => {
    expect(given({ level: 'RES' }).when('residential-step-down')).toMatchObject({
      level: 'IOP',
      mode: 'automatic',
    });
  });

  it('completed with a high risk of relapse steps down to PHP', () => {
    const determination = given({ level: 'RES', ratings: { d5: 3 } }).when('residential-step-down');
    expect(determination).toMatchObject({ level: 'PHP', mode: 'automatic' });
  });

  it('completed never steps down to nothing, however low the risks', () => {
    expect(givenLowRisk({ level: 'RES' }).when('residential-step-down').level).toBe('IOP');
  });

  it('completed and still needing residential care stays, and a person decides', () => {
    const determination = given({ ratings: { d4: 4 } }).when('residential-step-down');
    expect(determination).toMatchObject({ level: 'RES', mode: 'needs-human' });
    expect(rules(determination)).toContain('R5-T2-review');
  });
});

describe('repeated return to use', () => {
  it.each<[string, Level, Level]>([
    ['in long-term support steps up to outpatient care', 'LTS', 'OP'],
    ['in weekly counselling steps up to IOP', 'OP', 'IOP'],
    ['in IOP steps up to PHP', 'IOP', 'PHP'],
    ['in PHP steps up to residential care', 'PHP', 'RES'],
  ])('%s', (_name, level, expected) => {
    expect(givenLowRisk({ level }).when('repeated-return-to-use')).toMatchObject({
      level: expected,
      mode: 'automatic',
    });
  });

  it('in residential care stays there; a person reviews plan and medication', () => {
    const determination = givenLowRisk({ level: 'RES' }).when('repeated-return-to-use');
    expect(determination).toMatchObject({ level: 'RES', mode: 'needs-human' });
    expect(determination.supports).toEqual(
      expect.arrayContaining(['plan-review', 'medication-review']),
    );
  });

  it('without any level held gives IOP', () => {
    expect(givenLowRisk().when('repeated-return-to-use').level).toBe('IOP');
  });

  it('during detox counts as no level held: detox alone is not treatment', () => {
    expect(givenLowRisk({ level: 'WM' }).when('repeated-return-to-use').level).toBe('IOP');
  });

  it('always checks medication', () => {
    expect(given().when('repeated-return-to-use').supports).toContain('medication-review');
  });

  it('together with a completed detox applies both floors', () => {
    const determination = givenLowRisk({ level: 'IOP' }).when(
      'detox-completed',
      'repeated-return-to-use',
    );
    expect(determination.level).toBe('PHP');
    expect(rules(determination)).toEqual(expect.arrayContaining(['R5-T1-low', 'R5-T3-IOP']));
  });

  it('with a need for detox gives detox, whatever the step up would be', () => {
    const determination = given({ level: 'IOP', ratings: { d1: 3 } }).when(
      'repeated-return-to-use',
    );
    expect(determination).toMatchObject({
      level: 'WM',
      withdrawalSetting: '24-hour',
      asamLevel: '3.7-WM',
    });
  });
});

describe('a program completed', () => {
  it.each<[string, Level, Level]>([
    ['PHP steps down to IOP', 'PHP', 'IOP'],
    ['IOP steps down to outpatient care', 'IOP', 'OP'],
    ['outpatient care with low risks ends in long-term support', 'OP', 'LTS'],
  ])('%s', (_name, level, expected) => {
    expect(givenLowRisk({ level }).when('program-completed').level).toBe(expected);
  });

  it('from outpatient care with one risk of 2 goes back up, not to long-term support', () => {
    const determination = givenLowRisk({ level: 'OP', ratings: { d5: 2 } }).when(
      'program-completed',
    );
    expect(determination.level).toBe('IOP');
  });

  it('from outpatient care with a biomedical risk of 2 stays in outpatient care', () => {
    const determination = givenLowRisk({ level: 'OP', ratings: { d2: 2 } }).when(
      'program-completed',
    );
    expect(determination.level).toBe('OP');
  });
});

describe('emergencies and the unknown', () => {
  it.each(['d1', 'd2', 'd3'] as const)(
    '%s of 4 is an emergency: a person decides at once, and it is never placed',
    (dimension) => {
      const determination = given({ ratings: { [dimension]: 4 } }).when('detox-completed');
      expect(determination).toMatchObject({
        level: 'ACUTE',
        mode: 'needs-human',
        alternatives: [],
      });
    },
  );

  it('an emergency is one even when the other risks are unknown', () => {
    const determination = given({ ratings: { d1: 'unknown', d2: 4, d3: 'unknown' } }).when(
      'overdose',
    );
    expect(determination.level).toBe('ACUTE');
  });

  it.each(['d1', 'd2', 'd3'] as const)('an unknown %s gives no level; a person decides', (risk) => {
    const determination = given({ ratings: { [risk]: 'unknown' } }).when('detox-completed');
    expect(determination).toMatchObject({ level: null, asamLevel: null, mode: 'needs-human' });
    expect(determination.trace).toEqual([
      expect.objectContaining({ rule: `R2-${risk}`, effect: 'no level, a person decides' }),
    ]);
  });

  it('says what each missing rating would lead to', () => {
    const determination = given({ ratings: { d1: 'unknown' } }).when('detox-completed');
    expect(determination.wouldChangeIf).toEqual([
      { input: 'd1', to: 0, level: 'IOP' },
      { input: 'd1', to: 2, level: 'WM' },
      { input: 'd1', to: 4, level: 'ACUTE' },
      { input: 'd2', to: 4, level: 'ACUTE' },
      { input: 'd3', to: 4, level: 'ACUTE' },
    ]);
  });
});

describe('withdrawal', () => {
  it('of 2 is managed on an ambulatory basis when nothing speaks against it', () => {
    const determination = given({ ratings: { d1: 2 } }).when('repeated-return-to-use');
    expect(determination).toMatchObject({
      level: 'WM',
      withdrawalSetting: 'ambulatory',
      asamLevel: '2-WM',
    });
  });

  it.each<[string, Situation]>([
    ['severe withdrawal before', { context: { severeWithdrawalHistory: true } }],
    ['a biomedical risk of 3', { ratings: { d2: 3 } }],
    ['a psychiatric risk of 3', { ratings: { d3: 3 } }],
    ['a readiness risk of 4', { ratings: { d4: 4 } }],
    ['a relapse risk of 4', { ratings: { d5: 4 } }],
    ['a home risk of 3', { ratings: { d6: 3 } }],
    ['an unsafe home', { context: { housing: 'unsafe' } }],
  ])('of 2 with %s needs 24 hours', (_name, { ratings, context }) => {
    const determination = given({ ratings: { d1: 2, ...ratings }, context }).when('overdose');
    expect(determination).toMatchObject({ level: 'WM', withdrawalSetting: '24-hour' });
  });

  it('of 1 asks for nothing', () => {
    expect(given({ ratings: { d1: 1 } }).when('detox-completed').level).toBe('IOP');
  });
});

describe('minimum of each dimension', () => {
  it.each<[string, Partial<Ratings>, Level, string | null]>([
    ['biomedical 3: PHP, medically managed', { d2: 3 }, 'PHP', 'medically-managed'],
    ['psychiatric 3: PHP, co-occurring enhanced', { d3: 3 }, 'PHP', 'co-occurring-enhanced'],
    ['readiness 2: IOP', { d4: 2 }, 'IOP', null],
    ['readiness 3: PHP', { d4: 3 }, 'PHP', null],
    ['readiness 4: residential', { d4: 4 }, 'RES', null],
    ['relapse 2: IOP', { d5: 2 }, 'IOP', null],
    ['relapse 3: PHP', { d5: 3 }, 'PHP', null],
    ['relapse 4: residential', { d5: 4 }, 'RES', null],
    ['home 2: IOP, with the family', { d6: 2 }, 'IOP', 'family-services'],
    ['home 3: IOP with recovery housing', { d6: 3 }, 'IOP', 'recovery-housing'],
    ['home 3 with relapse 3: residential', { d6: 3, d5: 3 }, 'RES', 'case-management'],
    ['home 4: residential', { d6: 4 }, 'RES', 'case-management'],
    ['nothing above 1: outpatient care', {}, 'OP', null],
  ])('%s', (_name, ratings, level, support) => {
    const determination = givenLowRisk({ ratings }).when('overdose');
    expect(determination.level).toBe(level);
    if (support) expect(determination.supports).toContain(support);
  });

  it('one dimension is enough and nothing is averaged', () => {
    const determination = givenLowRisk({ ratings: { d1: 0, d2: 0, d3: 0, d5: 4 } }).when(
      'overdose',
    );
    expect(determination.level).toBe('RES');
  });
});
