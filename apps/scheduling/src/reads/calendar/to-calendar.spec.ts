import ICAL from 'ical.js';
import { calendarOf } from '../../program/domain/closures.js';
import {
  closures,
  evening,
  expected,
  placement,
  PLANS,
  takingPlace,
  type ReadSession,
} from '../../testing/calendars.js';
import { toCalendar } from './to-calendar.js';

const NOW = '2026-01-01T00:00:00Z';
/** What a parser that is not ours makes of it. */
function readBack(text: string): ReadSession[] {
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

describe('a calendar read by ical.js', () => {
  it.each(PLANS)('has the sessions of ours %s', (_what, plan) => {
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
