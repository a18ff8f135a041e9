import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Somebody who may sign in at the embedded issuer. */
export interface LocalAccount {
  readonly name: string;
  readonly roles: readonly string[];
  readonly organisation: string | null;
}

interface AccountRow extends LocalAccount {
  readonly salt: Buffer;
  readonly password_hash: Buffer;
  readonly is_locked: boolean;
}

const FIND = `
  SELECT name, roles, organisation, salt, password_hash, coalesce(locked_until > now(), false) AS is_locked
  FROM local_account WHERE name = $1`;

const LIST = `
  SELECT name, roles, organisation, CASE WHEN locked_until > now() THEN locked_until END AS locked_until
  FROM local_account ORDER BY name LIMIT $1`;

const ADD = `
  INSERT INTO local_account (name, roles, organisation, salt, password_hash)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (name) DO NOTHING RETURNING name`;

/** Five wrong passwords in a row, and the account waits a minute. */
const FAILED = `
  UPDATE local_account
  SET failed_attempts = (failed_attempts + 1) % 5,
      locked_until = CASE WHEN failed_attempts = 4 THEN now() + interval '1 minute' ELSE locked_until END
  WHERE name = $1`;
const SUCCEEDED = `UPDATE local_account SET failed_attempts = 0 WHERE name = $1 AND failed_attempts > 0`;

const CHANGE = `UPDATE local_account SET salt = $2, password_hash = $3 WHERE name = $1`;

/** 16 MB and some 50 ms for each try (OWASP: N = 2^14, r = 8, p = 5). */
const COST = { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 1024 * 1024 };
const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);
async function hashOf(password: string): Promise<{ readonly salt: Buffer; readonly hash: Buffer }> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(password.normalize('NFC'), salt, 32, COST) };
}
const NOBODY = { salt: randomBytes(16), password_hash: randomBytes(32) };

/** The accounts of the embedded issuer, for one machine; elsewhere the issuer of the network has them. */
@Injectable()
export class Accounts {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  async find(name: string): Promise<LocalAccount | undefined> {
    const [row] = await this.#database.query<AccountRow[]>(FIND, [name]);
    return row && { name: row.name, roles: row.roles, organisation: row.organisation };
  }

  /** By their names, so many at most; who waits after wrong passwords with the time that ends. */
  async list(most: number): Promise<Array<LocalAccount & { readonly lockedUntil: string | null }>> {
    const rows = await this.#database.query<
      Array<LocalAccount & { readonly locked_until: Date | null }>
    >(LIST, [most]);
    return rows.map(({ locked_until: lockedUntil, ...account }) => ({
      ...account,
      lockedUntil: lockedUntil?.toISOString() ?? null,
    }));
  }

  /** Adds an account; false when there is one of this name already. */
  async add({ name, roles, organisation }: LocalAccount, password: string): Promise<boolean> {
    const { salt, hash } = await hashOf(password);
    const added = await this.#database.query<unknown[]>(ADD, [
      ...[name, [...roles], organisation, salt, hash],
    ]);
    return added.length > 0;
  }

  /** Gives an account another password; false when the present one is wrong, which counts as a try to sign in. */
  async change(name: string, present: string, next: string): Promise<boolean> {
    if (!(await this.check(name, present))) return false;
    const { salt, hash } = await hashOf(next);
    await this.#database.query(CHANGE, [name, salt, hash]);
    return true;
  }

  /** Takes as long for a name that does not exist as for a wrong password. */
  async check(name: string, password: string): Promise<LocalAccount | undefined> {
    const [row] = await this.#database.query<AccountRow[]>(FIND, [name]);
    const { salt, password_hash: expected } = row ?? NOBODY;
    const hash = await derive(password.normalize('NFC'), salt, 32, COST);
    const isRight = timingSafeEqual(hash, expected) && row !== undefined && !row.is_locked;
    if (row) await this.#database.query(isRight ? SUCCEEDED : FAILED, [name]);
    return isRight ? { name, roles: row.roles, organisation: row.organisation } : undefined;
  }
}
