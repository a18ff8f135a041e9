import type { Tx } from '@handrail/messaging';
import type { Claims } from './domain/program.js';

const CLAIMING = "SELECT id, facilities FROM program WHERE facilities <> '{}'";

/** Which programs state which facilities as their own; read by the index of those that state any. */
export async function loadClaims(tx: Tx): Promise<Claims> {
  const programs = await tx.query<{ id: string; facilities: string[] }>(CLAIMING);
  const claims = new Map<string, string[]>();
  for (const { id, facilities } of programs)
    for (const facility of facilities) claims.set(facility, [...(claims.get(facility) ?? []), id]);
  return claims;
}
