import ICAL from 'ical.js';
import { calendarOf, type Closure } from '../../program/domain/closures.js';
import { sessionsOf, type SessionPlan } from '../../calendar/domain/sessions.js';
import { toCalendar, type CalendarOf } from './to-calendar.js';

const NOW = '2026-01-01T00:00:00Z';
const evening: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  from: '18:00',
  to: '21:00',
  startsOn: '2026-10-26',
  weeks: 10,
};
const closures: readonly Closure[] = [
  {
    ...{ from: '2026-12-02', to: '2026-12-04', reason: 'training', trackIds: null },
    makeUps: [{ trackId: 'evening', day: '2026-12-05', from: '09:30', to: '12:30' }],
  },
];

const placement = (change: Partial<CalendarOf> = {}): CalendarOf => ({
  id: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7001',
  program: 'Harbor House IOP',
  plan: evening,
  formerPlans: [],
  status: 'confirmed',
  pauses: [],
  leftAt: null,
  revision: 3,
  changedAt: '2026-10-20T12:00:00.000Z',
  calendar: calendarOf([], 'evening'),
  ...change,
});

interface Read {
  readonly uid: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly status: string;
  readonly sequence: number;
}

/** What a parser that is not ours makes of it. */
function readBack(text: string): Read[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      startsAt: event.startDate.toJSDate().toISOString(),
      endsAt: event.endDate.toJSDate().toISOString(),
      status: String(component.getFirstPropertyValue('status')),
      sequence: event.sequence,
    };
  });
}

const expected = (plan: SessionPlan, closed: readonly Closure[] = []) =>
  sessionsOf(plan, calendarOf(closed, 'evening')).map(({ startsAt, endsAt }) => ({
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  }));

const takingPlace = (read: readonly Read[]) =>
  read
    .filter(({ status }) => status === 'CONFIRMED')
    .map(({ startsAt, endsAt }) => ({ startsAt, endsAt }));

describe('a calendar read by ical.js', () => {
  it.each<[string, SessionPlan]>([
    ['over the end of summer time, Thanksgiving, Christmas and New Year', evening],
    ['over the beginning of summer time', { ...evening, startsOn: '2027-03-08', weeks: 2 }],
    [
      'in an hour the clocks skip',
      { ...evening, days: ['sun'], from: '02:30', to: '04:30', startsOn: '2027-03-07', weeks: 2 },
    ],
    [
      'in an hour that comes twice',
      { ...evening, days: ['sun'], from: '01:30', to: '03:30', startsOn: '2026-10-25', weeks: 2 },
    ],
    [
      'with several blocks',
      {
        ...evening,
        days: ['mon', 'wed'],
        ...{ from: '09:00', to: '12:00' },
        blocks: [
          { days: ['mon'], from: '09:00', to: '12:00' },
          { days: ['mon', 'wed'], from: '18:00', to: '21:00' },
        ],
      },
    ],
  ])('has the sessions of ours %s', (_what, plan) => {
    const read = readBack(toCalendar(placement({ plan }), { now: NOW }));
    expect(takingPlace(read)).toEqual(expected(plan));
    expect(new Set(read.map(({ uid }) => uid)).size).toBe(read.length);
  });

  it('leaves out closed days, shows them as cancelled, and has what is held instead', () => {
    const closed = placement({ calendar: calendarOf(closures, 'evening'), revision: 4 });
    const read = readBack(toCalendar(closed, { now: NOW }));
    expect(takingPlace(read)).toEqual(expected(evening, closures));
    const fallen = read.filter(({ status }) => status === 'CANCELLED');
    expect(fallen.map(({ startsAt }) => startsAt)).toEqual([
      '2026-12-02T23:00:00.000Z',
      '2026-12-04T23:00:00.000Z',
    ]);
    // The same session is the same event before and after, told apart by a higher SEQUENCE.
    const before = readBack(toCalendar(placement(), { now: NOW }));
    const uidBefore = new Map(before.map((event) => [event.startsAt, event]));
    for (const event of fallen) {
      expect(event.uid).toBe(uidBefore.get(event.startsAt)!.uid);
      expect(event.sequence).toBeGreaterThan(uidBefore.get(event.startsAt)!.sequence);
    }
  });

  it('names no program and no care, and the place only to whoever asks', () => {
    const text = toCalendar(placement(), { now: NOW });
    expect(text).not.toMatch(/harbor|iop|LOCATION|recover|addict/i);
    expect(text).toContain('SUMMARY:Session');
    expect(toCalendar(placement(), { now: NOW, withLocation: true })).toContain(
      'LOCATION:Harbor House IOP',
    );
  });
});
