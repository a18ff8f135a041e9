import { given } from '@handrail/testing/decider';
import { determined, id, newest, shown, type DeterminationChange } from '../../testing/builders.js';
import { determines, falls, finds, findsNone } from '../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';

const nobody = given(placementDecider);
const waiting = nobody.and(determines('detox'));

describe('a determination', () => {
  it('joins the line and is nothing more until the allocator looked', () => {
    const { state } = nobody.when(determines('detox')).thenKinds('placement-requested');
    expect(shown(state)).toEqual(['IOP requested']);
    expect(newest(state)).toMatchObject({
      id: id('detox 0 placement'),
      needsLook: true,
      priorityClass: 4,
      causedBy: { reassessmentId: id('detox'), messageId: id('detox message') },
    });
  });

  it.each([
    ['d1-d3 are not known', { level: null }, 'needs-human'],
    ['the person needs acute care', { level: 'ACUTE' }, 'acute-care'],
    ['a person has to decide', { mode: 'needs-human' }, 'needs-human'],
  ] as const)('places nobody when %s', (_why, change, reason) => {
    nobody.when(determines('detox', change)).thenIgnored(reason);
  });

  it('places when a clinician decided what the policy left to a person', () => {
    const byClinician = { mode: 'needs-human', decidedBy: 'clinician' } as const;
    const { state } = nobody.when(determines('detox', byClinician));
    expect(shown(state)).toEqual(['IOP requested']);
  });

  it('takes back what the same reassessment asked for before when a person has to decide now', () => {
    const { state } = waiting.when(determines('detox', { level: null }, 5));
    expect(shown(state)).toEqual(['IOP withdrawn superseded']);
  });

  it('leaves another reassessment in line when a person has to decide about a new one', () => {
    waiting.when(determines('other', { level: null }, 5)).thenIgnored('needs-human');
  });

  it('takes a person who needs acute care out of every line', () => {
    const { state } = waiting.when(determines('overdose', { level: 'ACUTE' }, 5));
    expect(shown(state)).toEqual(['IOP withdrawn superseded']);
  });

  it('replaces a request for another level, whichever reassessment asked', () => {
    const { state } = waiting
      .when(determines('relapse', { level: 'PHP' }, 5))
      .thenKinds('placement-withdrawn', 'placement-requested');
    expect(shown(state)).toEqual(['IOP withdrawn superseded', 'PHP requested']);
    expect(state.placements[0]!.displacedBy).toBe(newest(state).id);
  });

  it('keeps the place in line when the same level is determined again', () => {
    const { state } = waiting
      .and(findsNone())
      .when(determines('detox', { context: { injecting: true } }, 60));
    expect(shown(state)).toEqual(['IOP waitlisted full']);
    expect(newest(state)).toMatchObject({
      requestedAt: newest(waiting.state).requestedAt,
      priorityClass: 3,
      needsLook: true,
      support: [{ determinationId: id('detox determination 60') }],
    });
  });

  it('places nothing new when the level is held already, and drops other requests', () => {
    const { state } = waiting
      .and(finds(), determines('relapse', { level: 'PHP' }, 5))
      .when(determines('review', {}, 9));
    expect(shown(state)).toEqual(['IOP confirmed', 'PHP withdrawn superseded']);
    expect(state.placements[0]!.support.map(({ reassessmentId }) => reassessmentId)).toEqual([
      id('detox'),
      id('review'),
    ]);
  });

  it('keeps the place held while a move is waited for', () => {
    const { state } = waiting.and(finds()).when(determines('relapse', { level: 'PHP' }, 5));
    expect(shown(state)).toEqual(['IOP confirmed', 'PHP requested']);
  });
});

describe('a determination about something that happened earlier, whose message came late', () => {
  const happenedOn = (
    name: string,
    day: string,
    change: DeterminationChange = {},
  ): PlacementCommand => {
    const made = determined(name, change, 5);
    const reasonAt = `2026-11-${day}T08:00:00.000Z`;
    const support = { ...made.support, reasonAt };
    return { kind: 'request-place', determined: { ...made, support }, event: `${name} ${day}` };
  };
  const wantsPhp = nobody.and(happenedOn('relapse', '14', { level: 'PHP' }));
  const inPhp = wantsPhp.and(finds());
  const detox = happenedOn('detox', '02');

  it.each([
    ['has', inPhp, 'PHP confirmed'],
    ['waits for', wantsPhp, 'PHP requested'],
  ])('does not move the person from what the person %s', (_how, person, stands) => {
    const { state } = person.when(detox);
    expect(shown(state)).toEqual([stands, 'IOP withdrawn superseded']);
    expect(newest(state).displacedBy).toBe(person.state.placements[0]!.id);
    const { state: again } = person.and(detox).when(detox);
    expect(shown(again)).toEqual(shown(state));
  });

  it('is there when the newer reason falls', () => {
    const { state } = inPhp.and(detox).when(falls('relapse'));
    expect(shown(state)).toEqual(['PHP withdrawn trigger-retracted', 'IOP requested']);
  });

  it('stands behind the same place, and drops no request for a newer reason', () => {
    const { state } = nobody
      .and(happenedOn('old', '01'), finds())
      .and(happenedOn('relapse', '14', { level: 'PHP' }))
      .when(detox);
    expect(shown(state)).toEqual(['IOP confirmed', 'PHP requested']);
    expect(state.placements[0]!.support.map(({ reassessmentId }) => reassessmentId)).toEqual([
      id('old'),
      id('detox'),
    ]);
  });

  it('moves the person when somebody decided it, or when it is about the same reassessment', () => {
    const byClinician = happenedOn('detox', '02', { decidedBy: 'clinician' });
    for (const command of [byClinician, happenedOn('relapse', '13')]) {
      const { state } = inPhp.when(command);
      expect(shown(state)).toEqual(['PHP confirmed', 'IOP requested']);
    }
  });
});
