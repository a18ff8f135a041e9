import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who came to a session, as its program recorded it for everybody at once, and who recorded it. */
export class RecordAttendance1796702000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE attendance_sheet (
        id uuid PRIMARY KEY,
        program_id text NOT NULL,
        track_id text NOT NULL,
        session_starts_at timestamptz NOT NULL,
        session_ends_at timestamptz NOT NULL,
        recorded_by text NOT NULL,
        recorded_at timestamptz NOT NULL,
        CHECK (session_ends_at > session_starts_at)
      )`);
    await runner.query(`
      CREATE TABLE session_attendance (
        placement_id uuid NOT NULL,
        session_starts_at timestamptz NOT NULL,
        sheet_id uuid NOT NULL REFERENCES attendance_sheet,
        attendance text NOT NULL
          CHECK (attendance IN ('attended', 'no-show', 'excused', 'cancelled')),
        PRIMARY KEY (placement_id, session_starts_at)
      )`);
    await runner.query(
      'CREATE INDEX attendance_sheet_session ON attendance_sheet (program_id, track_id, session_starts_at)',
    );
    await runner.query('CREATE INDEX session_attendance_sheet ON session_attendance (sheet_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE session_attendance');
    await runner.query('DROP TABLE attendance_sheet');
  }
}
