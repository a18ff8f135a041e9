import { given, type Asked } from '@handrail/testing/decider';
import type { Decision, DischargeDisposition } from '@handrail/domain';
import type { SessionPlan } from '../../calendar/domain/sessions.js';
import type { StayFact } from '../../stay/domain/stay.js';
import { acts, elsewhere } from '../../testing/act-commands.js';
import { allotted, ATTENDED, id, newest, shown } from '../../testing/builders.js';
import {
  attends,
  declines,
  determines,
  falls,
  finds,
  matchesNone,
} from '../../testing/placement-commands.js';
import { placementDecider, type PlacementCommand } from '../../testing/placement-decider.js';
import { actsAbout } from '../../testing/waiting-act-commands.js';
import { clocksOf } from '../../waiting/domain/clocks.js';
import { evolve } from './evolve.js';
import { mergePlacements, settleMerged } from './merge.js';
import { followStays } from './follow-stays.js';
import { noteAttendance, takeBackAttendance } from './note-attendance.js';
import type { PersonPlacements } from './placement.js';
import type { PlacementEvent } from './placement-event.js';

const BEGAN = '2026-11-18T15:00:00.000Z';
const inDays = (days: number) => new Date(Date.parse(BEGAN) + days * 86_400_000).toISOString();
const passes = (days: number): PlacementCommand => ({ kind: 'pass-time', now: inDays(days) });
const reports = (fact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact });

const bed = { stayId: id('bed'), facility: 'somewhere', setting: 'residential' } as const;
const ward = { stayId: id('ward'), facility: 'hospital', setting: 'inpatient' } as const;
const begins = (stay: typeof bed | typeof ward, days = 0) =>
  reports({
    ...{ kind: 'stay-started', eventId: id(`${stay.stayId} start`), ...stay },
    startedAt: inDays(days),
  });
const ends = (stay: typeof bed | typeof ward, disposition: DischargeDisposition, days = 7) =>
  reports({
    ...{ kind: 'stay-ended', eventId: id(`${stay.stayId} ${disposition}`), ...stay },
    ...{ startedAt: null, endedAt: inDays(days), disposition },
  });
const takesBack = (stay: typeof bed | typeof ward, part: 'start' | DischargeDisposition) =>
  reports({ kind: 'fact-retracted', retractedEventId: id(`${stay.stayId} ${part}`) });

const hasBed = given(placementDecider, determines('detox', { level: 'RES' }), finds());
const inBed = hasBed.and(begins(bed));
const sessions: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  ...{ from: '18:00', to: '21:00', startsOn: '2026-11-18', weeks: 12 },
};
const inGroup = given(placementDecider, determines('detox'), finds('automatic', sessions), attends);

const comesTo =
  (session: string): Asked<PersonPlacements, PlacementCommand> =>
  (person) => ({
    ...{ kind: 'note-attendance', placementId: newest(person).id },
    ...{ attended: true, eventId: id(session) },
  });
/** Another track of the program they are or were in. */
const backHome = {
  place: {
    ...elsewhere(newest(hasBed.state)).place!,
    programId: 'res-program',
    trackId: 'upstairs',
  },
};
/** When somebody who injects was admitted, as each clock of the law has it. */
const admitted = (person: PersonPlacements) =>
  clocksOf({ ...newest(person), priorityClass: 3 }, person.waiting).map(({ metAt }) => metAt);

describe('somebody who sleeps in a bed', () => {
  it('keeps it when the reason for it falls: a person looks at it', () => {
    const { state } = inBed.when(falls('detox')).thenKinds('support-fell', 'review-needed');
    expect(shown(state)).toEqual(['RES confirmed']);
  });

  it('died there, whichever topic reports the death first', () => {
    expect(shown(inBed.when(falls('detox', 'died')).state)).toEqual(['RES completed died']);
    expect(shown(inBed.and(ends(bed, 'died')).state)).toEqual(['RES completed died']);
  });

  it('has it again when nobody died, whichever topic reported the death first', () => {
    const [byReassessment, byStay] = [falls('detox', 'died'), ends(bed, 'died')];
    for (const death of [
      [byReassessment, byStay],
      [byStay, byReassessment],
    ]) {
      const back = inBed.and(...death, takesBack(bed, 'died'));
      expect(shown(back.state)).toEqual(['RES requested']);
      expect(newest(back.state)).toMatchObject({
        ...{ preferredTrack: 'res-program/evening', freeFrom: null },
        course: { arrival: { stayId: bed.stayId, at: BEGAN } },
      });
      expect(shown(back.and(...death).state)).toEqual(['RES completed died']);
      const elsewhere = hasBed.and(byReassessment, ends(ward, 'died', -2), takesBack(ward, 'died'));
      expect(shown(elsewhere.state)).toEqual(['RES requested']);
    }
  });

  it('died there also where the discharge was first reported as another end', () => {
    const corrected = [ends(bed, 'completed'), takesBack(bed, 'completed'), ends(bed, 'died')];
    expect(shown(inBed.and(...corrected).state)).toEqual(['RES completed died']);
  });

  it('loses it with its reason once it turns out that they never came, unless a person gave it', () => {
    const left = inBed.and(falls('detox'));
    expect(shown(left.and(takesBack(bed, 'start')).state)).toEqual([
      'RES withdrawn trigger-retracted',
    ]);
    expect(shown(left.and(acts('move')).state)).toEqual([
      'RES completed transferred',
      'RES confirmed',
    ]);
  });

  it('loses it with its reason also when whoever noted that they came takes that back', () => {
    const left = hasBed.and(acts('arrived'), falls('detox'));
    expect(shown(left.state)).toEqual(['RES confirmed']);
    expect(shown(left.and(acts('not-arrived')).state)).toEqual(['RES withdrawn trigger-retracted']);
    // While a stay shows them there, or something asks for the place, it stays.
    for (const { state } of [
      left.and(begins(bed), acts('not-arrived')),
      hasBed.and(acts('arrived'), acts('not-arrived')),
    ])
      expect(shown(state)).toEqual(['RES confirmed']);
    const gone = left.and(begins(bed), acts('not-arrived'), takesBack(bed, 'start'));
    expect(shown(gone.state)).toEqual(['RES withdrawn trigger-retracted']);
    const session = hasBed.and(comesTo('session'), comesTo('another'), falls('detox'));
    const never = (name: string): PlacementCommand => ({
      ...{ kind: 'take-back-report', eventId: id(name) },
    });
    expect(shown(session.and(never('session')).state)).toEqual(['RES confirmed']);
    expect(shown(session.and(never('session'), never('another')).state)).toEqual([
      'RES withdrawn trigger-retracted',
    ]);
  });

  it('has come wherever they are moved in the same program, and leaves with the stay', () => {
    const held = newest(inBed.state);
    const place = { ...elsewhere(held).place!, programId: held.programId!, trackId: 'upstairs' };
    const moved = inBed.and(acts('move', { destination: { place } }));
    const upstairs = ['RES completed transferred', 'RES confirmed'];
    expect(newest(moved.state).course.arrival).toEqual({ stayId: bed.stayId, at: BEGAN });
    expect(shown(moved.and(passes(3), passes(6)).state)).toEqual(upstairs);
    const left = moved.and(ends(bed, 'against-advice'));
    expect(shown(left.state).at(-1)).toBe('RES completed left');
    expect(newest(moved.and(takesBack(bed, 'start')).state).course.arrival).toBeNull();
  });

  it('is still to come at another program they are moved to, and waits for admission no longer', () => {
    const { state } = inBed.and(acts('move'));
    expect(newest(state).course).toMatchObject({
      ...{ arrival: null, cameAt: null, cameBefore: [{ at: BEGAN, stayId: bed.stayId }] },
    });
    expect(admitted(state)).toEqual([BEGAN, BEGAN]);
    // Who comes there later was admitted when they first came.
    expect(admitted(inBed.and(acts('move'), attends).state)).toEqual([BEGAN, BEGAN]);
  });

  it('waits for admission still, wherever they are moved, when the stay never was', () => {
    const never = takesBack(bed, 'start');
    const twice = inBed.and(acts('move'), acts('move', { destination: backHome }));
    expect(admitted(twice.state)).toEqual([BEGAN, BEGAN]);
    for (const { state } of [
      inBed.and(never, acts('move')),
      inBed.and(acts('move'), never),
      twice.and(never),
    ])
      expect([newest(state).status, ...admitted(state)]).toEqual(['confirmed', null, null]);
    // What another stay or a session shows stands, as long as nobody takes that back.
    const left = inBed.and(acts('move'), comesTo('session'), never);
    expect(admitted(left.state)).toEqual([ATTENDED.sessionStartsAt, ATTENDED.sessionStartsAt]);
    const noSession: PlacementCommand = { kind: 'take-back-report', eventId: id('session') };
    expect(admitted(left.and(noSession).state)).toEqual([null, null]);
    for (const destination of [backHome, {}]) {
      const { state } = hasBed.and(comesTo('session'), acts('move', { destination }), noSession);
      expect([newest(state).attended, ...admitted(state)]).toEqual([false, null, null]);
    }
    const byHand = hasBed.and(comesTo('session'), acts('move'), acts('arrived'), noSession);
    expect(newest(byHand.state).attended).toBe(true);
    const there = { ...bed, stayId: id('another bed') };
    const { state } = inBed
      .and(acts('move'), begins(there, 1))
      .when(never)
      .thenKinds('history-known', 'arrival-retracted');
    expect(newest(state).course.arrival?.stayId).toBe(there.stayId);
    expect(admitted(state)).toEqual([inDays(1), inDays(1)]);
  });

  it('waits for admission still when a person who noted their arrival takes that back', () => {
    const moved = hasBed.and(acts('arrived'), acts('move', { destination: backHome }));
    expect(newest(moved.state).attended).toBe(true);
    expect(admitted(moved.state)).not.toContain(null);
    expect(admitted(moved.and(acts('not-arrived')).state)).toEqual([null, null]);
  });

  it('keeps it, of two places they have after a merge, however old the other is', () => {
    const earlier = given(placementDecider, determines('earlier', { level: 'RES' }), finds());
    const { placements, ...old } = earlier.state;
    const createdAt = '2026-11-01T00:00:00.000Z';
    const other = { ...old, placements: placements.map((each) => ({ ...each, createdAt })) };
    expect(shown(merged(inBed.state, other))).toEqual([
      'RES confirmed',
      'RES withdrawn persons-merged',
    ]);
  });

  it('has it again when its end was not so: they live in the very place they wait for', () => {
    const back = inBed.and(ends(bed, 'completed'), takesBack(bed, 'completed'));
    expect(shown(back.state)).toEqual(['RES requested']);
    expect(newest(back.state).freeFrom).toBeNull();
  });
});

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

describe('somebody taken off a list and put back', () => {
  const tried = given(
    placementDecider,
    determines('detox', { alternatives: ['PHP'] }),
    matchesNone('IOP', 'PHP'),
  );
  const [wanted] = tried.state.placements;
  const about = { placementId: wanted!.id, version: wanted!.version };

  it('has the alternative tried again, which they never refused', () => {
    const back = tried.and(actsAbout('remove', about), actsAbout('return', about));
    expect(shown(back.when(matchesNone('IOP', 'PHP')).state)).toEqual([
      'IOP waitlisted no-matching-program',
      'PHP withdrawn refuses',
      'PHP requested',
    ]);
  });

  it('waits for the alternative again beside the level that was determined', () => {
    const back = tried.and(matchesNone('PHP'), actsAbout('remove'), actsAbout('return'));
    expect(shown(back.state)).toEqual(['IOP waitlisted no-matching-program', 'PHP requested']);
  });

  it('as dead is put back on every list they were on', () => {
    const supports = ['recovery-housing'];
    const housed = given(
      placementDecider,
      determines('detox', { supports }),
      matchesNone('RR'),
      matchesNone('IOP'),
    );
    const named = ({ placements: [care] }: PersonPlacements) => ({
      ...{ placementId: care!.id, version: care!.version },
    });
    const dead = housed.and(actsAbout('remove', { ...named(housed.state), reason: 'died' }));
    expect(shown(dead.state)).toEqual(['IOP withdrawn died', 'RR withdrawn died']);
    const back = actsAbout('return', named(dead.state));
    expect(shown(dead.when(back).state)).toEqual(['IOP requested', 'RR requested']);
    // A stay that says the same and is taken back puts back nobody a person took off.
    const news = [ends(ward, 'died'), takesBack(ward, 'died')];
    expect(shown(dead.and(...news).state)).toEqual(['IOP withdrawn died', 'RR withdrawn died']);
  });
});

describe('two lines that become one', () => {
  it('keep the place in line of whoever has asked first, also after a declined offer', () => {
    const first = given(placementDecider, determines('first'), finds('by-offer'), declines());
    const second = given(placementDecider, determines('second', {}, 60));
    expect(shown(merged(second.state, first.state))).toEqual([
      'IOP withdrawn persons-merged',
      'IOP declined no-bed-for-this-need',
      'IOP requested',
    ]);
  });

  it('leave somebody in line when the reason of one of them falls', () => {
    const [a, b] = ['first', 'second'].map(
      (name, at) => given(placementDecider, determines(name, {}, at)).state,
    );
    const both = given({ ...placementDecider, initialState: merged(a!, b!) });
    expect(shown(both.state)).toEqual(['IOP requested', 'IOP withdrawn persons-merged']);
    expect(shown(both.when(falls('first')).state)).toEqual([
      'IOP withdrawn trigger-retracted',
      'IOP requested',
    ]);
  });
});

const apply =
  (rule: (person: PersonPlacements) => Decision<PlacementEvent>) =>
  (person: PersonPlacements): PersonPlacements => {
    const decision = rule(person);
    return evolve(person, decision.kind === 'happened' ? decision.events : []);
  };

function merged(survivor: PersonPlacements, retired: PersonPlacements): PersonPlacements {
  const both = mergePlacements(survivor, retired);
  const decision = settleMerged(both);
  return evolve(both, decision.kind === 'happened' ? decision.events : []);
}
