import { createPrivateKey, type KeyObject } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Queryable } from '@handrail/messaging';
import { signHeads } from './signed-heads.js';
import { headsOf } from './verify-audit.js';

/** Where signed heads of a service are kept, one set in each line, the newest last. */
export const headsFileOf = (folder: string, service: string): string =>
  join(folder, `${service}.heads`);

/** Reads an Ed25519 key in PEM. */
export async function readSigningKey(path: string): Promise<KeyObject> {
  const key = createPrivateKey(await readFile(path));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key of the audit is not Ed25519');
  return key;
}

/**
 * Signs the heads of a service's audit and appends them to a file outside of the database: whoever can change
 * the database cannot take back what was signed.
 */
export class HeadKeeper {
  readonly #service: string;
  readonly #database: Queryable;
  readonly #key: KeyObject;
  readonly #folder: string;

  constructor(service: string, database: Queryable, key: KeyObject, folder: string) {
    this.#service = service;
    this.#database = database;
    this.#key = key;
    this.#folder = folder;
  }

  async keep(): Promise<void> {
    const heads = await headsOf(this.#database);
    if (heads.length === 0) return;
    await mkdir(this.#folder, { recursive: true });
    const at = new Date().toISOString();
    const line = JSON.stringify(signHeads(this.#key, { service: this.#service, at, heads }));
    await appendFile(headsFileOf(this.#folder, this.#service), `${line}\n`, { mode: 0o600 });
  }
}
