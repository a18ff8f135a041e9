import type { Tx } from '@handrail/messaging';

const OUTSIDE = 'SELECT id, organisation FROM program WHERE organisation IS NOT NULL';

/** Programs that other organisations run, each with its organisation; read by an index of those alone. */
export async function loadOutsidePrograms(tx: Tx): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ id: string; organisation: string }>(OUTSIDE);
  return new Map(rows.map(({ id, organisation }) => [id, organisation]));
}
