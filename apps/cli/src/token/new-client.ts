import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/**
 * Makes a key for a system, which only its owner may read, and answers the entry for the issuer's list of clients
 * (HANDRAIL_ISSUER_CLIENTS_FILE of the console). A file that is there is never written over.
 */
export async function newClient(client: string, keyFile: string, scope: string): Promise<object> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await writeFile(keyFile, pem, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EEXIST' ? 'is there already' : `cannot be written`;
      throw new Error(`the file of the key ${why}: ${keyFile}`);
    },
  );
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const keys = { keys: [{ ...jwk, alg: 'ES384', use: 'sig' }] };
  return { clientId: client, algorithm: 'ES384', scope, keys };
}
