import { given } from '@handrail/testing/decider';
import type { StayFact } from '../../stay/domain/stay.js';
import { acts } from '../../testing/act-commands.js';
import {
  circumstances,
  determined,
  id,
  newest,
  shown,
  type DeterminationChange,
} from '../../testing/builders.js';
import { determines, falls, findsAt } from '../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';
import { mergePlacements } from './merge.js';
import { noPlacements, type PersonPlacements } from './placement.js';
import { requestKnowing } from './waiting/request-knowing.js';

const since = (initialState: PersonPlacements) => given({ ...placementDecider, initialState });
const nobody = given(placementDecider);
const supports = ['recovery-housing', 'co-occurring-enhanced'];
const asks = (reassessment: string, change: DeterminationChange = {}, minutes = 0) =>
  determines(reassessment, { supports, ...change }, minutes);
const stay = (fact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact });
const passes = (now: string): PlacementCommand => ({ kind: 'pass-time', now });

const asked = nobody.and(asks('detox'));
const placed = asked.and(findsAt('IOP')).and(findsAt('RR'));
const ward = {
  ...{ stayId: id('ward'), facility: 'elsewhere' },
  setting: 'withdrawal-management' as const,
};
const wardStart = stay({
  ...{ kind: 'stay-started', eventId: id('ward start'), ...ward },
  startedAt: '2026-11-19T15:00:00.000Z',
});
const wardEnd = (disposition: 'completed' | 'died') =>
  stay({
    ...{ kind: 'stay-ended', eventId: id('ward end'), ...ward },
    ...{ startedAt: '2026-11-19T15:00:00.000Z', endedAt: '2026-11-21T15:00:00.000Z', disposition },
  });
const home = { ...{ stayId: id('home'), facility: 'harbor' }, setting: 'other' as const };
const homeStart = stay({
  ...{ kind: 'stay-started', eventId: id('home start'), ...home },
  startedAt: '2026-11-18T15:00:00.000Z',
});
const homeEnd = stay({
  ...{ kind: 'stay-ended', eventId: id('home end'), ...home, disposition: 'against-advice' },
  ...{ startedAt: '2026-11-18T15:00:00.000Z', endedAt: '2026-11-25T15:00:00.000Z' },
});
const ofHarbor = (person: PersonPlacements): PersonPlacements => ({
  ...person,
  claims: new Map([['harbor', ['rr-program']]]),
});

describe('a determination that asks for recovery housing', () => {
  it('asks for a residence beside care, with what a home has to be and not what care has to do', () => {
    const { state } = nobody
      .when(asks('detox', { context: { pregnant: true }, placeFrom: '2026-11-20T15:00:00Z' }))
      .thenKinds('waiting-noted', 'placement-requested', 'placement-requested');
    expect(shown(state)).toEqual(['IOP requested', 'RR requested']);
    expect(newest(state)).toMatchObject({
      id: id('detox 0 housing'),
      priorityClass: 2,
      causedBy: { reassessmentId: id('detox') },
      need: {
        ...{ context: { pregnant: true }, supports: [], withdrawalSetting: null },
        ...{ beside: 'IOP', placeFrom: '2026-11-20T15:00:00Z' },
      },
    });
  });

  it('confirms both, whichever is found first, and neither ends the other', () => {
    expect(shown(placed.state)).toEqual(['IOP confirmed', 'RR confirmed']);
    const other = asked.and(findsAt('RR')).and(findsAt('IOP'));
    expect(shown(other.state)).toEqual(['IOP confirmed', 'RR confirmed']);
  });

  it('keeps a residence when care steps down, and adds the new reason to it', () => {
    const { state } = placed.and(asks('relapse', { level: 'PHP' }, 60)).when(findsAt('PHP'));
    expect(shown(state)).toEqual(['IOP completed transferred', 'RR confirmed', 'PHP confirmed']);
    expect(state.placements[1]!.support).toHaveLength(2);
  });

  it('ends a wait, and a place that has not begun, when nothing asks for one any more', () => {
    const plain = determines('review', {}, 60);
    expect(shown(asked.when(plain).state)).toEqual(['IOP requested', 'RR withdrawn superseded']);
    const taken = placed.and(plain);
    expect(shown(taken.state)).toEqual(['IOP confirmed', 'RR withdrawn superseded']);
    expect(shown(nobody.and(plain).and(findsAt('IOP')).state)).toEqual(['IOP confirmed']);
  });

  it('takes nobody’s home away: not of who moved in, says so, or may have moved in', () => {
    const plain = determines('review', {}, 60);
    const kept = ['IOP confirmed', 'RR confirmed'];
    expect(shown(placed.and(acts('arrived')).when(plain).state)).toEqual(kept);
    expect(shown(placed.and(passes('2026-11-20T05:00:00Z')).when(plain).state)).toEqual(kept);
    const context = { housing: 'recovery-residence' } as const;
    expect(shown(placed.when(determines('review', { context }, 60)).state)).toEqual(kept);
  });

  it('ends the wait for a residence for whoever needs residential care, and asks again when that falls', () => {
    const lived = asked.and(determines('crisis', { level: 'RES' }, 60));
    expect(shown(lived.state)).toEqual([
      'IOP withdrawn superseded',
      'RR withdrawn superseded',
      'RES requested',
    ]);
    const { state } = lived.when(falls('crisis'));
    expect(shown(state).slice(0, 2)).toEqual(['IOP requested', 'RR requested']);
  });

  it('takes both back when what it rests on falls', () => {
    const { state } = placed.when(falls('detox'));
    expect(shown(state)).toEqual([
      'IOP withdrawn trigger-retracted',
      'RR withdrawn trigger-retracted',
    ]);
  });

  it('takes both out of line for whoever needs acute care, and when a person has to decide', () => {
    for (const change of [{ level: 'ACUTE' }, { level: null }] as const)
      expect(shown(asked.when(determines('detox', change, 5)).state)).toEqual([
        'IOP withdrawn superseded',
        'RR withdrawn superseded',
      ]);
  });

  it('is one request when it is determined again, or while it is kept behind newer care', () => {
    expect(shown(asked.when(asks('detox', {}, 5)).state)).toEqual([
      'IOP requested',
      'RR requested',
    ]);
    const at = (command: PlacementCommand, reasonAt: string): PlacementCommand =>
      command.kind === 'request-place'
        ? {
            ...command,
            determined: {
              ...command.determined,
              support: { ...command.determined.support, reasonAt },
            },
          }
        : command;
    const newer = nobody.and(at(determines('crisis', { level: 'PHP' }), '2026-11-16T08:00:00Z'));
    const late = newer.and(at(asks('detox', {}, 5), '2026-11-15T08:00:00Z'));
    expect(shown(late.state)).toEqual([
      'PHP requested',
      'IOP withdrawn superseded',
      'RR withdrawn superseded',
    ]);
    const { state } = late.when(falls('crisis'));
    expect(shown(state).slice(1)).toEqual(['IOP requested', 'RR requested']);
  });

  it('asks for none while the settings say that not every process knows residences', () => {
    const decision = requestKnowing(noPlacements(id('person')), determined('detox', { supports }), {
      ...circumstances('detox'),
      withHousing: false,
    });
    expect(decision).toMatchObject({ events: [{ kind: 'placement-requested' }] });
  });
});

describe('a place in a recovery residence', () => {
  it('is kept for a week of living in elsewhere, like a group, and then given to the next', () => {
    const held = placed.and(wardStart);
    expect(held.state.placements.map(({ course }) => course.hold?.stayId)).toEqual([
      undefined,
      id('ward'),
    ]);
    expect(held.when(wardEnd('completed')).state.placements[1]!.course.hold).toBeNull();
    expect(shown(held.when(passes('2026-11-27T15:00:00Z')).state)[1]).toBe(
      'RR completed transferred',
    );
  });

  it('ends with a death, whatever else is held', () => {
    expect(shown(placed.and(wardStart).when(wardEnd('died')).state)).toEqual([
      'IOP withdrawn died',
      'RR withdrawn died',
    ]);
  });

  it('is arrived at by a stay at a facility of its own, and by no stay in a hospital', () => {
    const elsewhere = placed.when(homeStart).state.placements[1]!;
    expect(elsewhere.course.arrival).toBeNull();
    const there = since(ofHarbor(placed.state)).and(homeStart);
    expect(there.state.placements.map(({ course }) => course.arrival?.stayId)).toEqual([
      undefined,
      id('home'),
    ]);
    expect(shown(there.when(homeEnd).state)).toEqual(['IOP confirmed', 'RR completed left']);
  });

  it('is never given away by silence: a person is asked once whether somebody lives there', () => {
    const silent = placed
      .and(passes('2026-11-20T05:00:00Z'))
      .and(passes('2026-11-21T05:00:00Z'))
      .when(passes('2027-02-01T05:00:00Z'));
    expect(silent.state.placements[1]).toMatchObject({
      ...{ status: 'confirmed', needsReview: 'never-came' },
    });
    const { state } = since(silent.state).when(acts('arrived'));
    expect(state.placements[1]).toMatchObject({ needsReview: null, attended: true });
    expect(since(state).when(acts('not-arrived')).state.placements[1]).toMatchObject({
      attended: false,
    });
  });

  it('is recorded by hand only once, only where no sessions are, and taken back only so', () => {
    placed.and(acts('arrived')).when(acts('arrived')).thenIgnored('already-arrived');
    placed.when(acts('not-arrived')).thenIgnored('has-not-arrived');
    asked.when(acts('arrived')).thenIgnored('not-confirmed');
  });

  it('of two persons who are one stays once beside one place of care', () => {
    const [first, second] = [placed.state, nobody.and(asks('other')).and(findsAt('RR')).state];
    const merged = since(mergePlacements(first, second)).when({
      kind: 'settle-merged',
    });
    // Whose place stays is decided by age, and of equals by id, each kind for itself.
    expect(shown(merged.state).toSorted()).toEqual([
      'IOP confirmed',
      'IOP withdrawn persons-merged',
      'RR confirmed',
      'RR withdrawn persons-merged',
    ]);
  });

  it('has no clock of the law, only that somebody is told something', () => {
    const at = '2026-12-30T15:00:00.000Z';
    const waiting = asked.and(findsAt('IOP'));
    const { id: placementId } = newest(waiting.state);
    const { state } = waiting.when({ kind: 'signal-clocks', placementId, now: at });
    expect(new Set(state.waiting.signals.map(({ clock }) => clock))).toEqual(new Set(['contact']));
  });
});
