import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AttendedHoursDto, SessionAttendanceDto, SessionMark } from './attendance.dto.js';
import { HOURS_OF_PROGRAM, OF_SESSION } from './sheet.sql.js';

interface EntryRow {
  readonly placement_id: string;
  readonly attendance: SessionMark;
  readonly recorded_by: string;
  readonly recorded_at: Date;
}

interface HoursRow {
  readonly placement_id: string;
  readonly attended: number;
  readonly excused: number;
  readonly unexcused: number;
  readonly hours: number;
}

/** What programs recorded of their sessions. */
@Injectable()
export class AttendanceReader {
  readonly #db: DataSource;

  constructor(db: DataSource) {
    this.#db = db;
  }

  async ofSession(
    programId: string,
    trackId: string,
    startsAt: string,
  ): Promise<SessionAttendanceDto[]> {
    const rows: EntryRow[] = await this.#db.query(OF_SESSION, [programId, trackId, startsAt]);
    return rows.map((row) => ({
      placementId: row.placement_id,
      attendance: row.attendance,
      recordedBy: row.recorded_by,
      recordedAt: row.recorded_at.toISOString(),
    }));
  }

  async hoursOf(programId: string, trackId: string): Promise<AttendedHoursDto[]> {
    const rows: HoursRow[] = await this.#db.query(HOURS_OF_PROGRAM, [programId, trackId]);
    return rows.map(({ placement_id, hours, ...counts }) => ({
      placementId: placement_id,
      attendedHours: Math.round(hours * 100) / 100,
      ...counts,
    }));
  }
}
