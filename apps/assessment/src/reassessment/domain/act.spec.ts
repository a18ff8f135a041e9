import {
  circumstances,
  day,
  rated,
  repetition,
  stable,
  stayEnds,
  story,
  takenBack,
  type Reported,
} from '../../testing/case-story.js';
import { determine } from '../../policy/domain/determine.js';
import { act, type Act } from './act.js';
import { decide } from './decide.js';
import { evolve } from './evolve.js';
import type { RatingsRecorded } from './facts.js';
import type { PersonCase } from './person-case.js';

const detox = 'withdrawal-management';
const stateOf = ({ state }: { readonly state: PersonCase }) => state;

/** A person acts on the only reassessment, in the version it has. */
function acts(state: PersonCase, what: Act, on = 6.5, version?: number): PersonCase {
  const { id, version: present } = state.reassessments[0]!;
  return act(state, { id, version: version ?? present }, what, circumstances(on)).state;
}

function hears(state: PersonCase, { on, fact }: Reported): PersonCase {
  const decision = decide(state, fact, circumstances(on));
  return decision.kind === 'happened' ? evolve(state, decision.events) : state;
}

const refused = (attempt: () => unknown): string => {
  try {
    attempt();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'not refused';
};

const override = {
  kind: 'override',
  level: 'PHP',
  reasonCode: 'person-wants-higher',
  text: 'wants more support',
  role: 'physician',
} as const;
const waiting = () => stateOf(story(stayEnds(detox)));
const decided = () => stateOf(story(rated(5.9), stayEnds(detox)));
const reports = ['end of first', 'end of stay'];
const second = repetition(6, { pattern: 'second-detox', level: 'PHP', reports });

describe('what a person decided', () => {
  it('stands when further evidence joins', () => {
    const state = hears(acts(decided(), override), second);
    expect(state.reassessments[0]).toMatchObject({
      status: 'determined',
      decisions: 2,
      decision: { decidedBy: 'clinician', determination: { level: 'PHP' } },
    });
    expect(state.reassessments[0]!.triggers.map(({ kind }) => kind)).toEqual([
      'detox-completed',
      'repeated-return-to-use',
    ]);
  });

  it('stands when the ratings it rests on are taken back', () => {
    const state = hears(acts(decided(), override), takenBack('ratings 5.9', 7));
    expect(state.reassessments[0]).toMatchObject({ status: 'determined', decisions: 2 });
  });

  it('falls when no trigger is left that stands', () => {
    const state = hears(acts(decided(), override), takenBack('end of stay', 7));
    expect(state.reassessments[0]).toMatchObject({ status: 'withdrawn' });
  });

  it('keeps what the policy had said, with the reason as the last entry of the trace', () => {
    const { decision } = acts(decided(), override).reassessments[0]!;
    expect(decision).toMatchObject({
      determination: { level: 'PHP', asamLevel: '2.5', alternatives: ['RES'] },
      override: { policyResult: { level: 'IOP' }, reasonCode: 'person-wants-higher' },
    });
    expect(decision!.determination.trace.at(-1)).toEqual({
      rule: 'override',
      input: { reasonCode: 'person-wants-higher', role: 'physician' },
      effect: 'level PHP by a person, instead of IOP',
      source: 'clinician',
    });
    expect(JSON.stringify(decision!.determination)).not.toContain('wants more support');
  });
});

describe('a reassessment somebody works on', () => {
  const ratings: RatingsRecorded = {
    ...(rated(6.4).fact as RatingsRecorded),
    ratings: stable,
  };

  it('is not decided under their hands when ratings arrive', () => {
    const claimed = acts(waiting(), { kind: 'claim', by: 'nurse-7' });
    const state = acts(claimed, { kind: 'rate', fact: ratings });
    expect(state.reassessments[0]).toMatchObject({
      status: 'in-progress',
      claimedBy: 'nurse-7',
      decision: null,
      proposal: { level: 'IOP', mode: 'automatic' },
    });
    expect(acts(state, { kind: 'sign' }).reassessments[0]).toMatchObject({
      status: 'determined',
      decision: { decidedBy: 'clinician', determinedAt: day(6.5) },
    });
  });

  it('nobody works on is decided as soon as the ratings allow it', () => {
    const state = acts(waiting(), { kind: 'rate', fact: ratings });
    expect(state.reassessments[0]!.decision?.decidedBy).toBe('policy');
  });
});

describe('an act is refused', () => {
  it.each<[string, string, () => unknown]>([
    ['on a version that is past', 'version-changed', () => acts(waiting(), { kind: 'sign' }, 7, 0)],
    ['to sign no level', 'ratings-incomplete', () => acts(waiting(), { kind: 'sign' })],
    ['to sign what is decided', 'already-determined', () => acts(decided(), { kind: 'sign' })],
    [
      'to override with the same level',
      'same-level',
      () => acts(decided(), { ...override, level: 'IOP' }),
    ],
    [
      'on what was withdrawn',
      'withdrawn',
      () => acts(hears(decided(), takenBack('end of stay', 7)), override),
    ],
  ])('%s', (_name, code, attempt) => {
    expect(refused(attempt)).toBe(code);
  });
});

describe('a determination', () => {
  it('can be made again from its inputs', () => {
    const state = hears(acts(hears(decided(), second), override), takenBack('repetition 6', 8));
    expect(state.unsaved).toHaveLength(3);
    for (const { decision } of state.unsaved) {
      const { policy, permissions } = circumstances(9);
      const again = determine(policy, decision.used.inputs, permissions);
      expect(again).toEqual(decision.override?.policyResult ?? decision.determination);
    }
  });

  it('has the same ids when the same facts are told again', () => {
    expect(decided().unsaved).toEqual(decided().unsaved);
    expect(decided().reassessments[0]!.id).toBe(decided().reassessments[0]!.id);
  });
});
