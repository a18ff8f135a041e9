import { Inject, Injectable } from '@nestjs/common';
import { attendanceRecorded } from '@handrail/contracts';
import { outgoing, type Messaging } from '@handrail/messaging';
import { badRequest, conflict, MESSAGING } from '@handrail/platform';
import { DataSource } from 'typeorm';
import type { AttendanceSheetDto, RecordedSheetDto } from './attendance.dto.js';
import { INSERT_SHEET, SAVE_ENTRIES } from './sheet.sql.js';
import { survivorsOf } from './survivors.sql.js';

/** A session is no longer than this: whoever mistypes an end would make hours of care nobody had. */
const LONGEST_SESSION_MS = 16 * 3_600_000;

/**
 * Records who came to a session for everybody at once. Each person's event is the one a program sends of a
 * single person, all of them or none in one transaction; a sheet that is sent twice counts once.
 */
@Injectable()
export class AttendanceSheets {
  readonly #messaging: Messaging;
  readonly #db: DataSource;

  constructor(@Inject(MESSAGING) messaging: Messaging, db: DataSource) {
    this.#messaging = messaging;
    this.#db = db;
  }

  async record(sheet: AttendanceSheetDto): Promise<RecordedSheetDto> {
    checkTimes(sheet);
    const asked = sheet.entries.map(({ personId }) => personId.toLowerCase());
    const query = <R>(sql: string, params?: unknown[]) => this.#db.query<R[]>(sql, params);
    const known = await survivorsOf({ query }, asked);
    checkPersons(asked, known);
    const lanes = [...new Set(known.values())];
    const recordedTime = new Date().toISOString();
    const sessionStartsAt = new Date(sheet.sessionStartsAt).toISOString();
    return await this.#messaging.transact(lanes, async (unit) => {
      const { id, by, programId, trackId, sessionEndsAt } = sheet;
      const session = [programId, trackId, sessionStartsAt, sessionEndsAt];
      const [added] = await unit.tx.query(INSERT_SHEET, [id, ...session, by, recordedTime]);
      if (!added) return { id, people: sheet.entries.length, isNew: false };
      await unit.tx.query(SAVE_ENTRIES, [
        ...[sessionStartsAt, id, sheet.entries.map(({ placementId }) => placementId)],
        sheet.entries.map(({ attendance }) => attendance),
      ]);
      const now = await survivorsOf(unit.tx, asked);
      const events = sheet.entries.map(({ placementId, attendance }, at) => {
        const personId = now.get(asked[at]!);
        if (personId === undefined || !lanes.includes(personId)) throw mergedMeanwhile();
        const data = { personId, placementId: placementId.toLowerCase(), sessionStartsAt };
        return outgoing(attendanceRecorded, { ...data, attendance }, sessionStartsAt);
      });
      await unit.publish({ id, correlationId: id, recordedTime }, events);
      return { id, people: events.length, isNew: true };
    });
  }
}

const mergedMeanwhile = () =>
  conflict('person-merged', 'Two of the persons were found to be one meanwhile: send it again.');

function checkTimes({ sessionStartsAt, sessionEndsAt }: AttendanceSheetDto): void {
  const [starts, ends] = [Date.parse(sessionStartsAt), Date.parse(sessionEndsAt)];
  if (ends > starts && ends - starts <= LONGEST_SESSION_MS) return;
  const [path, accepted] = ['/sessionEndsAt', 'at most 16 hours after the start'];
  throw badRequest('The session has no end of its own.', [
    { path, reason: 'is not after the start, or too long after it', accepted },
  ]);
}

function checkPersons(asked: readonly string[], known: ReadonlyMap<string, string>): void {
  const errors = asked.flatMap((personId, at) => {
    const path = `/entries/${at}/personId`;
    const accepted = 'the id of a person intake knows';
    return known.has(personId) ? [] : [{ path, reason: 'names nobody', accepted }];
  });
  if (errors.length > 0) throw badRequest('Some of the persons are not known.', errors);
}
