import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

const ADD = `
  INSERT INTO one_time_code (code_hash, account, expires_at)
  VALUES ($1, $2, now() + interval '10 minutes')`;
const USE = `DELETE FROM one_time_code WHERE code_hash = $1 RETURNING account, expires_at > now() AS is_valid`;

const hashOf = (code: string) => createHash('sha256').update(code).digest();

/** Codes by which a browser on this machine is signed in once; `npm run demo` opens it with such a code. */
@Injectable()
export class OneTimeCodes {
  readonly #database: DataSource;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** Answers the code, which is kept nowhere. */
  async make(account: string): Promise<string> {
    const code = randomBytes(24).toString('base64url');
    await this.#database.query(ADD, [hashOf(code), account]);
    return code;
  }

  /** Whose code it is; it is gone afterwards. */
  async use(code: string): Promise<string | undefined> {
    const [rows] = await this.#database.query<
      [Array<{ account: string; is_valid: boolean }>, number]
    >(USE, [hashOf(code)]);
    return rows[0]?.is_valid ? rows[0].account : undefined;
  }
}
