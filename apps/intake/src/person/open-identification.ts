import type { Queryable } from '@handrail/messaging';
import { readMasterKey } from '../encryption/master-key.js';
import { assertSameMasterKey } from '../encryption/same-master-key.js';
import { Vault } from '../encryption/vault.js';
import { MatchHashes } from '../matching/matchable.js';
import { Matcher } from '../matching/matcher.js';
import { readParameters } from '../matching/read-parameters.js';
import type { Identification } from './identification.js';
import { Pseudonyms } from './pseudonyms.js';

/** Everything that hangs on the master key, made once when the service starts. */
export async function openIdentification(
  db: Queryable,
  settings: { readonly MASTER_KEY_FILE: string; readonly MATCHING_FILE?: string },
): Promise<Identification> {
  const master = await readMasterKey(settings.MASTER_KEY_FILE);
  await assertSameMasterKey(db, master);
  const vault = new Vault(master);
  const hashes = new MatchHashes(master, await readParameters(settings.MATCHING_FILE));
  return {
    vault,
    matcher: new Matcher(vault, hashes),
    pseudonyms: new Pseudonyms(master.keyFor('pseudonyms')),
  };
}
