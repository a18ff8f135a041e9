import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a key of 32 random bytes, as base64, where there is none; only the owner may read it. For one
 * machine and for tests: where it matters, the key comes from a keeper of secrets. Answers the path.
 */
export function ensureKeyFile(path: string): Promise<string> {
  return ensureFile(path, () => `${randomBytes(32).toString('base64')}\n`);
}

/** Makes an Ed25519 key in PEM where there is none, for the same; only the owner may read it. */
export function ensureSigningKeyFile(path: string): Promise<string> {
  return ensureFile(path, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
}

/** Makes a P-256 key in PEM where there is none: for the tokens of one machine, and who asks for them. */
export function ensureTokenKeyFile(path: string): Promise<string> {
  return ensureFile(path, () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  );
}

async function ensureFile(path: string, make: () => string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, make(), { mode: 0o600, flag: 'wx' });
  try {
    // A link appears whole or not at all, and never replaces a key that is there.
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return path;
}
