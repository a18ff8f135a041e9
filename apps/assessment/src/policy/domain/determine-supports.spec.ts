import type { TriggerKind } from '@handrail/domain';
import { given, givenLowRisk, policy, rules, stable } from '../../testing/given-person.js';
import { determine } from './determine.js';

// What is said beside the level, and who decides: in plain language.

describe('home', () => {
  it('a recovery residence meets the need for recovery housing', () => {
    const context = { housing: 'recovery-residence' } as const;
    const determination = givenLowRisk({ ratings: { d6: 3 }, context }).when('detox-completed');
    expect(determination).toMatchObject({ level: 'IOP', supports: ['case-management'] });
  });

  it('unstable together with a high risk of relapse is residential', () => {
    const situation = { ratings: { d5: 3 }, context: { housing: 'unstable' } } as const;
    expect(given(situation).when('detox-completed').level).toBe('RES');
  });

  it('PHP with an unstable home lists recovery housing too', () => {
    const person = given({ ratings: { d2: 3 }, context: { housing: 'unstable' } });
    expect(person.when('detox-completed')).toMatchObject({
      level: 'PHP',
      supports: expect.arrayContaining(['recovery-housing']),
    });
  });

  it('not known is no reason for anything', () => {
    const unknown = given({ context: { housing: 'unknown' } }).when('detox-completed');
    expect(unknown.level).toBe('IOP');
    expect(unknown.wouldChangeIf.some(({ input }) => input === 'housing')).toBe(false);
  });

  it('would change the answer, and says so', () => {
    const determination = given({ context: { housing: 'stable' } }).when('detox-completed');
    expect(determination.wouldChangeIf).toContainEqual({
      input: 'housing',
      to: 'unsafe',
      level: 'RES',
    });
  });
});

describe('medication', () => {
  it('is offered with any level when an opioid was named', () => {
    expect(given({ opioidUse: true }).when('overdose').supports).toContain('medication-offer');
  });

  it('is offered to who takes it already', () => {
    const determination = given({ context: { moud: 'buprenorphine' } }).when('detox-completed');
    expect(determination.supports).toContain('medication-offer');
  });

  it('is not offered when nothing points to an opioid', () => {
    const determination = given({ context: { moud: 'none' } }).when('detox-completed');
    expect(determination.supports).not.toContain('medication-offer');
  });
});

describe('who decides', () => {
  it.each<TriggerKind>(['left-early', 'missed-sessions', 'lost-contact', 'review-due'])(
    'a person after %s, whatever the level',
    (kind) => {
      expect(given().when(kind)).toMatchObject({ level: 'IOP', mode: 'needs-human' });
    },
  );

  it('the policy again when somebody who left early completes detox after all', () => {
    expect(given().when('left-early', 'detox-completed').mode).toBe('automatic');
  });

  it('a person when nobody has approved the policy and the settings do not allow drafts', () => {
    const inputs = {
      ratings: stable,
      triggers: ['detox-completed' as const],
      currentLevel: null,
      context: {},
    };
    const determination = determine(policy, inputs, { allowDraftPolicy: false });
    expect(determination).toMatchObject({ level: 'IOP', mode: 'needs-human' });
    expect(rules(determination).at(-1)).toBe('policy-status');
    const approved = { ...policy, status: 'approved' as const };
    expect(determine(approved, inputs, { allowDraftPolicy: false }).mode).toBe('automatic');
  });
});

describe('the inputs hash', () => {
  it('is the same for the same inputs however they are written, and different otherwise', () => {
    const context = { region: 'boston', housing: 'stable' } as const;
    const turned = { housing: 'stable', region: 'boston' } as const;
    const hash = given({ context }).when('overdose').inputsHash;
    expect(hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(given({ context: turned }).when('overdose').inputsHash).toBe(hash);
    expect(given({ context, ratings: { d6: 2 } }).when('overdose').inputsHash).not.toBe(hash);
  });
});
