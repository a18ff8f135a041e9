export const INSERT_SHEET = `
  INSERT INTO attendance_sheet (id, program_id, track_id, session_starts_at, session_ends_at,
    recorded_by, recorded_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING RETURNING id`;

/** Of two sheets of one session the one recorded last counts. */
export const SAVE_ENTRIES = `
  INSERT INTO session_attendance (placement_id, session_starts_at, sheet_id, attendance)
  SELECT e.placement_id, $1, $2, e.attendance
  FROM unnest($3::uuid[], $4::text[]) AS e(placement_id, attendance)
  ON CONFLICT (placement_id, session_starts_at) DO UPDATE SET
    sheet_id = excluded.sheet_id, attendance = excluded.attendance`;

export const OF_SESSION = `
  SELECT a.placement_id, a.attendance, s.recorded_by, s.recorded_at
  FROM attendance_sheet AS s JOIN session_attendance AS a ON a.sheet_id = s.id
  WHERE s.program_id = $1 AND s.track_id = $2 AND s.session_starts_at = $3
  ORDER BY a.placement_id`;

export const HOURS_OF_PROGRAM = `
  SELECT a.placement_id,
    count(*) FILTER (WHERE a.attendance = 'attended')::int AS attended,
    count(*) FILTER (WHERE a.attendance = 'excused')::int AS excused,
    count(*) FILTER (WHERE a.attendance = 'no-show')::int AS unexcused,
    coalesce(extract(epoch FROM sum(s.session_ends_at - s.session_starts_at)
      FILTER (WHERE a.attendance = 'attended')), 0)::float / 3600 AS hours
  FROM attendance_sheet AS s JOIN session_attendance AS a ON a.sheet_id = s.id
  WHERE s.program_id = $1 AND s.track_id = $2
  GROUP BY a.placement_id ORDER BY a.placement_id`;
