import { randomUUID } from 'node:crypto';
import { inTransaction, type ConnectionSource } from '@handrail/messaging';
import { appendAudit } from '@handrail/platform';
import type { ErasureLog } from './erasure-log.js';
import { allErasures, applyErasure, lockErasures } from './erasure.store.js';
import { missingFrom, together } from './missing-erasures.js';

const ACT = 'restore: erasure applied again';

/**
 * Runs before anything is served: what the log of erasures knows and this database does not is erased again,
 * and kept in the audit. That is so after an older copy was restored. The log in turn gets what only the
 * database knows. Answers how many erasures were applied.
 */
export async function reapplyErasures(source: ConnectionSource, log: ErasureLog): Promise<number> {
  return inTransaction(source, async (tx) => {
    await lockErasures(tx);
    const [kept, logged] = [await allErasures(tx), await log.read()];
    const missing = missingFrom(kept, logged);
    for (const erasure of missing) {
      await applyErasure(tx, erasure, null);
      await appendAudit(tx, {
        ...{ actor: 'system/intake', client: 'intake', organisation: null, act: ACT },
        ...{ object: erasure.id, subjects: erasure.persons, purpose: erasure.reason },
        ...{ outcome: 'done', requestId: randomUUID() },
      });
    }
    if (missingFrom(logged, kept).length > 0) await log.write(together(kept, logged));
    return missing.length;
  });
}
