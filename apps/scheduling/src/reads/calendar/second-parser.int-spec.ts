import { spawnSync } from 'node:child_process';
import { didNotRun } from '@handrail/testing';
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
import { toCalendar, type CalendarOf } from './to-calendar.js';

// Real: the parser `icalendar` with `recurring-ical-events` of PyPI, which expands what recurs. Without a Python
// that has both this is not run; HANDRAIL_PYTHON names another than the first on the path.
const PYTHON = process.env['HANDRAIL_PYTHON'] ?? 'python3';
const PARSE = `
import datetime, json, sys
import icalendar, recurring_ical_events
def at(time):
    return time.astimezone(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%S.000Z')
read = []
for event in recurring_ical_events.of(icalendar.Calendar.from_ical(sys.stdin.buffer.read())).between((2026, 1, 1), (2028, 1, 1)):
    read.append({'uid': str(event['UID']), 'startsAt': at(event['DTSTART'].dt), 'endsAt': at(event['DTEND'].dt),
                 'status': str(event['STATUS']), 'sequence': int(event['SEQUENCE'])})
print(json.dumps(sorted(read, key=lambda each: each['startsAt'])))
`;
const run = (script: string, input = '') => spawnSync(PYTHON, ['-c', script], { input });
const isThere = run('import icalendar, recurring_ical_events').status === 0;

function readBack(calendar: CalendarOf): ReadSession[] {
  const { status, stdout, stderr } = run(PARSE, toCalendar(calendar, { now: evening.startsOn }));
  if (status !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString()) as ReadSession[];
}

describe('a calendar read by icalendar of Python', () => {
  if (!isThere) {
    didNotRun('there is no Python with icalendar and recurring-ical-events');
    return;
  }

  it.each(PLANS)('has the sessions of ours %s', (_over, plan) => {
    const read = readBack(placement({ plan }));
    expect(takingPlace(read)).toEqual(expected(plan));
    expect(new Set(read.map(({ uid }) => uid)).size).toBe(read.length);
  });

  it('leaves out closed days, shows them as cancelled under the same id and a higher SEQUENCE, and has what is held instead', () => {
    const before = new Map(readBack(placement()).map((event) => [event.startsAt, event]));
    const read = readBack(placement({ calendar: calendarOf(closures, 'evening'), revision: 4 }));
    expect(takingPlace(read)).toEqual(expected(evening, closures));
    const fallen = read.filter(({ status }) => status === 'CANCELLED');
    expect(fallen.map(({ startsAt }) => startsAt)).toEqual([
      '2026-12-02T23:00:00.000Z',
      '2026-12-04T23:00:00.000Z',
    ]);
    for (const { uid, startsAt, sequence } of fallen)
      expect([uid, sequence]).toEqual([before.get(startsAt)!.uid, 4]);
  });
});
