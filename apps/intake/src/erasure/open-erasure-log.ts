import { join } from 'node:path';
import type { ConnectionSource } from '@handrail/messaging';
import type { Logger } from '@handrail/platform';
import { ErasureLog } from './erasure-log.js';
import { reapplyErasures } from './reapply-erasures.js';

/** The log the settings name, once everybody it knows is erased in this database too. */
export async function openErasureLog(
  source: ConnectionSource,
  settings: { readonly ERASURE_LOG_FILE?: string | undefined; readonly DATA_DIR: string },
  log: Logger,
): Promise<ErasureLog> {
  const erasures = new ErasureLog(
    settings.ERASURE_LOG_FILE ?? join(settings.DATA_DIR, 'erasures.log'),
  );
  const count = await reapplyErasures(source, erasures);
  if (count > 0) log.warn('an older database: persons were erased again', { count });
  return erasures;
}
