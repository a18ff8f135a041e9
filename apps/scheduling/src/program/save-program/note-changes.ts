import type { UnitOfWork } from '@handrail/messaging';
import { NOTE_CHANGES } from './save-program.sql.js';

/** Whom a program serves. */
export interface Serving {
  readonly level: string;
  readonly regions: readonly string[];
}

/** Whom it served before and whom it serves now: they are looked at again. */
export async function noteChanges(unit: UnitOfWork, served: readonly Serving[]): Promise<void> {
  const byLevel = new Map<string, Set<string>>();
  for (const { level, regions } of served)
    byLevel.set(level, new Set([...(byLevel.get(level) ?? []), ...regions]));
  const changes = [...byLevel].map(([level, regions]) => ({ level, regions: [...regions] }));
  await unit.tx.query(NOTE_CHANGES, [JSON.stringify(changes)]);
}
