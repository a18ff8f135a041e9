import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { DataSource } from 'typeorm';

/** Ids of client assertions that were used: an assertion counts once (RFC 7523). */
const REPLAY = 'ReplayDetection';

const UPSERT = `
  INSERT INTO issuer_record (kind, id, payload, grant_id, uid, expires_at)
  VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => $6))
  ON CONFLICT (kind, id) DO UPDATE
  SET payload = excluded.payload, grant_id = excluded.grant_id, uid = excluded.uid,
      expires_at = excluded.expires_at`;

/** Of two processes that see an id at once, one inserts it. */
const USE_ONCE = `
  INSERT INTO issuer_record (kind, id, payload, expires_at)
  VALUES ($1, $2, $3, now() + make_interval(secs => $4))
  ON CONFLICT (kind, id) DO NOTHING RETURNING id`;

const FIND = `
  SELECT payload, extract(epoch FROM consumed_at)::int AS consumed FROM issuer_record
  WHERE kind = $1 AND (expires_at IS NULL OR expires_at > now())`;

interface Found {
  readonly payload: AdapterPayload;
  readonly consumed: number | null;
}

/**
 * What the embedded issuer keeps, in the database of the console: two processes and a restart know the same
 * codes, grants and used assertions.
 */
export class IssuerRecords implements Adapter {
  readonly #database: DataSource;
  readonly #kind: string;
  /** What the issuer answers to an assertion that was used before. */
  readonly #usedBefore: () => Error;

  constructor(database: DataSource, kind: string, usedBefore: () => Error) {
    this.#database = database;
    this.#kind = kind;
    this.#usedBefore = usedBefore;
  }

  async upsert(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    if (this.#kind === REPLAY) return this.#useOnce(id, payload, expiresIn);
    const { grantId = null, uid = null } = payload;
    const text = JSON.stringify(payload);
    await this.#database.query(UPSERT, [this.#kind, id, text, grantId, uid, expiresIn ?? null]);
  }

  find(id: string): Promise<AdapterPayload | undefined> {
    // Looking first and writing then would let two through that come at once: writing decides.
    if (this.#kind === REPLAY) return Promise.resolve(undefined);
    return this.#find('id', id);
  }

  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#find('uid', uid);
  }

  /** Only devices without a keyboard have such codes, and none of them signs in here. */
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async consume(id: string): Promise<void> {
    const sql = `UPDATE issuer_record SET consumed_at = now() WHERE kind = $1 AND id = $2`;
    await this.#database.query(sql, [this.#kind, id]);
  }

  async destroy(id: string): Promise<void> {
    const sql = `DELETE FROM issuer_record WHERE kind = $1 AND id = $2`;
    await this.#database.query(sql, [this.#kind, id]);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.#database.query(`DELETE FROM issuer_record WHERE grant_id = $1`, [grantId]);
  }

  async #find(column: 'id' | 'uid', value: string): Promise<AdapterPayload | undefined> {
    const rows = await this.#database.query<Found[]>(`${FIND} AND ${column} = $2`, [
      this.#kind,
      value,
    ]);
    const [row] = rows;
    return row && { ...row.payload, ...(row.consumed ? { consumed: row.consumed } : {}) };
  }

  async #useOnce(id: string, payload: AdapterPayload, expiresIn: number): Promise<void> {
    const rows = await this.#database.query<unknown[]>(USE_ONCE, [
      ...[this.#kind, id, JSON.stringify(payload), expiresIn],
    ]);
    if (rows.length === 0) throw this.#usedBefore();
  }
}
