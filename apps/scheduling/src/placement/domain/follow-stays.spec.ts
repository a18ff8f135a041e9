import { deriveId, type DischargeDisposition, type Level, type Setting } from '@handrail/domain';
import type { StayFact } from '../../stay/domain/stay.js';
import {
  ATTENDED,
  allotted,
  asked,
  determined,
  newest,
  nobody,
  settled,
  shown,
} from '../../testing/builders.js';
import { trackKey } from '../../program/domain/program.js';
import { evolve } from './evolve.js';
import { followStays } from './follow-stays.js';
import { noteAttendance } from './note-attendance.js';
import { noteStay } from './note-stay.js';
import type { PersonPlacements } from './placement.js';

const ZONE = 'America/New_York';
/** The first day of the place in the builders is 18 November 2026. */
const hours = { timeZone: ZONE, days: ['mon', 'wed', 'fri'], from: '18:00', to: '21:00' } as const;
const plan = { ...hours, startsOn: '2026-11-18', weeks: 12 };

const eventId = (name: string) => deriveId(0, 'event', name);
const about = (stay: string, setting: Setting, facility = 'somewhere') => ({
  stayId: deriveId(0, 'stay', stay),
  ...{ setting, facility },
});
const start = (stay: ReturnType<typeof about>, startedAt: string): StayFact => ({
  ...{ kind: 'stay-started', eventId: eventId(`start of ${stay.stayId}`), ...stay },
  startedAt,
});
const end = (
  stay: ReturnType<typeof about>,
  endedAt: string,
  disposition: DischargeDisposition = 'completed',
): StayFact => ({
  ...{ kind: 'stay-ended', eventId: eventId(`${disposition} of ${stay.stayId}`), ...stay },
  ...{ startedAt: null, endedAt, disposition },
});
const planned = (stay: ReturnType<typeof about>, plannedFor: string): StayFact => ({
  ...{ kind: 'step-down-planned', eventId: eventId(`plan ${plannedFor}`), ...stay },
  plannedFor,
});
const retracted = (fact: StayFact): StayFact => ({
  kind: 'fact-retracted',
  retractedEventId: 'eventId' in fact ? fact.eventId : '',
});

const followed = (person: PersonPlacements, now: string) =>
  evolve(person, followStays(person, now));

/** The person after each fact, brought in line every time; `now` is long before anything falls due. */
const after = (person: PersonPlacements, ...facts: readonly StayFact[]): PersonPlacements =>
  facts.reduce((state, fact) => {
    const decision = noteStay(state, fact);
    return followed(
      evolve(state, decision.kind === 'happened' ? decision.events : []),
      '2026-11-16T16:00:00Z',
    );
  }, person);

const requested = (level: Level, placeFrom: string | null = null) =>
  asked(nobody, determined('detox', { level, placeFrom }), 'first');
const placed = (level: Level, person = requested(level)) => {
  const found = allotted(newest(person));
  const hasSessions = level === 'PHP' || level === 'IOP' || level === 'OP';
  return settled(
    person,
    found.kind === 'place' && hasSessions ? { ...found, place: { ...found.place, plan } } : found,
  );
};
const claimedBy = (person: PersonPlacements, programId: string, facility: string) => ({
  ...person,
  claims: new Map([[facility, [programId]]]),
});

const bed = about('bed', 'residential');
const group = about('group', 'intensive-outpatient');

describe('arriving', () => {
  it.each([
    ['RES', 'residential'],
    ['RES', 'inpatient'],
    ['WM', 'withdrawal-management'],
    ['PHP', 'partial-hospitalization'],
    ['IOP', 'intensive-outpatient'],
    ['OP', 'outpatient'],
    ['OP', 'opioid-treatment'],
  ] as const)('a %s place is reached by a stay in %s', (level, setting) => {
    const stay = about('care', setting);
    const there = after(placed(level), start(stay, '2026-11-18T15:00:00Z'));
    expect(newest(there)).toMatchObject({
      status: 'confirmed',
      course: { arrival: { stayId: stay.stayId, at: '2026-11-18T15:00:00Z' } },
    });
  });

  it.each([
    ['four days before the first day', bed, '2026-11-14T15:00:00Z', false],
    ['three days before it', bed, '2026-11-15T15:00:00Z', true],
    ['two weeks after it', bed, '2026-12-02T15:00:00Z', true],
    ['a day later', bed, '2026-12-03T15:00:00Z', false],
    ['by a stay of another kind', about('er', 'emergency'), '2026-11-18T15:00:00Z', false],
  ])('is not assumed for any stay: %s', (_name, stay, startedAt, isThere) => {
    expect(newest(after(placed('RES'), start(stay, startedAt))).course.arrival !== null).toBe(
      isThere,
    );
  });

  it('is not the stay whose end is the reason for the place', () => {
    const before = after(
      placed('RES'),
      start(bed, '2026-11-15T06:00:00Z'),
      end(bed, '2026-11-16T08:59:00Z', 'against-advice'),
    );
    expect(shown(before)).toEqual(['RES confirmed']);
    expect(newest(before).course.arrival).toBeNull();
  });

  it('at a facility of another program withdraws the place and asks a person to check', () => {
    const person = claimedBy(placed('RES'), 'another-program', 'harbor-house');
    const gone = after(person, start({ ...bed, facility: 'harbor-house' }, '2026-11-18T15:00:00Z'));
    expect(shown(gone)).toEqual(['RES withdrawn went-elsewhere']);
    expect(newest(gone).needsReview).toBe('went-elsewhere');
    const back = after(gone, retracted(start({ ...bed, facility: 'harbor-house' }, '')));
    expect(shown(back)).toEqual(['RES requested']);
  });

  it('at a facility of its own program is the arrival, whoever else claims it', () => {
    const person = claimedBy(placed('RES'), 'res-program', 'harbor-house');
    const there = after(
      person,
      start({ ...bed, facility: 'harbor-house' }, '2026-11-18T15:00:00Z'),
    );
    expect(newest(there).course.arrival).not.toBeNull();
  });
});

describe('leaving', () => {
  it.each([
    ['completed', 'finished'],
    ['transferred', 'transferred'],
    ['against-advice', 'left'],
    ['administrative', 'discharged'],
    ['incarcerated', 'incarcerated'],
    ['died', 'died'],
    ['other', 'ended'],
  ] as const)('with the disposition %s ends the place as %s', (disposition, endReason) => {
    const left = after(
      placed('RES'),
      start(bed, '2026-11-18T15:00:00Z'),
      end(bed, '2026-11-19T15:00:00Z', disposition),
    );
    expect(shown(left)).toEqual([`RES completed ${endReason}`]);
  });

  it('that was corrected ends the place as the correction says', () => {
    const completed = end(group, '2026-11-25T15:00:00Z');
    const corrected = after(
      placed('IOP'),
      start(group, '2026-11-18T23:00:00Z'),
      completed,
      retracted(completed),
      end(group, '2026-11-25T15:00:00Z', 'against-advice'),
    );
    expect(shown(corrected)).toEqual(['IOP completed left']);
    expect(newest(corrected)).toMatchObject({ programId: 'iop-program', trackId: 'evening' });
  });

  it('that was taken back asks for the place again, or for a person when it was replaced', () => {
    const leaving = end(group, '2026-11-25T15:00:00Z');
    const left = after(placed('IOP'), start(group, '2026-11-18T23:00:00Z'), leaving);
    expect(shown(after(left, retracted(leaving)))).toEqual(['IOP requested']);
    expect(newest(after(left, retracted(leaving))).preferredTrack).toBe('iop-program/evening');
    const moved = asked(left, determined('relapse', { level: 'PHP' }, 60), 'second');
    const doubted = after(moved, retracted(leaving));
    expect(shown(doubted)).toEqual(['IOP completed finished', 'PHP requested']);
    expect(doubted.placements[0]!.needsReview).toBe('end-retracted');
  });

  it('of this world ends everything, whatever it was', () => {
    const ward = about('ward', 'emergency');
    const person = asked(placed('IOP'), determined('relapse', { level: 'PHP' }, 60), 'second');
    const dead = after(person, end(ward, '2026-11-19T15:00:00Z', 'died'));
    expect(shown(dead)).toEqual(['IOP withdrawn died', 'PHP withdrawn died']);
    const late = followed(asked(dead, determined('late', {}, 90), 'third'), '2026-11-20T00:00:00Z');
    expect(shown(late)).toEqual(['IOP withdrawn died', 'PHP withdrawn superseded']);
    expect(late.placements[0]!.support).toHaveLength(2);
  });
});

describe('living in elsewhere', () => {
  const ward = about('ward', 'inpatient');

  it('puts a place with sessions on hold until the stay ends', () => {
    const there = after(placed('IOP'), start(group, '2026-11-18T23:00:00Z'));
    const held = after(there, start(ward, '2026-11-20T10:00:00Z'));
    expect(newest(held)).toMatchObject({
      status: 'confirmed',
      course: { hold: { stayId: ward.stayId, since: '2026-11-20T10:00:00Z' } },
    });
    expect(newest(after(held, end(ward, '2026-11-22T10:00:00Z'))).course.hold).toBeNull();
  });

  it('for seven days gives the place to the next in line', () => {
    const held = after(placed('IOP'), start(ward, '2026-11-20T10:00:00Z'));
    expect(shown(followed(held, '2026-11-27T09:59:59Z'))).toEqual(['IOP confirmed']);
    expect(shown(followed(held, '2026-11-27T10:00:00Z'))).toEqual(['IOP completed transferred']);
  });

  it('keeps the rank of who waits and passes them over', () => {
    const waiting = after(requested('IOP'), start(ward, '2026-11-16T10:00:00Z'));
    expect(newest(waiting)).toMatchObject({ freeFrom: 'infinity', status: 'requested' });
    const dated = after(waiting, planned(ward, '2026-11-21T15:00:00Z'));
    expect(newest(dated)).toMatchObject({ freeFrom: '2026-11-21T15:00:00.000Z', needsLook: true });
    const out = after(dated, end(ward, '2026-11-19T15:00:00Z'));
    expect(newest(out)).toMatchObject({ freeFrom: null, needsLook: true });
  });

  it('moves a place that has not begun to the first session after a discharge that moves', () => {
    const person = placed('IOP', requested('IOP', '2026-11-18T15:00:00Z'));
    const stay = after(
      person,
      start(ward, '2026-10-18T15:00:00Z'),
      planned(ward, '2026-11-18T15:00:00Z'),
    );
    expect(newest(stay)).toMatchObject({ startsOn: '2026-11-18', course: { hold: null } });
    const later = after(stay, planned(ward, '2026-11-22T15:00:00Z'));
    expect(newest(later)).toMatchObject({
      startsOn: '2026-11-23',
      plan: { startsOn: '2026-11-23' },
    });
    const atNight = after(stay, planned(ward, '2026-11-19T03:00:00Z'));
    expect(newest(atNight).startsOn).toBe('2026-11-20');
  });

  it('moves no place onto a day on which its track is closed', () => {
    const closed = { closed: [{ from: '2026-11-21', to: '2026-11-25' }], makeUps: [] };
    const leavesLater = (person: PersonPlacements) => {
      const { programId, trackId } = newest(person);
      const calendars = new Map([[trackKey(programId!, trackId!), closed]]);
      return after(
        { ...person, calendars },
        start(ward, '2026-10-18T15:00:00Z'),
        planned(ward, '2026-11-22T15:00:00Z'),
      );
    };
    const wanted = '2026-11-18T15:00:00Z';
    // Thanksgiving is the 26th: a day without sessions on which beds are given all the same.
    const group = leavesLater(placed('IOP', requested('IOP', wanted)));
    expect(newest(group).startsOn).toBe('2026-11-27');
    const inABed = leavesLater(placed('RES', requested('RES', wanted)));
    expect(newest(inABed).startsOn).toBe('2026-11-26');
  });

  it('ends earlier than planned: the place begins earlier too', () => {
    const person = placed('IOP', requested('IOP', '2026-11-18T15:00:00Z'));
    const out = after(
      person,
      start(ward, '2026-10-18T15:00:00Z'),
      planned(ward, '2026-11-18T15:00:00Z'),
      end(ward, '2026-11-16T15:00:00Z'),
    );
    expect(newest(out).startsOn).toBe('2026-11-16');
  });
});

describe('never coming', () => {
  it.each([
    ['RES', '2026-11-20T05:00:00Z', '2026-11-21T05:00:00Z'],
    ['IOP', '2026-11-26T05:00:00Z', '2026-12-10T05:00:00Z'],
  ] as const)(
    'to a %s place is noticed, and after a while it is given away',
    (level, noticed, over) => {
      const person = placed(level);
      const justBefore = (at: string) => new Date(Date.parse(at) - 1).toISOString();
      expect(followStays(person, justBefore(noticed))).toEqual([]);
      const waitedFor = followed(person, noticed);
      expect(newest(waitedFor)).toMatchObject({
        status: 'confirmed',
        course: { notStartedAt: noticed },
      });
      expect(shown(followed(waitedFor, justBefore(over)))).toEqual([`${level} confirmed`]);
      expect(shown(followed(waitedFor, over))).toEqual([`${level} completed never-came`]);
    },
  );

  it('is noticed at the first missed session, and forgotten when the person comes after all', () => {
    const person = placed('IOP');
    const missing = { ...ATTENDED, attendance: 'no-show' } as const;
    const decision = noteAttendance(person, newest(person).id, missing);
    const missed = evolve(person, decision.kind === 'happened' ? decision.events : []);
    const noticed = followed(missed, '2026-11-18T23:00:00Z');
    expect(newest(noticed).course.notStartedAt).toBe('2026-11-18T23:00:00Z');
    const came = after(noticed, start(group, '2026-11-20T23:00:00Z'));
    expect(followed(came, '2027-01-01T00:00:00Z')).toBe(came);
  });
});
