import { randomUUID } from 'node:crypto';
import { attendanceRecorded } from '@handrail/contracts';
import { eventually } from '@handrail/testing';
import { RunningIntake } from '../testing/running-intake.js';

const SESSION = {
  ...{ programId: 'harbor-iop', trackId: 'evening', by: 'desk-2' },
  ...{ sessionStartsAt: '2026-11-23T23:00:00.000Z', sessionEndsAt: '2026-11-24T02:00:00.000Z' },
};

// Real: intake over HTTP and its database.
describe('attendance of a group', () => {
  let intake: RunningIntake;
  let people: string[];

  beforeAll(async () => {
    intake = await RunningIntake.start();
    for (const mrn of ['G-1', 'G-2', 'G-3'])
      await intake.event({
        ...{ specversion: '1.0', id: randomUUID(), source: 'urn:group' },
        type: 'handrail.inbound.return-to-use-reported.v1',
        data: {
          person: { identifiers: [{ system: 'urn:oid:1.2.3.4', value: mrn }] },
          ...{ occurredAt: '2026-11-20T10:00:00Z', evidence: 'self-report' },
        },
      });
    const rows = await intake.db.query<{ id: string }[]>('SELECT id FROM person ORDER BY id');
    people = rows.map(({ id }) => id);
    expect(people).toHaveLength(3);
  });
  afterAll(() => intake.stop());

  const sheet = (marks: Readonly<Record<string, string>>, change: object = {}) => ({
    ...{ id: randomUUID(), ...SESSION },
    entries: Object.entries(marks).map(([personId, attendance], at) => ({
      ...{ personId, attendance },
      placementId: `0199a2f0-7c11-7a10-8b1e-5d7d6a0c700${at}`,
    })),
    ...change,
  });
  const record = (body: object) => intake.post('/v1/attendance', body, 'application/json');
  const published = async () => {
    const rows = await intake.db.query<{ data: Record<string, unknown> }[]>(
      `SELECT payload::jsonb AS data FROM outbox WHERE headers ->> 'ce_type' = $1 ORDER BY seq`,
      [attendanceRecorded.type],
    );
    return rows.map(({ data }) => [data['personId'], data['attendance']]);
  };

  it('is an event for each person, counts once when it is sent twice, and the last one counts', async () => {
    const [a, b, c] = people as [string, string, string];
    const first = sheet({ [a]: 'attended', [b]: 'excused', [c]: 'no-show' });
    expect((await record(first)).json).toEqual({ id: first.id, people: 3, isNew: true });
    expect((await record(first)).json).toEqual({ id: first.id, people: 3, isNew: false });
    await eventually(async () => (await published()).length === 3);
    expect(await published()).toEqual([
      [a, 'attended'],
      [b, 'excused'],
      [c, 'no-show'],
    ]);
    await record(sheet({ [a]: 'excused' }));
    const asked = new URLSearchParams({
      ...{ programId: SESSION.programId, trackId: SESSION.trackId },
      sessionStartsAt: SESSION.sessionStartsAt,
    });
    const { json } = await intake.call(`/v1/attendance?${asked.toString()}`);
    const items = json['items'] as { attendance: string; recordedBy: string }[];
    expect(items.map(({ attendance }) => attendance)).toEqual(['excused', 'excused', 'no-show']);
    expect(new Set(items.map(({ recordedBy }) => recordedBy))).toEqual(new Set(['desk-2']));
  });

  it('adds the hours of attended sessions up, and tells absences apart', async () => {
    const [a] = people as [string];
    const track = { trackId: 'hours' };
    const at = (day: number) => ({
      ...track,
      sessionStartsAt: `2026-11-${day}T15:00:00.000Z`,
      sessionEndsAt: `2026-11-${day}T17:30:00.000Z`,
    });
    for (const [day, mark] of [
      ...([['16', 'attended']] as const),
      ...([['17', 'attended']] as const),
      ...([['18', 'no-show']] as const),
      ...([['19', 'excused']] as const),
    ])
      expect((await record(sheet({ [a]: mark }, at(Number(day))))).status).toBe(200);
    const path = `/v1/attendance/hours?programId=${SESSION.programId}&trackId=hours`;
    expect((await intake.call(path)).json).toEqual({
      items: [
        {
          placementId: '0199a2f0-7c11-7a10-8b1e-5d7d6a0c7000',
          ...{ attendedHours: 5, attended: 2, excused: 1, unexcused: 1 },
        },
      ],
    });
  });

  it('is refused as a whole for somebody nobody knows and for a session without an end', async () => {
    const [a] = people as [string];
    const before = await published();
    const unknown = await record(sheet({ [a]: 'attended', [randomUUID()]: 'attended' }));
    expect([unknown.status, unknown.json['errors']]).toMatchObject([
      400,
      [{ path: '/entries/1/personId' }],
    ]);
    const endless = await record(
      sheet({ [a]: 'attended' }, { sessionEndsAt: SESSION.sessionStartsAt }),
    );
    expect([endless.status, endless.json['errors']]).toMatchObject([
      400,
      [{ path: '/sessionEndsAt' }],
    ]);
    expect(await published()).toEqual(before);
  });

  it('of somebody who was merged goes to the survivor', async () => {
    const [a, b] = people as [string, string];
    await intake.db.query('UPDATE person SET merged_into = $2 WHERE id = $1', [b, a]);
    const day = { sessionStartsAt: '2026-11-25T23:00:00Z', sessionEndsAt: '2026-11-26T02:00:00Z' };
    await record(sheet({ [b]: 'attended' }, day));
    expect((await published()).at(-1)).toEqual([a, 'attended']);
  });
});
