import { AsyncLocalStorage } from 'node:async_hooks';
import type { ActsJournal, Queryable } from '@handrail/messaging';
import { appendAudit } from './append-audit.sql.js';
import type { AuditFacts } from './audit-entry.js';

/** The act a request asks for, until it is kept. */
export interface ActInHand {
  readonly facts: Omit<AuditFacts, 'subjects' | 'outcome'>;
  isKept: boolean;
}

const inHand = new AsyncLocalStorage<ActInHand>();

/** Everything `work` commits, it commits together with the row that says who did it. */
export const actingAs = <T>(act: ActInHand, work: () => T): T => inHand.run(act, work);

/** Writes the act of the request at hand into the transaction that does it. Outside of requests: nothing. */
export const actJournal: ActsJournal = {
  async write(tx: Queryable, keys: readonly string[]): Promise<void> {
    const act = inHand.getStore();
    if (!act || act.isKept) return;
    await appendAudit(tx, { ...act.facts, subjects: keys, outcome: 'done' });
  },
  written(): void {
    const act = inHand.getStore();
    if (act) act.isKept = true;
  },
};
