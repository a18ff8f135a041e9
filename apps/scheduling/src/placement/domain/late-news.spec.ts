import { given } from '@handrail/testing/decider';
import type { Decision } from '@handrail/domain';
import { acts } from '../../testing/act-commands.js';
import { allotted, ATTENDED, newest, shown } from '../../testing/builders.js';
import {
  BEGAN,
  inDays,
  passes,
  bed,
  ward,
  begins,
  ends,
  takesBack,
  hasBed,
  sessions,
  inGroup,
} from '../../testing/lives.js';
import { accepts, attends, determines, finds } from '../../testing/placement-commands.js';
import { placementDecider } from '../../testing/placement-decider.js';
import { evolve } from './evolve.js';
import { followStays } from './follow-stays.js';
import { noteAttendance, takeBackAttendance } from './note-attendance.js';
import { openOffers } from './offer.js';
import type { PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

describe('news that is late', () => {
  it('of somebody who came asks for the bed again that was given away, as one they are in', () => {
    const given = hasBed.and(passes(2), passes(4));
    expect(shown(given.state)).toEqual(['RES completed never-came']);
    const { state } = given.and(begins(bed));
    expect(shown(state)).toEqual(['RES requested']);
    expect(newest(state)).toMatchObject({
      ...{ preferredTrack: 'res-program/evening', freeFrom: null },
      course: { arrival: { stayId: bed.stayId, at: BEGAN } },
    });
    // Who came and has left by now needs no bed.
    expect(shown(given.and(ends(bed, 'completed'), begins(bed)).state)).toEqual([
      'RES completed never-came',
    ]);
  });

  it('of somebody a program had said yes to lets it say yes again', () => {
    const asked = given(placementDecider, determines('detox', { level: 'RES' }), finds('by-offer'));
    const comesLate = asked.and(accepts, passes(2), passes(4), begins(bed));
    expect(shown(comesLate.state)).toEqual(['RES requested']);
    const offers = ({ state }: { readonly state: PersonPlacements }) =>
      newest(state).offers.map(({ status, reason }) => [status, reason]);
    expect(offers(comesLate)).toEqual([['withdrawn', 'never-came']]);
    const again = comesLate.and(finds('by-offer'), (person) => ({
      ...{ kind: 'accept-offer', placementId: newest(person).id },
      offerId: openOffers(newest(person))[0]!.id,
    }));
    expect(shown(again.state)).toEqual(['RES confirmed']);
    expect(offers(again)).toEqual([
      ['withdrawn', 'never-came'],
      ['accepted', null],
    ]);
  });

  const twice = hasBed.and(
    passes(2),
    passes(4),
    determines('again', { level: 'RES' }, 60),
    finds(),
  );

  it('of somebody who came at the second try leaves nothing to look at about the first', () => {
    const { state } = twice.and(begins(bed));
    expect(shown(state)).toEqual(['RES completed never-came', 'RES confirmed']);
    expect(state.placements.map(({ needsReview }) => needsReview)).toEqual([null, null]);
    expect(newest(state).course.arrival?.stayId).toBe(bed.stayId);
  });

  it('of somebody who came after two tries brings back one place, the newest', () => {
    const { state } = twice.and(passes(2), passes(4), begins(bed));
    expect(shown(state)).toEqual(['RES completed never-came', 'RES requested']);
    expect(state.placements.map(({ course }) => course.arrival?.stayId)).toEqual([
      undefined,
      bed.stayId,
    ]);
  });

  it('of somebody who came to where they were first expected brings back that place', () => {
    const first = hasBed.and(passes(2), passes(4)).state;
    const claims = new Map([[bed.facility, ['res-program']]]);
    const known = given({ ...placementDecider, initialState: { ...first, claims } });
    const again = known.and(determines('again', { level: 'RES' }, 60), (person) => {
      const { place, ...found } = allotted(newest(person));
      const elsewhere = { ...place, programId: 'another-program' };
      return { kind: 'settle', allotment: { ...found, place: elsewhere } };
    });
    const { state } = again.and(begins(bed));
    expect(shown(state)).toEqual(['RES requested', 'RES withdrawn went-elsewhere']);
    expect(state.placements[0]!.course.arrival?.stayId).toBe(bed.stayId);
  });

  it('of a session asks for the sessions that go on, and not for a plan that is over', () => {
    const absent = given(placementDecider, determines('detox'), finds('automatic', sessions));
    const lost = absent.and(passes(8), passes(30));
    expect(shown(lost.state)).toEqual(['IOP completed never-came']);
    expect(shown(lost.and(attends).state)).toEqual(['IOP requested']);
    const { state } = lost.and(attends);
    expect(newest(state).attended).toBe(true);
  });

  it('of somebody who came does not undo what a person ended', () => {
    const ended = hasBed.and(acts('end', { reason: 'never-came' }));
    expect(shown(ended.and(begins(bed)).state)).toEqual(['RES completed never-came']);
  });

  it('that a stay never was gives the sessions back that were given away for it', () => {
    const away = inGroup.and(begins(ward, 1), passes(9));
    expect(shown(away.state)).toEqual(['IOP completed transferred']);
    expect(shown(away.and(takesBack(ward, 'start')).state)).toEqual(['IOP requested']);
  });

  it('that nobody died brings back what was sought and what somebody had', () => {
    const waiting = given(placementDecider, determines('detox')).and(ends(ward, 'died', -2));
    expect(shown(waiting.state)).toEqual(['IOP withdrawn died']);
    expect(shown(waiting.and(takesBack(ward, 'died')).state)).toEqual(['IOP requested']);
    const living = inGroup.and(ends(ward, 'died', 1), takesBack(ward, 'died'));
    expect(shown(living.state)).toEqual(['IOP requested']);
    expect(newest(living.state).preferredTrack).toBe('iop-program/evening');
  });

  it('takes back a session they were reported at, and who never came is looked for', () => {
    const report = (attendance: 'attended' | 'no-show', eventId: string, day = 18) =>
      apply((person) =>
        noteAttendance(person, newest(person).id, {
          ...{ attendance, eventId, sessionStartsAt: `2026-11-${day}T23:00:00.000Z` },
        }),
      );
    const takeBack = (eventId: string) => apply((person) => takeBackAttendance(person, eventId)!);
    const absent = given(placementDecider, determines('detox'), finds('automatic', sessions)).state;
    const came = report('attended', 'e2', 20)(report('attended', 'e1')(absent));
    const [once, never] = [takeBack('e1')(came), takeBack('e2')(takeBack('e1')(came))];
    const shownOf = (person: PersonPlacements) => {
      const { attended, course } = newest(person);
      return [attended, course.cameAt];
    };
    expect([came, once, never].map(shownOf)).toEqual([
      [true, '2026-11-18T23:00:00.000Z'],
      [true, '2026-11-20T23:00:00.000Z'],
      [false, null],
    ]);
    const [notice] = followStays(never, inDays(30));
    expect(notice).toMatchObject({ kind: 'placement-not-started' });
    const missed = report('no-show', 'e3')(absent);
    expect(newest(missed).course.missedFirstAt).toBe('2026-11-18T23:00:00.000Z');
    expect(newest(takeBack('e3')(missed)).course.missedFirstAt).toBeNull();
  });

  it('of an earlier session moves the day on which the wait for admission was over', () => {
    const earlier = { ...ATTENDED, sessionStartsAt: '2026-11-16T23:00:00.000Z' };
    const { state } = inGroup;
    const decision = noteAttendance(state, newest(state).id, earlier);
    const after = evolve(state, decision.kind === 'happened' ? decision.events : []);
    expect([state, after].map((person) => newest(person).course.cameAt)).toEqual([
      ATTENDED.sessionStartsAt,
      earlier.sessionStartsAt,
    ]);
  });
});

const apply =
  (rule: (person: PersonPlacements) => Decision<PlacementEvent>) =>
  (person: PersonPlacements): PersonPlacements => {
    const decision = rule(person);
    return evolve(person, decision.kind === 'happened' ? decision.events : []);
  };
