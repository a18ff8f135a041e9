// One for each request in a week: enough to learn how far forecasts err, and little to keep.
/** Keeps what was forecast, to be compared with what comes. */
export const KEEP = `
  INSERT INTO wait_forecast (placement_id, made_on, level, made_at, likely_at, average_at)
  SELECT r.id, $2::timestamptz::date, $3, $2, r.likely_at, r.average_at
  FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, likely_at timestamptz, average_at timestamptz)
  WHERE EXISTS (SELECT 1 FROM placement AS p WHERE p.id = r.id) AND NOT EXISTS (
    SELECT 1 FROM wait_forecast AS f
    WHERE f.placement_id = r.id AND f.made_at > $2::timestamptz - interval '7 days')
  ON CONFLICT DO NOTHING`;

/** Nobody compares them any more. */
export const FORGET = `
  DELETE FROM wait_forecast WHERE made_at < $1::timestamptz - interval '400 days'`;

/** Levels at which somebody waits. */
export const LEVELS_WAITING = `SELECT DISTINCT level FROM placement WHERE status = 'waitlisted'`;

// Both errors are those of the same forecasts. Who waits longer than both said counts with what is certain
// already: without them, only those would be compared who were lucky. Who left the line says nothing.
/** How far forecasts of the last 180 days erred, in days, by level. */
export const ERRORS = `
  SELECT f.level, count(*)::int AS measured,
         (avg(abs(extract(epoch FROM came.at - f.likely_at))) / 86400)::float AS "errorDays",
         (avg(abs(extract(epoch FROM came.at - f.average_at))) / 86400)::float AS "movingAverageErrorDays"
  FROM wait_forecast AS f JOIN placement AS p ON p.id = f.placement_id
  CROSS JOIN LATERAL (
    SELECT CASE WHEN p.confirmed_at >= f.made_at THEN p.confirmed_at
                WHEN p.status = 'waitlisted' AND greatest(f.likely_at, f.average_at) < $1 THEN $1
           END AS at) AS came
  WHERE f.made_at > $1::timestamptz - interval '180 days' AND came.at IS NOT NULL
    AND f.likely_at IS NOT NULL AND f.average_at IS NOT NULL
  GROUP BY f.level ORDER BY f.level`;
