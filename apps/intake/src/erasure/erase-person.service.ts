import { Inject, Injectable } from '@nestjs/common';
import { deriveId } from '@handrail/domain';
import type { Messaging, Queryable, Tx } from '@handrail/messaging';
import { conflict, MESSAGING, notFound } from '@handrail/platform';
import { DataSource } from 'typeorm';
import { ERASURE_LOG } from '../intake.tokens.js';
import type { ErasePersonDto } from './erasure.dto.js';
import type { Erasure } from './erasure.js';
import type { ErasureLog } from './erasure-log.js';
import { allErasures, applyErasure, claimsOfPersons, lockErasures } from './erasure.store.js';
import { together } from './missing-erasures.js';

const ATTEMPTS = 5;

/**
 * Forgets a person for ever. There is no way back: of all acts this alone has no opposite. What other services
 * know stays, under an id that leads to nobody any more.
 */
@Injectable()
export class ErasePerson {
  readonly #db: DataSource;
  readonly #messaging: Messaging;
  readonly #log: ErasureLog;

  constructor(
    db: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(ERASURE_LOG) log: ErasureLog,
  ) {
    this.#db = db;
    this.#messaging = messaging;
    this.#log = log;
  }

  /** @param id of the person, or of anybody who was merged into them */
  async erase(id: string, { by, reason }: ErasePersonDto): Promise<Erasure> {
    for (let attempt = 1; ; attempt += 1) {
      const before = await personsOf(this.#db, id);
      const erased = await this.#messaging.transact(before, async ({ tx }) => {
        const persons = await personsOf(tx, id);
        // Merged between the look-up and the locks.
        if (persons.join() !== before.join()) return undefined;
        await lockErasures(tx);
        const erasure = await this.#gather(tx, persons, reason);
        await applyErasure(tx, erasure, by ?? null);
        // Before the commit: an erasure that was acknowledged is in the log, whatever happens next.
        await this.#log.write(together(await this.#log.read(), await allErasures(tx)));
        return erasure;
      });
      if (erased) return erased;
      if (attempt === ATTEMPTS)
        throw conflict('person-changing', 'Messages about this person keep arriving; try again.');
    }
  }

  async #gather(tx: Tx, persons: readonly string[], reason: Erasure['reason']): Promise<Erasure> {
    const [done] = await tx.query('SELECT FROM erased_person WHERE person_id = $1', [persons[0]]);
    if (done) throw conflict('person-erased', 'This person was erased already.');
    const now = new Date().toISOString();
    const keys = await tx.query<{ id: string }>(
      'SELECT id FROM data_key WHERE person_id = ANY($1::uuid[]) ORDER BY id',
      [persons],
    );
    return {
      ...{ id: deriveId(Date.parse(now), 'erasure', persons[0]!), erasedAt: now, reason, persons },
      dataKeys: keys.map((key) => key.id),
      claims: await claimsOfPersons(tx, persons),
    };
  }
}

const PERSONS = `
  WITH today AS (SELECT coalesce(merged_into, id) AS id FROM person WHERE id = $1)
  SELECT p.id FROM today t JOIN person p ON p.id = t.id OR p.merged_into = t.id
  ORDER BY p.merged_into NULLS FIRST, p.id`;

/** Who somebody is today, and everybody who was merged into them. */
async function personsOf(db: Queryable, id: string): Promise<string[]> {
  const rows = await db.query<{ id: string }>(PERSONS, [id]);
  if (rows.length === 0) throw notFound('person');
  return rows.map((row) => row.id);
}
