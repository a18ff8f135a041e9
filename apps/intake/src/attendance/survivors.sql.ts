import type { Tx } from '@handrail/messaging';

/** Who each of these persons is now; persons nobody knows are missing. */
const SURVIVORS = `
  WITH RECURSIVE led AS (
    SELECT id AS asked, id, merged_into FROM person WHERE id = ANY($1::uuid[])
    UNION ALL
    SELECT led.asked, p.id, p.merged_into FROM led JOIN person AS p ON p.id = led.merged_into)
  SELECT asked, id FROM led WHERE merged_into IS NULL`;

export async function survivorsOf(
  tx: Pick<Tx, 'query'>,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ asked: string; id: string }>(SURVIVORS, [personIds]);
  return new Map(rows.map(({ asked, id }) => [asked, id]));
}
