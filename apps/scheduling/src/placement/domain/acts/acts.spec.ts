import { given } from '@handrail/testing/decider';
import type { SessionPlan } from '../../../calendar/domain/sessions.js';
import { acts, elsewhere } from '../../../testing/act-commands.js';
import { newest, NOW, shown } from '../../../testing/builders.js';
import {
  attends,
  accepts,
  declines,
  determines,
  falls,
  finds,
} from '../../../testing/placement-commands.js';
import { placementDecider } from '../../../testing/placement-decider.js';
import { trackKey } from '../../../program/domain/program.js';
import type { FoundPlace } from '../found-place.js';
import type { Placement } from '../placement.js';
import type { StayFact } from '../../../stay/domain/stay.js';

const PLAN: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  ...{ from: '18:00', to: '21:00', startsOn: '2026-11-18', weeks: 12 },
};
const inDays = (days: number) => new Date(Date.parse(NOW) + days * 86_400_000).toISOString();

const waiting = given(placementDecider, determines('detox'));
const placed = waiting.and(finds('automatic', PLAN));
const inBed = given(placementDecider, determines('detox', { level: 'RES' }), finds());

const stay = {
  stayId: '7d0e3a80-0000-4000-8000-000000000001',
  facility: 'harbor',
  setting: 'inpatient',
} as const;
const livesIn: StayFact = {
  kind: 'stay-started',
  eventId: '7d0e3a80-0000-4000-8000-000000000002',
  ...stay,
  startedAt: NOW,
};
const leavesOn = (day: string, n = 3): StayFact => ({
  kind: 'step-down-planned',
  eventId: `7d0e3a80-0000-4000-8000-00000000000${n}`,
  ...stay,
  plannedFor: `${day}T15:00:00.000Z`,
});

describe('acts of people', () => {
  it('are kept with who did it, when and why', () => {
    const { state } = placed.when(acts('hold')).thenKinds('act-recorded', 'placement-held');
    expect(newest(state).acts).toEqual([
      { kind: 'hold', by: 'coordinator-2', reason: 'family-reasons', at: NOW },
    ]);
  });

  it.each(['end', 'extend', 'move', 'reschedule', 'hold', 'release', 'reinstate'] as const)(
    '%s is refused to whoever has read an older version, and of what nobody has',
    (what) => {
      placed.when(acts(what, { version: 7 })).thenIgnored('version-changed');
      placed.when(acts(what, { placementId: 'nobody' })).thenIgnored('no-such-placement');
      waiting
        .when(acts(what))
        .thenIgnored(what === 'reinstate' ? 'not-ended-by-hand' : 'not-confirmed');
    },
  );
});

describe('ending a place by hand', () => {
  const ended = placed.and(acts('end', { reason: 'discharged' }));

  it('gives the reason, and is taken back while the place is free', () => {
    expect(shown(ended.state)).toEqual(['IOP completed discharged']);
    const { state } = ended
      .when(acts('reinstate'))
      .thenKinds('act-recorded', 'placement-confirmed');
    const { acts: _acts, ...again } = newest(state);
    expect(newest(placed.state)).toMatchObject({ ...again, acts: [] });
    ended.and(acts('reinstate')).when(acts('end')).thenKinds('act-recorded', 'placement-completed');
  });

  it('is not taken back into a place somebody else has, nor beside another place', () => {
    ended.when(acts('reinstate', { freePlaces: 0 })).thenIgnored('no-free-place');
    ended.when(acts('reinstate', { isClosed: true })).thenIgnored('takes-nobody');
    ended.when(acts('reinstate', { mayKnow: false })).thenIgnored('no-consent');
    const { id: placementId } = newest(ended.state);
    ended
      .and(determines('relapse', { level: 'PHP' }, 5), finds())
      .when(acts('reinstate', { placementId }))
      .thenIgnored('has-another-place');
  });

  it('is not taken back once the plan would be over, or what software ended', () => {
    ended.when(acts('reinstate', { now: inDays(100) })).thenIgnored('plan-is-over');
    const { id: placementId } = newest(placed.state);
    placed
      .and({ kind: 'finish-plan', placementId, now: inDays(100) })
      .when(acts('reinstate'))
      .thenIgnored('not-ended-by-hand');
  });
});

describe('extending a plan', () => {
  it('adds weeks, and a shorter one takes them back', () => {
    const longer = placed.and(acts('extend', { weeks: 4 }));
    expect(newest(longer.state).plan?.weeks).toBe(16);
    const { state } = longer
      .when(acts('extend', { weeks: -4 }))
      .thenKinds('act-recorded', 'plan-extended');
    expect(newest(state).plan).toEqual(PLAN);
  });

  it('ends no plan in the past, makes none of years, and knows no plan of a bed', () => {
    placed.when(acts('extend', { weeks: -12 })).thenIgnored('plan-would-be-over');
    placed
      .and(attends)
      .when(acts('extend', { weeks: -10, now: inDays(20) }))
      .thenIgnored('plan-would-be-over');
    placed.when(acts('extend', { weeks: 93 })).thenIgnored('plan-too-long');
    inBed.when(acts('extend')).thenIgnored('no-plan');
  });
});

describe('moving the first day by hand', () => {
  it('goes to the first session on or after the day, with the plan, and back', () => {
    const later = placed.and(acts('reschedule', { startsOn: '2026-12-01' }));
    expect(newest(later.state)).toMatchObject({
      startsOn: '2026-12-02',
      plan: { ...PLAN, startsOn: '2026-12-02' },
    });
    const { state } = later
      .when(acts('reschedule', { startsOn: '2026-11-18' }))
      .thenKinds('act-recorded', 'placement-rescheduled');
    expect(newest(state).plan).toEqual(PLAN);
  });

  it('goes behind the days on which the track is closed, also where people live in', () => {
    const december = { closed: [{ from: '2026-12-01', to: '2026-12-03' }], makeUps: [] };
    const closedThen = ({ state }: typeof placed) => ({
      ...state,
      calendars: new Map([[trackOf(newest(state)), december]]),
    });
    const startsAfterMoving = (from: typeof placed) =>
      newest(
        given({ ...placementDecider, initialState: closedThen(from) }).and(
          acts('reschedule', { startsOn: '2026-12-01' }),
        ).state,
      ).startsOn;
    expect(startsAfterMoving(placed)).toBe('2026-12-04');
    expect(startsAfterMoving(inBed)).toBe('2026-12-04');
  });

  it('never goes back behind today, far ahead, where it is already, or after somebody came', () => {
    const { state } = placed.when(acts('reschedule', { startsOn: '2026-01-01' }));
    expect(newest(state).startsOn).toBe('2026-11-16');
    placed.when(acts('reschedule', { startsOn: '2028-01-01' })).thenIgnored('too-far-ahead');
    placed.when(acts('reschedule', { startsOn: '2026-11-17' })).thenIgnored('starts-then-already');
    placed.and(attends).when(acts('reschedule')).thenIgnored('already-arrived');
  });

  it('is not undone by a discharge that is earlier, and moves behind one that is later', () => {
    const putOff = given(
      placementDecider,
      { kind: 'note-stay', fact: livesIn },
      { kind: 'note-stay', fact: leavesOn('2026-11-20') },
      determines('detox', { placeFrom: '2026-11-20T15:00:00.000Z' }),
      finds('automatic', { ...PLAN, startsOn: '2026-11-20' }),
    );
    putOff.when(acts('reschedule', { startsOn: '2026-11-18' })).thenIgnored('lives-in-until-later');
    const byHand = putOff.and(acts('reschedule', { startsOn: '2026-12-07' }));
    const noted = (day: string) => byHand.and({ kind: 'note-stay', fact: leavesOn(day, 4) }).state;
    expect(newest(noted('2026-11-17')).startsOn).toBe('2026-12-07');
    expect(newest(noted('2026-12-09')).startsOn).toBe('2026-12-09');
  });
});

describe('keeping a place by hand', () => {
  const kept = placed.and(acts('hold'));

  it('lasts until somebody releases it, and is asked about after a week', () => {
    kept.when(acts('hold')).thenIgnored('already-held');
    placed.when(acts('release')).thenIgnored('not-held');
    const late = kept.and({ kind: 'pass-time', now: inDays(8) });
    expect(newest(late.state)).toMatchObject({ status: 'confirmed', needsReview: 'hold-over' });
    late.when({ kind: 'pass-time', now: inDays(10) }).thenIgnored('time-passed');
    const { state } = late
      .when(acts('release', { now: inDays(10) }))
      .thenKinds('act-recorded', 'placement-resumed', 'placement-not-started');
    expect(newest(state)).toMatchObject({ needsReview: null, course: { hold: null } });
  });

  it('does not end with a stay that is over, and what a stay keeps is not released by hand', () => {
    const came = placed.and(attends);
    const { state } = came
      .and({ kind: 'note-stay', fact: livesIn })
      .when(acts('release'))
      .thenIgnored('held-for-a-stay');
    expect(newest(state).course.hold?.stayId).toBe(stay.stayId);
    came
      .and(acts('hold'), { kind: 'note-stay', fact: livesIn })
      .when(acts('release'))
      .thenKinds('act-recorded', 'placement-resumed', 'placement-held');
  });
});

describe('moving to another track', () => {
  const moved = placed.and(acts('move'));

  it('gives the new place and ends the old one as transferred, with the same rank and reasons', () => {
    expect(shown(moved.state)).toEqual(['IOP completed transferred', 'IOP confirmed']);
    const [old, now] = moved.state.placements;
    expect(now).toMatchObject({
      programId: 'another-program',
      support: newest(placed.state).support,
      requestedAt: old!.requestedAt,
      acts: [{ kind: 'move', by: 'coordinator-2' }],
    });
    expect(old).toMatchObject({ displacedBy: now!.id, acts: [{ kind: 'move' }] });
  });

  it('goes back by moving again', () => {
    const back = { place: { ...elsewhereOf(), programId: 'iop-program' } };
    const { state } = moved.when(acts('move', { destination: back }));
    expect(shown(state)).toEqual([
      ...['IOP completed transferred', 'IOP completed transferred'],
      'IOP confirmed',
    ]);
    expect(newest(state).programId).toBe('iop-program');
  });

  it('leaves nothing to look at when the reason for the place falls', () => {
    const { state } = moved.when(falls('detox'));
    expect(shown(state)).toEqual(['IOP completed transferred', 'IOP withdrawn trigger-retracted']);
    expect(state.placements.map(({ needsReview }) => needsReview)).toEqual([null, null]);
  });

  it('does not begin a plan anew for whoever has begun', () => {
    const place = {
      ...elsewhereOf(),
      startsOn: '2026-12-09',
      plan: { ...PLAN, startsOn: '2026-12-09' },
    };
    const planOf = (from: typeof placed) =>
      newest(from.and(acts('move', { destination: { place } })).state).plan;
    expect(planOf(placed.and(attends))?.weeks).toBe(9);
    expect(planOf(placed)?.weeks).toBe(12);
  });

  it('offers the person to a program that takes people so, and keeps the old place until it accepts', () => {
    const offered = placed.and(acts('move', { destination: { acceptance: 'by-offer' } }));
    expect(shown(offered.state)).toEqual(['IOP confirmed', 'IOP offered']);
    expect(shown(offered.and(accepts).state)).toEqual([
      'IOP completed transferred',
      'IOP confirmed',
    ]);
    const declined = offered.and(declines(), finds());
    expect(shown(declined.state)).toEqual([
      ...['IOP confirmed', 'IOP declined no-bed-for-this-need'],
      'IOP withdrawn superseded',
    ]);
  });

  it('is refused where there is no room, no session, or no care of this kind', () => {
    const to = (destination: object) => placed.when(acts('move', { destination }));
    to({ freePlaces: 0 }).thenIgnored('no-free-place');
    to({ place: null }).thenIgnored('does-not-fit');
    to({ isSafe: false }).thenIgnored('does-not-fit');
    to({ place: { ...elsewhereOf(), programId: 'iop-program' } }).thenIgnored('already-there');
  });
});

function elsewhereOf(): FoundPlace {
  const held = newest(placed.state);
  return elsewhere(held).place!;
}

function trackOf({ programId, trackId }: Placement): string {
  return trackKey(programId!, trackId!);
}
