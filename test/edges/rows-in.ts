import type { DataSource } from 'typeorm';

const COUNTED = `SELECT table_name AS name, (xpath('/row/n/text()',
    query_to_xml(format('SELECT count(*) AS n FROM public.%I', table_name), false, true, '')))[1]::text::int AS n
  FROM information_schema.tables
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> ALL ($1::text[])
  ORDER BY 1`;

/** How many rows each table of a database has, but for some of which something else is said. */
export async function rowsIn(
  database: DataSource,
  ...except: readonly string[]
): Promise<Readonly<Record<string, number>>> {
  const rows = await database.query<Array<{ name: string; n: number }>>(COUNTED, [except]);
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}
