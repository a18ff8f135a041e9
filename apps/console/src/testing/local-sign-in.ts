import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTokenKeyFile } from '@handrail/platform';
import { freePort } from '@handrail/testing';

/** A console that is the issuer of one machine, as `npm start` sets it up: its settings and its accounts. */
export class LocalSignIn {
  private constructor(
    readonly folder: string,
    readonly url: string,
    readonly settings: Readonly<Record<string, string>>,
  ) {}

  static async prepare(): Promise<LocalSignIn> {
    const folder = await mkdtemp(join(tmpdir(), 'handrail-sign-in-'));
    const url = `http://127.0.0.1:${await freePort()}`;
    const settings = {
      ...{ HANDRAIL_DATA_DIR: folder, HANDRAIL_PORT: new URL(url).port },
      ...{ HANDRAIL_CONSOLE_URL: url, HANDRAIL_ISSUER: `${url}/issuer` },
      HANDRAIL_ISSUER_KEY_FILE: await ensureTokenKeyFile(join(folder, 'issuer.key')),
      HANDRAIL_CLIENT_KEY_FILE: await ensureTokenKeyFile(join(folder, 'console.key')),
    };
    return new LocalSignIn(folder, url, settings);
  }

  /** The password that was made for an account at the first start. */
  async passwordOf(account: string): Promise<string> {
    const lines = (await readFile(join(this.folder, 'accounts.txt'), 'utf8')).trim().split('\n');
    const line = lines.map((each) => each.split('  ')).find(([name]) => name === account);
    return line![1]!;
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}
